"""What scrutiny found, and the log of looks, as one table each for a spreadsheet.

Every row says which part it belongs to and what is changed in it; the verdicts of all parts stand
in the same columns, so that one pair can be followed through all of them. What is no verdict has a
row with its name and value.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from graph_schema.base import GraphModel
from graph_schema.gap_answers import GapTable
from graph_schema.log_answers import VerdictLog, VerdictsOfVersion
from graph_schema.scrutiny_answers import (
    Agreement,
    Fragility,
    Left,
    PairVerdict,
    Scrutiny,
    Specification,
)
from graph_schema.vocabularies import Verdict
from service.gap_text import arena_kinds
from service.identity_text import undone_rows
from service.scrutiny_text import coding_name
from service.scrutiny_text import phrases as scrutiny_phrases
from visualisations.tables import Cell, Table, marked

COLUMNS = (
    "part", "changed", "id", "participations", "pair", "verdict", "ratio", "q", "figure", "value",
)  # fmt: skip


class Line(NamedTuple):
    """One row, in the order of the columns."""

    part: str
    changed: str | None = None
    id: str | None = None
    participations: int | None = None
    pair: str | None = None
    verdict: str | None = None
    ratio: float | None = None
    q: float | None = None
    figure: str | None = None
    value: Cell = None


@cache
def phrases(lang: str) -> dict[str, str]:
    """What is said in one language, by key."""
    place = files("service") / "scrutiny_table.toml"
    return {key: said[lang] for key, said in tomllib.loads(place.read_text("utf-8")).items()}


def scrutiny_table(table: GapTable, found: Scrutiny, titles: Mapping[str, str], lang: str) -> Table:
    """Every table of the page of scrutiny as one; ``titles`` are those of sources."""
    names = table.labels(lang)
    rows = _Rows(names, lang)
    lines = [
        *rows.verdicts(Line(rows.t["part_table"]), (PairVerdict.model_validate(
            pair.model_dump(include=set(PairVerdict.model_fields))) for pair in table.pairs)),
        *rows.figures("calibration", found.calibration),
        *rows.figures("label_calibration", found.label_calibration),
        *(line for way in found.specifications for line in rows.way(way)),
        *rows.of_pairs("agreement", found.agreement, "specifications", "same_verdict", "same_side"),
        *rows.left("arenas", found.arenas),
        *rows.left("actors", found.actors),
        *rows.merges(found, titles),
        *rows.weighted(found),
        *rows.composition(found),
        *rows.held_out(found),
        *rows.fragility(found),
        *rows.recording(table),
    ]  # fmt: skip
    return marked(rows.table(lines), exploratory=table.exploratory, lang=lang)


def log_table(found: VerdictLog, lang: str) -> Table:
    """The verdicts of every version that was looked at, the newest first."""
    names = found.names_sv if lang == "sv" else found.names_en
    rows = _Rows(names, lang)
    told = rows.table([line for each in found.versions for line in rows.look(each)])
    return marked(told, exploratory=found.exploratory, lang=lang)


@dataclass(frozen=True)
class _Rows:
    """Rows in one language, of groups that are called so."""

    names: Mapping[str, str]
    lang: str

    @property
    def t(self) -> Mapping[str, str]:
        return phrases(self.lang)

    def table(self, lines: list[Line]) -> Table:
        return Table(tuple(self.t[name] for name in COLUMNS), tuple(lines), "")

    def begun(self, part: str, changed: str | None = None) -> Line:
        return Line(self.t[f"part_{part}"], changed)

    def told(self, line: Line, figure: str, value: Cell) -> Line:
        return line._replace(figure=self.t[figure], value=value)

    def of(self, line: Line, a: str, b: str) -> Line:
        return line._replace(pair=f"{self.names.get(a, a)} – {self.names.get(b, b)}")

    def verdicts(self, line: Line, pairs: Iterable[PairVerdict]) -> Iterator[Line]:
        for each in pairs:
            yield self.of(line, each.a, each.b)._replace(
                verdict=each.verdict.label(self.lang), ratio=each.ratio, q=each.q
            )

    def figures(self, part: str, found: GraphModel | None) -> Iterator[Line]:
        for name, value in found or ():
            yield self.told(self.begun(part), name, value)

    def of_pairs(
        self, part: str, found: Iterable[Agreement | Fragility], *names: str
    ) -> Iterator[Line]:
        for each in found:
            line = self.of(self.begun(part), each.a, each.b)
            for name in names:
                yield self.told(line, name, getattr(each, name))

    def way(self, way: Specification) -> Iterator[Line]:
        kind = arena_kinds(self.lang).get(way.kind or "", way.kind)
        how = (
            self.t["roles_kept" if way.role_aware else "roles_not_kept"],
            self.t[f"strata_{way.strata}"],
            self.t[f"units_{way.units}"],
            self.t["every_kind"] if kind is None else self.t["only_kind"].format(kind=kind),
            self.t["coding"].format(coding=coding_name(way.coding, self.lang)),
        )
        line = self.begun("ways", "; ".join(how))._replace(participations=way.participations)
        yield self.told(line, "counts", int(way.counts))
        yield from self.verdicts(line, way.pairs)

    def left(self, part: str, found: Iterable[Left]) -> Iterator[Line]:
        for each in found:
            line = self.begun(part, each.left_out.name)._replace(
                id=each.left_out.id, participations=each.size
            )
            yield self.told(line, "changes", len(each.changed))
            yield from self.verdicts(line, each.changed)

    def merges(self, found: Scrutiny, titles: Mapping[str, str]) -> Iterator[Line]:
        begun, undone = self.begun("merges"), found.identity.undone
        for name in ("merges", "by_number", "by_list"):
            yield self.told(begun, name, getattr(found.identity, name))
        rows = undone_rows(found.identity, self.names, titles, self.lang)
        for each, row in zip(undone, rows, strict=True):
            line = begun._replace(changed=each.actor.name, id=each.actor.id)
            for name in ("kept", "parted", "joined", "doubts"):
                yield self.told(line, name, getattr(row, name))
            yield self.told(line, "changes", len(each.changed))
            yield from self.verdicts(line, each.changed)
        if undone:
            line = begun._replace(changed=self.t["together"].format(n=len(undone)))
            yield self.told(line, "changes", len(found.identity.together))
            yield from self.verdicts(line, found.identity.together)

    def weighted(self, found: Scrutiny) -> Iterator[Line]:
        for each in found.weighted:
            line = self.of(self.begun("weighted"), each.a, each.b)
            yield line._replace(verdict=each.verdict.label(self.lang), ratio=each.ratio, q=each.q)
            for name in ("observed", "expected", "label_p"):
                yield self.told(line, name, getattr(each, name))

    def composition(self, found: Scrutiny) -> Iterator[Line]:
        for each in found.composition:
            for step in each.steps:
                line = self.of(
                    self.begun("composition", self.t[f"step_{step.step}"]), each.a, each.b
                )
                yield self.told(line._replace(ratio=step.ratio), "z", step.z)
            by = "" if each.by is None else scrutiny_phrases(self.lang)[f"by_{each.by}"]
            said = self.t[f"is_{each.explained}"].format(by=by)
            yield self.told(self.of(self.begun("composition"), each.a, each.b), "explained", said)

    def held_out(self, found: Scrutiny) -> Iterator[Line]:
        for each in found.held_out:
            for when, pair in (("until", each.found), ("after", each.after)):
                line = self.begun("held_out", self.t[when].format(year=each.until))
                yield from self.verdicts(line, (pair,))

    def fragility(self, found: Scrutiny) -> Iterator[Line]:
        numbers = ("at_most", "at_random", "tried", "unseen")
        for each in found.fragility:
            yield from self.of_pairs("fragility", (each,), *numbers)
            line = self.of(self.begun("fragility"), each.a, each.b)
            yield self.told(line, "robustness", self.t[each.robustness])

    def recording(self, table: GapTable) -> Iterator[Line]:
        for pair in table.pairs:
            if pair.recording_ratio is not None:
                line = self.of(self.begun("recording"), pair.a, pair.b)
                yield self.told(line, "recording", pair.recording_ratio)

    def look(self, each: VerdictsOfVersion) -> Iterator[Line]:
        changed = {(change.a, change.b): change for change in each.changed}
        version = self.t["version"].format(version=each.version, published=each.published_at or "–")
        for pair in each.pairs:
            (line,) = self.verdicts(self.begun("looks", version), (pair,))
            change = changed.pop((pair.a, pair.b), None)
            yield line if change is None else self.told(line, "before", self._word(change.before))
            bare = self.of(self.begun("looks", version), pair.a, pair.b)
            yield self.told(bare, "coverage", pair.coverage)
        for change in changed.values():  # no longer among the pairs
            line = self.of(self.begun("looks", version), change.a, change.b)
            yield self.told(
                line._replace(verdict=self._word(change.after)), "before", self._word(change.before)
            )

    def _word(self, verdict: Verdict | None) -> str:
        return self.t["none"] if verdict is None else verdict.label(self.lang)
