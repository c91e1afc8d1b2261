"""Core and groups by sector as a matrix: each row its actors, each cell a number and a shade."""

import json
from typing import Any, NamedTuple

from graph_schema.appearance import INK
from graph_schema.group_answers import Group, GroupsAnswer, SectorCount
from graph_schema.vocabularies import Sector
from visualisations.charts import Chart, library
from visualisations.group_phrases import GroupPhrase as Say
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.wording import number, percent, plain, require_language, shortened

CELL_WIDTH, CELL_HEIGHT, AXIS_WIDTH = 104, 40, 300
MOST_GROUPS = 20  # more are in the table
NAME_CHARS = 46
NAMED = 2  # members that stand for a group
SHADES = ("#ffffff", "#e3f1ef", "#c3e2de", "#9ed0ca", "#76bbb3")  # INK is read on each of them
PARTS = 0.2  # of a row, a shade


class Line(NamedTuple):
    """One row: what it is called, its counts, and its actors by sector."""

    name: str
    counts: tuple[Cell, ...]
    sectors: tuple[SectorCount, ...]


def title(_answer: GroupsAnswer, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Say.TITLE.label(lang)


def tables(answer: GroupsAnswer, lang: str) -> tuple[Table]:
    """A row for all who meet, per level of the core and per group."""
    require_language(lang)
    columns = (
        Say.WHICH, Say.ACTORS, Say.ARENAS, Say.PARTICIPATIONS, Say.REPEATING, Say.CERTAIN,
    )  # fmt: skip
    headers = (*(say.label(lang) for say in columns), *(s.label(lang) for s in Sector))
    rows = tuple(
        (line.name, *line.counts, *(_told(sector.actors, lang) for sector in line.sectors))
        for line in _lines(answer, lang)
    )
    return (Table(headers, rows, Say.CAPTION.label(lang)),)


def _lines(answer: GroupsAnswer, lang: str) -> list[Line]:
    network = answer.network
    actors, again = (_told(count, lang) for count in (network.actors, network.repeating))
    whole = (actors, network.arenas, network.participations, again, None)
    lines = [Line(Say.ALL.label(lang), whole, network.sectors)]
    lines += [
        Line(
            Say.CORE.fill(lang, alpha=number(level.alpha, lang)),
            (level.actors, level.arenas, level.participations, level.actors, None),
            level.sectors,
        )
        for level in answer.cores.levels
    ]
    return lines + [
        Line(
            Say.GROUP.fill(lang, number=str(group.number), names=_names(group)),
            (group.actors, group.arenas, group.participations, again, group.certain),
            group.sectors,
        )
        for group in answer.items
        for again in (_told(group.repeating, lang),)
    ]


def _told(count: int | None, lang: str) -> Cell:
    return Say.HIDDEN.label(lang) if count is None else count


def _names(group: Group) -> str:
    names = ", ".join(plain(member.actor.name) for member in group.members[:NAMED])
    return f"{names} …".strip() if group.actors > NAMED or not names else names


def chart(answer: GroupsAnswer, lang: str) -> Chart:
    """The picture and what is said around it."""
    lines = _lines(answer, lang)
    shown = lines[: len(lines) - len(answer.items) + MOST_GROUPS]
    told = [
        Say.TOLD.fill(
            lang,
            row=shortened(line.name, NAME_CHARS),
            cells=", ".join(
                f"{sector.sector.label(lang)} {number(sector.actors, lang)}"
                for sector in line.sectors
                if sector.actors
            ),
        )
        for line in shown
    ]
    return Chart(
        name="groups",
        title=title(answer, lang),
        description=Say.PICTURE.fill(lang, told=" ".join(told)),
        notes=_notes(answer, len(shown) - (len(lines) - len(answer.items)), lang),
        sources=[source.source for source in answer.coverage.sources],
        data_version=answer.data_version,
        rows=lambda: [_grid(shown, lang)],
        width=AXIS_WIDTH + CELL_WIDTH * len(Sector),
        left=AXIS_WIDTH,
        notice="" if answer.network.participations else Phrase.NOTHING.label(lang),
    )


def _notes(answer: GroupsAnswer, shown: int, lang: str) -> list[str]:
    counts = {"actors": answer.network.actors, "arenas": answer.network.arenas}
    said = Say.ACTORS_HIDDEN if counts["actors"] is None else Say.COUNTS
    many = said.fill(lang, **{name: number(n, lang) for name, n in counts.items()})
    notes = [f"{Say.LEAD.label(lang)} {many}"]
    stable = answer.stability
    if answer.network.repeating is None:
        notes.append(Say.GROUPS_HIDDEN.label(lang))
    elif stable is None:
        notes.append(Say.NOT_TRIED.label(lang))
    elif not stable.is_stable:
        told = {"mean": stable.mean, "threshold": stable.threshold}
        notes.append(
            Say.UNSTABLE.fill(lang, **{name: number(v, lang, 1, 2) for name, v in told.items()})
        )
    elif shown < answer.total:
        counted = {"shown": shown, "total": answer.total}
        notes.append(Say.SHOWN.fill(lang, **{k: number(v, lang) for k, v in counted.items()}))
    coverage = answer.coverage
    known = {"known": coverage.partners_known, "arenas": coverage.arenas}
    return [*notes, Say.COVERAGE.fill(lang, **{k: number(v, lang) for k, v in known.items()})]


def _grid(lines: list[Line], lang: str) -> Any:
    alt = library()
    cells = [
        {
            "row": str(place),
            "sector": sector.sector.value,
            "fill": SHADES[_shade(sector.share)],
            "shown": _shown(sector, lang),
        }
        for place, line in enumerate(lines)
        for sector in line.sectors
    ]
    rows = {str(place): shortened(line.name, NAME_CHARS) for place, line in enumerate(lines)}
    columns = {s.value: s.label(lang).partition(" (")[0] for s in Sector}
    base = alt.Chart(alt.Data(values=cells)).encode(
        x=alt.X("sector:N", **_axis(columns, alt, orient="top", labelLimit=CELL_WIDTH)),
        y=alt.Y("row:N", **_axis(rows, alt, labelLimit=AXIS_WIDTH)),
    )
    squares = base.mark_rect(stroke="#8c8c8c", strokeWidth=1).encode(
        color=alt.Color("fill:N", scale=None)
    )
    counts = base.mark_text(fontSize=12, color=INK).encode(text="shown:N")
    return alt.layer(squares, counts).properties(
        width=CELL_WIDTH * len(columns), height=CELL_HEIGHT * max(1, len(lines))
    )


def _shade(share: float | None) -> int:
    return 0 if not share else min(int(share / PARTS), len(SHADES) - 2) + 1


def _shown(sector: SectorCount, lang: str) -> str:
    if sector.actors is None:
        return Say.HIDDEN.label(lang)
    counted = number(sector.actors, lang)
    return counted if not sector.share else f"{counted} · {percent(sector.share, lang)}"


def _axis(names: dict[str, str], alt: Any, **look: Any) -> dict[str, Any]:
    axis = alt.Axis(
        labelExpr=f"{json.dumps(names)}[datum.value]", domain=False, ticks=False, title=None,
        labelFontSize=11.5, labelColor=INK, labelPadding=8, labelAngle=0, **look,
    )  # fmt: skip
    return {"sort": list(names), "scale": alt.Scale(domain=list(names)), "axis": axis}
