"""Calibrates the sector table on made-up worlds and writes docs/calibration.md.

``python -m tests.calibration`` takes five minutes; with ``full`` it makes two hundred worlds of
each size, which takes an hour of one core. With ``planted`` only the part about planted gaps and
power, the last of the page, is made again, with as many worlds as the page was made with: a third
of that. A second argument names another page.
"""

import sys
from pathlib import Path

from queries.gaps.participations import SAMPLER_VERSION
from tests.calibration.measuring import Line, measured, recorded
from tests.calibration.planted_part import PLANTED_HEAD, planted_part
from tests.calibration.worlds import TROUBLES

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"
QUICK = {500: 40, 2_000: 40, 10_000: 10}
FULL = dict.fromkeys(QUICK, 200)
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
    worlds = FULL if full else QUICK
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
    parts.append(planted_part(full=full))
    sys.stderr.write(parts[-1])
    page.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")


def _planted_again(page: Path) -> None:
    """Make the last part of a page again; the worlds are those of its seeds, as the page's were."""
    before = page.read_text(encoding="utf-8")
    if f"the sampler's version is {SAMPLER_VERSION}." not in before:
        sys.exit(f"{page} is of another version of the sampler: make all of it again")
    kept = before.partition(PLANTED_HEAD)[0]
    part = planted_part(full="(the full version)" in before)
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


if __name__ == "__main__":
    main(sys.argv[1:])
