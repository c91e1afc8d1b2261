"""Calibrates the sector table on made-up worlds and writes docs/calibration.md.

``python -m tests.calibration`` takes minutes; with ``full`` it makes two hundred worlds of each
size, which takes an hour. With ``planted`` only the part about planted gaps, the last of the page,
is made again, with as many worlds as the page was made with. A second argument names another page.
"""

import sys
from pathlib import Path

from queries.gaps.participations import SAMPLER_VERSION
from tests.calibration.measuring import Line, Power, measured, power, recorded
from tests.calibration.worlds import Trouble

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"
QUICK = {500: 40, 2_000: 40, 10_000: 10}
FULL = dict.fromkeys(QUICK, 200)
QUICK_PLANTED, FULL_PLANTED = {500: 20, 2_000: 20}, {500: 100, 2_000: 100, 10_000: 100}
TROUBLES = {
    "Regions that keep to themselves, leads mostly public, three records of ten that name the lead "
    "alone, three arenas of ten that repeat a consortium": Trouble(),
    "The same, and a mix of sectors that differs between regions (Dirichlet, concentration 10)": (
        Trouble(mix_differs=10.0)
    ),
}
PLANTED_HEAD = "\n## A planted gap\n"
HEAD = """# Calibration of the sector table

Made by `make calibrate` ({how}); the sampler's version is {sampler}. In these worlds sector plays
no part, so that whatever a test claims is wrong: of pairs with p ≤ .05 there are one in twenty by
definition, and of worlds in which anything is claimed the aim is no more than 9 of 100. *Both* asks
p ≤ .05 of the second null too, as a verdict does. "As specified" is the test the product makes,
with 999 draws; the lines below it leave one rule out each, and the last four are what else is done
with such data.
"""


def main(arguments: list[str]) -> None:
    """Measure, print as it goes, and write the page."""
    how, *named = arguments or ["quick"]
    page = Path(named[0]) if named else PAGE
    if how == "planted":
        _planted_again(page)
        return
    full = how == "full"
    worlds, planted = (FULL, FULL_PLANTED) if full else (QUICK, QUICK_PLANTED)
    parts = [
        HEAD.format(
            how="the full version" if full else "the quick version", sampler=SAMPLER_VERSION
        )
    ]
    for told, trouble in TROUBLES.items():
        parts.append(f"\n## {told}\n")
        for size, count in worlds.items():
            given, met = recorded(size, trouble)
            parts.append(f"\n### About {size:,} participations, {count} worlds\n")
            parts.append(f"The first has {given:,} participations and {met:,} tested meetings.\n")
            parts.append(_table(measured(size, count, trouble)))
            sys.stderr.write(parts[-1])
    parts.append(_planted({size: power(size, count) for size, count in planted.items()}))
    sys.stderr.write(parts[-1])
    page.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")


def _planted_again(page: Path) -> None:
    """Make the last part of a page again; the worlds are those of its seeds, as the page's were."""
    before = page.read_text(encoding="utf-8")
    if f"the sampler's version is {SAMPLER_VERSION}." not in before:
        sys.exit(f"{page} is of another version of the sampler: make all of it again")
    planted = FULL_PLANTED if "(the full version)" in before else QUICK_PLANTED
    kept = before.partition(PLANTED_HEAD)[0]
    part = _planted({size: power(size, count) for size, count in planted.items()})
    page.write_text(f"{kept.rstrip()}\n\n{part}".rstrip() + "\n", encoding="utf-8")


def _table(lines: list[Line]) -> str:
    rows = ["| test | pairs with p ≤ .05 | both | worlds with a claim |", "|---|---|---|---|"]
    for line in lines:
        both = line.with_both()
        rows.append(
            f"| {line.name} | {line.false_positives():.3f} | "
            f"{'–' if both is None else f'{both:.3f}'} | {line.claiming} of {line.worlds} |"
        )
    return "\n".join(rows) + "\n"


def _planted(found: dict[int, Power]) -> str:
    rows = [
        PLANTED_HEAD,
        "Private × academia is brought to half of what is expected by switches that keep every "
        "actor's activity, every arena's size and who leads, in worlds with whole lists. *Visible*:"
        " half of E is at least four null SD. The switches move meetings to other pairs of the two "
        "sectors, so that a verdict on another pair may be right: it is a mirror. The gap is there "
        "in every world, so that a less visible one told as a gap is no mistake: p, q and interval "
        "may be enough below four SD, and *cannot tell* is said where they are not.\n",
        "| participations | worlds | visible | of these ranked first by z | told as a gap | "
        "less visible | of these told as | verdicts on other pairs |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rows += [
        f"| {size:,} | {p.worlds} | {p.visible} | {p.ranked_first} | {p.told} | "
        f"{p.worlds - p.visible} | {_told(p)} | {p.others} |"
        for size, p in found.items()
    ]
    return "\n".join(rows) + "\n"


def _told(found: Power) -> str:
    """What is told of the less visible ones, most often first."""
    words = {None: "nothing expected"}
    return (
        "; ".join(
            f"{words.get(verdict) or verdict.en.lower()} {count}"
            for verdict, count in found.less_visible.most_common()
        )
        or "–"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
