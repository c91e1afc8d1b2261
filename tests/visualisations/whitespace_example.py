"""A table of white space with every verdict, and names nobody should have."""

from graph_schema.answers import Ref
from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import (
    ArenaCounts,
    LabelNull,
    LabelStratum,
    Line,
    NeedTest,
    Reason,
    WhitespaceCell,
    WhitespaceParameters,
    WhitespaceScope,
    WhitespaceTable,
)

ROWS = ("Norra län", "\"] + alert(1) + ['</script><img src=x onerror=alert(2)>\u2028", "Ö län")
COLUMNS = ("Arbete", "=HYPERLINK(1)", "Vård & omsorg {name} {{ 7 * 7 }}")


def _line(number: int, name: str, prefix: str, arenas: int | None) -> Line:
    label = "Region" if prefix == "reg" else "Theme"
    return Line(
        label=Ref(id=f"{prefix}-{number}", label=label, name=name),
        arenas=arenas,
        covered=arenas is not None,
    )


def _cell(row: int, column: int, verdict: Verdict, **numbers: object) -> WhitespaceCell:
    cell = WhitespaceCell(row=f"reg-{row}", column=f"thm-{column}", verdict=verdict)
    return cell.model_copy(update=numbers)


NEED = NeedTest(
    need=900.0, expected=31.5, ratio=0.127, q_low=0.004, q_high=1.0, verdict=Verdict.GAP
)
CELLS = (
    _cell(0, 0, Verdict.GAP, observed=4, outside=1234, expected=19.25, ratio=0.208,
          interval=(0.07, 0.48), q_low=0.003, q_high=1.0, rank=1, need=NEED, actors=9),
    _cell(0, 1, Verdict.COVERED, observed=1051, outside=0, expected=812.25, ratio=1.294,
          interval=(1.2, 1.4), q_low=1.0, q_high=0.002, rank=3, actors=700),
    _cell(0, 2, Verdict.AS_EXPECTED, observed=50, outside=0, expected=51.0, ratio=0.98,
          interval=(0.76, 1.25), q_low=0.6, q_high=0.6, rank=2, actors=60),
    _cell(1, 0, Verdict.CANNOT_TELL, reason=Reason.TOO_FEW_EXPECTED, observed=0, outside=0,
          expected=1.2, ratio=0.0, records_needed=749, records_needed_all=1901, actors=0),
    _cell(1, 1, Verdict.SUPPRESSED),
    _cell(1, 2, Verdict.IMPOSSIBLE, observed=0, outside=0, actors=0),
    _cell(2, 0, Verdict.NOT_COVERED),
    _cell(2, 1, Verdict.CANNOT_TELL, reason=Reason.NOTHING_TO_COMPARE, observed=0, outside=7,
          expected=0.0, actors=3),
    _cell(2, 2, Verdict.CANNOT_TELL, reason=Reason.EMPTY_LINE, observed=0, outside=0,
          expected=0.0, actors=0),
)  # fmt: skip

WHITESPACE = WhitespaceTable(
    exploratory=False,
    data_version=7,
    parameters=WhitespaceParameters(
        rows="region", columns="theme", level="county", scope=WhitespaceScope(),
        null=LabelNull(algorithm="2-switch", strata=("source", "kind", "period"), draws=999,
                       chains=8, attempts_per_label=2, seed=1, draws_version="1"),
        family=3, need_family=1, need_stated=1, impossible_stated=1, least_expected=3.0,
        largest_q=0.05, gap_ratio=0.5, covered_ratio=2.0, interval=0.9,
    ),
    arenas=ArenaCounts(asked=2500, without_either=3, without_row=40, without_column=57,
                       not_comparable=1241, tested=1159, in_several_rows=2, in_several_columns=300),
    sources=("Almedalsveckan", "Register"),
    rows=tuple(_line(k, name, "reg", (900, 20, None)[k]) for k, name in enumerate(ROWS)),
    columns=tuple(_line(k, name, "thm", 300 - k) for k, name in enumerate(COLUMNS)),
    cells=CELLS,
    strata=(LabelStratum(source="Register", kind="Project", first_year=2020, last_year=2022,
                         arenas=1159, tested=True),),
    hidden=1,
)  # fmt: skip
