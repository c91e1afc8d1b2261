"""What becomes of verdicts once the least certain merges of actors are undone, in sentences."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from graph_schema.answers import Ref
from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.scrutiny_answers import Identity, PairVerdict, Part
from service.gap_text import LISTED, number, quoted

NAMED = 3  # so many of those a verdict hangs on are named, the others counted
MOST = 20  # merges that are undone where there are so many


class UndoneRow(NamedTuple):
    """One merge that was undone, cell by cell."""

    actor: Ref
    kept: str
    parted: str
    joined: str
    doubts: str
    changed: list[str]


@cache
def phrases(lang: str) -> dict[str, str]:
    """What is said in one language, by key."""
    place = files("service") / "identity_phrases.toml"
    return {key: said[lang] for key, said in tomllib.loads(place.read_text("utf-8")).items()}


def named(names: list[str], lang: str) -> str:
    """The first of these names, and how many more there are."""
    told = names[:NAMED]
    if len(names) > NAMED:
        told.append(phrases(lang)["more"].format(n=len(names) - NAMED))
    return "; ".join(told)


def identity_lines(table: GapTable, found: Identity, lang: str) -> list[str]:
    """How many merges there are, how many were undone, and what that changes."""
    texts, n = phrases(lang), len(found.undone)
    if not n:
        return [texts["identity_none"]]
    counts = texts["identity_counts"].format(
        merges=number(found.merges, lang, "#,##0"),
        by_name=number(found.merges - found.by_list - found.by_number, lang, "#,##0"),
        by_list=number(found.by_list, lang, "#,##0"),
        by_number=number(found.by_number, lang, "#,##0"),
    )
    undone = texts["identity_more" if n == MOST else "identity_fewer"].format(n=n)
    alone = sum(bool(each.changed) for each in found.undone)
    if not alone and not found.together:
        tested = any(pair.verdict not in LISTED for pair in table.pairs)
        return [counts, undone, texts["identity_stands" if tested else "identity_untested"]]
    together = "; ".join(changed_lines(found.together, table.labels(lang), lang))
    together = together or texts["identity_same"]
    changes = texts["identity_changes"].format(alone=alone, n=n, together=together)
    return [counts, undone, changes]


def undone_rows(
    found: Identity, names: Mapping[str, str], titles: Mapping[str, str], lang: str
) -> list[UndoneRow]:
    """The merges that were undone, the least certain first."""
    texts = phrases(lang)
    return [
        UndoneRow(
            actor=each.actor,
            kept=_part(each.kept, titles, lang),
            parted=_part(each.parted, titles, lang),
            joined=texts[f"joined_{each.joined_by}"].format(shared=each.shared),
            doubts="; ".join(texts[f"doubt_{doubt}"] for doubt in each.doubts),
            changed=changed_lines(each.changed, names, lang),
        )
        for each in found.undone
    ]


def undone_lines(
    found: Identity, names: Mapping[str, str], titles: Mapping[str, str], lang: str
) -> list[str]:
    """The same, a line each."""
    return [
        " | ".join(filter(None, (row.kept, row.parted, row.joined, row.doubts, *row.changed)))
        for row in undone_rows(found, names, titles, lang)
    ]


def identity_of_pair(pair: SectorPair, found: Identity, lang: str) -> list[str]:
    """Whether the verdict of a pair hangs on who is who."""
    texts, n = phrases(lang), len(found.undone)
    decisive = [each for each in found.undone if _of(pair, each.changed)]
    together = _of(pair, found.together)
    lines = []
    if decisive:
        actors = list(dict.fromkeys(quoted(each.actor.name, lang) for each in decisive))
        lines.append(texts["identity_pair_alone"].format(names=named(actors, lang)))
    if together and n > 1:
        verdict = together[0].verdict.label(lang).lower()
        lines.append(texts["identity_pair_together"].format(n=n, verdict=verdict))
    if n and not lines:
        lines.append(texts["identity_pair_stands"].format(n=n))
    return lines


def changed_lines(
    changed: tuple[PairVerdict, ...], names: Mapping[str, str], lang: str
) -> list[str]:
    """The pairs whose verdict changes, with what it becomes."""
    return [
        f"{names[pair.a]} – {names[pair.b]}: {pair.verdict.label(lang).lower()}" for pair in changed
    ]


def _of(pair: SectorPair, changed: tuple[PairVerdict, ...]) -> list[PairVerdict]:
    return [each for each in changed if (each.a, each.b) == (pair.a, pair.b)]


def _part(part: Part, titles: Mapping[str, str], lang: str) -> str:
    return phrases(lang)["part"].format(
        names=", ".join(part.names),
        sources=", ".join(titles.get(source, source) for source in part.sources),
        arenas=number(part.arenas, lang, "#,##0"),
    )
