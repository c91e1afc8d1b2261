"""Families of options that several commands share: a command names the family alone.

One model for each, as addresses have theirs (``service/parameters.py``).
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

from graph_schema.draws import DEFAULT_DRAWS, DEFAULT_SEED
from service.commands.options import (
    Draws,
    DrawsAtLeast,
    InProgramme,
    InRegion,
    OfFunder,
    OfKind,
    OfSources,
    OfTheme,
    PeriodFrom,
    PeriodTo,
    Seed,
    Separate,
)


@dataclass(frozen=True)
class Drawing:
    """How often and from where null tables are drawn."""

    draws: Draws = DEFAULT_DRAWS
    seed: Seed = DEFAULT_SEED


@dataclass(frozen=True)
class MoreDrawing:
    """The same of tables, which may be drawn more often, and are where a verdict hangs on it."""

    draws: DrawsAtLeast = DEFAULT_DRAWS
    seed: Seed = DEFAULT_SEED


@dataclass(frozen=True)
class Sampling:
    """Where samples of a network begin, and who counts as one actor of it."""

    seed: Seed = DEFAULT_SEED
    units: Separate = "together"


@dataclass(frozen=True)
class Part:
    """Which arenas are asked about."""

    source: OfSources = None
    kind: OfKind = None
    region: InRegion = None
    theme: OfTheme = None
    programme: InProgramme = None
    funder: OfFunder = None
    period_from: PeriodFrom = None
    period_to: PeriodTo = None

    def scope(self) -> dict[str, Any]:
        """The same as questions name it: of none, one or several ``sources``."""
        said = asdict(self)
        return {"sources": tuple(said.pop("source") or ()), **said}


DRAWN, DRAWN_MORE, SAMPLED = Drawing(), MoreDrawing(), Sampling()
EVERYWHERE = Part()
"""What a command that takes a family is told where nothing is said."""


def with_families(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for each field of the families it takes."""
    hints = get_type_hints(command, include_extras=True)
    families: dict[str, Any] = {name: of for name, of in hints.items() if is_dataclass(of)}
    taken = list(_options(signature(command, eval_str=True), families))

    @wraps(command)
    def called(**said: Any) -> None:
        whole = {
            name: family(**{field.name: said.pop(field.name) for field in fields(family)})
            for name, family in families.items()
        }
        command(**whole, **said)

    called.__signature__ = Signature(taken)  # type: ignore[attr-defined]
    called.__annotations__ = {option.name: option.annotation for option in taken}
    return called


def _options(own: Signature, families: dict[str, Any]) -> Iterator[Parameter]:
    for name, parameter in own.parameters.items():
        if name not in families:
            yield parameter.replace(kind=Parameter.KEYWORD_ONLY)
            continue
        hints = get_type_hints(families[name], include_extras=True)
        for field in fields(families[name]):
            yield Parameter(
                field.name, Parameter.KEYWORD_ONLY, default=field.default,
                annotation=hints[field.name],
            )  # fmt: skip
