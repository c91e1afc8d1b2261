"""What scrutiny found, in sentences: figures of every kind, in both languages."""

from string import Formatter
from typing import Any, get_args

import pytest

from graph_schema.answers import Ref
from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.job_answers import Job
from graph_schema.scrutiny_answers import (
    Agreement,
    Calibration,
    Coding,
    Composition,
    CompositionStep,
    Doubt,
    Fragility,
    HeldOut,
    Identity,
    JoinedBy,
    Left,
    PairVerdict,
    Part,
    Scrutiny,
    Specification,
    Undone,
    Weighted,
)
from graph_schema.vocabularies import Sector, Verdict
from queries.gaps.table import sector_table
from service.identity_text import identity_lines, undone_lines, undone_rows
from service.identity_text import phrases as identity_phrases
from service.scrutiny_text import (
    calibration_lines,
    coding_name,
    coding_reasons,
    job_line,
    phrases,
    scrutiny_lines,
)
from tests.gaps.gap_worlds import world

PUBLIC, PRIVATE, *_ = Sector
TABLE = sector_table(world([], []), sectors=tuple(Sector), data_version=1)
GAP = SectorPair(
    a=PUBLIC, b=PRIVATE, observed=11, expected=19.8, ratio=0.55, verdict=Verdict.GAP,
    recording_ratio=0.6875,
)  # fmt: skip
OTHERWISE = PairVerdict(a=PUBLIC, b=PRIVATE, verdict=Verdict.CANNOT_TELL, ratio=0.6, q=0.2)
SAME = OTHERWISE.model_copy(update={"verdict": Verdict.GAP})
NOTHING = Scrutiny(
    data_version=1,
    parameters=TABLE.parameters,
    specifications=(),
    agreement=(),
    weighted=(),
    arenas=(),
    actors=(),
    calibration=Calibration(
        tables=200,
        tested_pairs=2000,
        false_positives=0.022,
        both=0.01,
        with_verdict=0.005,
        with_verdict_low=0.0009,
        with_verdict_high=0.0278,
        with_corrected=0.001,
        with_figure=0.01,
    ),
    label_calibration=None,
    composition=(),
    held_out=(),
    fragility=(),
    identity=Identity(merges=0, by_number=0, by_list=0, undone=(), together=()),
)


def said(lang: str = "en", **found: Any) -> list[str]:
    scrutiny = NOTHING.model_copy(update=found)
    (told,) = scrutiny_lines(TABLE.model_copy(update={"pairs": (GAP,)}), scrutiny, lang)
    return told.sentences


def left(number: int, *changed: PairVerdict) -> Left:
    named = Ref(id=f"prj-{number}", label="Project", name=f"P{number}")
    return Left(left_out=named, size=5, changed=changed)


def composed(explained: Any, by: Any = None) -> Composition:
    steps = (
        CompositionStep(step="source_kind", ratio=0.39, z=-2.8),
        CompositionStep(step="topic", ratio=0.95, z=-0.2),
    )
    return Composition(a=PUBLIC, b=PRIVATE, steps=steps, explained=explained, by=by)


def test_what_was_not_found_is_said_as_little_as_needed() -> None:
    assert said() == [
        "No other way to count could test the pair.",
        "It stands when each of the 0 largest arenas and the 0 most active actors is left out.",
        "For recording alone to explain the gap, meetings of the two would have to be recorded "
        "less than 69% as often as other meetings: with them, what is expected grows too.",
    ]


WEIGHTED = Weighted(
    a=PUBLIC, b=PRIVATE, observed=12.5, expected=26.0, ratio=0.48, q=0.01, label_p=0.02,
    verdict=Verdict.GAP,
)  # fmt: skip
PART = Part(names=("Navet",), sources=("diary",), records=1, arenas=2, sector="public")
UNDONE = Undone(
    actor=Ref(id="act-1", label="Actor", name="Navet"), joined_by="name", shared="Navet",
    doubts=("number_on_neither",), kept=PART, parted=PART, changed=(),
)  # fmt: skip
DECISIVE = UNDONE.model_copy(update={"changed": (OTHERWISE,)})


def undone(*each: Undone, together: tuple[PairVerdict, ...] = ()) -> Identity:
    return Identity(merges=2, by_number=0, by_list=0, undone=each, together=together)


def coded(coding: Any, *, counts: bool = True) -> Specification:
    return Specification(
        role_aware=True, strata="all", units="together", kind=None, coding=coding,
        participations=40, counts=counts, pairs=(OTHERWISE,),
    )  # fmt: skip


FRAGILE = Fragility(a=PUBLIC, b=PRIVATE, at_most=1, at_random=9, tried=648)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            {"agreement": (Agreement(a=PUBLIC, b=PRIVATE, specifications=12, same_verdict=1.0,
                                     same_side=1.0),)},
            "The verdict is the same in all 12 other ways to count that give another table.",
        ),
        (
            {"agreement": (Agreement(a=PUBLIC, b=PRIVATE, specifications=12, same_verdict=0.25,
                                     same_side=0.75),)},
            "The verdict is the same in 3 of 12 other ways to count that give another table; "
            "the direction is the same in 9.",
        ),
        (
            {"arenas": (left(1), left(2, OTHERWISE)), "actors": (left(3, OTHERWISE),)},
            "It hangs on single ones: without “P2”; “P3” the verdict is another.",
        ),
        (
            {"arenas": tuple(left(k, OTHERWISE) for k in range(5))},
            "It hangs on single ones: without “P0”; “P1”; “P2”; 2 more the verdict is another.",
        ),
        (
            {"composition": (composed("explained", "region"),)},
            "Region explains it: the ratio goes from 0.39 to 0.95 when it is held equal.",
        ),
        (
            {"composition": (composed("cannot_be_separated"),)},
            "The ratio goes from 0.39 to 0.95 when year, region and theme are held equal, but "
            "which of them explains it cannot be separated.",
        ),
        (
            {"held_out": (HeldOut(until=2011, found=SAME, after=SAME),
                          HeldOut(until=2012, found=SAME, after=OTHERWISE))},
            "Tried on later years: of 2 splits where the earlier years gave the verdict, the later "
            "ones gave the same in 1 and the same direction in 2.",
        ),
        (
            {"weighted": (WEIGHTED,)},
            "It stands when a large arena counts no more than its participants (meetings divided "
            "by the number of other participants): ratio 0.48.",
        ),
        (
            {"specifications": (coded("state_apart"), coded("usual"),
                                coded("lists_unknown", counts=False))},
            "It depends on how actors are put into sectors; another verdict comes with government "
            "agencies apart.",
        ),
        (
            {"identity": undone(UNDONE, UNDONE)},
            "It stands when the least certain merges of actors (2) are undone, each alone and all "
            "at once.",
        ),
        (
            {"identity": undone(UNDONE, DECISIVE)},
            "It hangs on who is who: when “Navet” is parted in two the verdict is another.",
        ),
        (
            {"identity": undone(UNDONE, UNDONE, together=(OTHERWISE,))},
            "When all uncertain merges (2) are undone at once the verdict is cannot tell.",
        ),
        (
            {"weighted": (WEIGHTED.model_copy(update={"verdict": Verdict.CANNOT_TELL}),)},
            "When a large arena counts no more than its participants (meetings divided by the "
            "number of other participants) the verdict is cannot tell (ratio 0.48): large arenas "
            "make much of it.",
        ),
        (
            {"weighted": (WEIGHTED.model_copy(update={"q": None}),)},
            "When a large arena counts no more than its participants (meetings divided by the "
            "number of other participants) too little is expected for a test (ratio 0.48).",
        ),
        (
            {"fragility": (FRAGILE,)},
            "One unrecorded participation where it brings most meetings is enough to undo the "
            "gap, or about 9 in random places. No two sources list the same arenas to the extent "
            "it takes to estimate how many participations are missing, so it cannot be called "
            "robust.",
        ),
        (
            {"fragility": (FRAGILE.against(9.0),)},
            "One unrecorded participation where it brings most meetings is enough to undo the "
            "gap, or about 9 in random places. Where two sources list the same arenas they suggest "
            "that up to 9 participations may be missing (upper 95% limit, if they are not copies "
            "of each other): so many are enough, and the gap is fragile.",
        ),
        (
            {"fragility": (FRAGILE.model_copy(update={"at_random": None}).against(8.4),)},
            "One unrecorded participation where it brings most meetings is enough to undo the "
            "gap; in random places not even 648 are. Where two sources list the same arenas they "
            "suggest that at most 8 participations are missing (upper 95% limit, if they are not "
            "copies of each other): fewer than that, and the gap is called robust.",
        ),
        (
            {"fragility": (Fragility(a=PUBLIC, b=PRIVATE, at_most=2, at_random=9, tried=648),)},
            "2 unrecorded participations where they bring most meetings are enough to undo the "
            "gap, or about 9 in random places. No two sources list the same arenas to the extent "
            "it takes to estimate how many participations are missing, so it cannot be called "
            "robust.",
        ),
        (
            {"fragility": (Fragility(a=PUBLIC, b=PRIVATE, at_most=0, at_random=0, tried=648),)},
            "Fragile: the gap lies on the edge with the data there is already (with 255 random "
            "draws).",
        ),
    ],
)  # fmt: skip
def test_every_finding_has_its_sentence(found: dict[str, Any], sentence: str) -> None:
    assert sentence in said(**found)
    assert len(said("sv", **found)) == len(said(**found))


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (
            NOTHING.identity,
            ["No actor in the table is made of records of which more than one has participations "
             "of its own; there is nothing to undo."],
        ),
        (
            undone(UNDONE, UNDONE),
            ["The table holds 2 merges of actors of which both parts take part in something: 2 "
             "rest on the name, 0 on a curated list of names and 0 on a common number.",
             "All 2 are undone; there are not 20.",
             "No verdict changes, whether one is undone alone or all at once."],
        ),
        (
            undone(*[UNDONE] * 20, together=(OTHERWISE,)).model_copy(
                update={"merges": 1_234, "by_number": 1_000, "by_list": 200}
            ),
            ["The table holds 1,234 merges of actors of which both parts take part in something: "
             "34 rest on the name, 200 on a curated list of names and 1,000 on a common number.",
             "The 20 least certain are undone.",
             "When one is undone alone, some verdict changes for 0 of 20. When all are undone at "
             "once: Public sector – Private sector: cannot tell."],
        ),
    ],
)  # fmt: skip
def test_how_many_merges_there_are_and_what_undoing_changes(
    found: Identity, lines: list[str]
) -> None:
    table = TABLE.model_copy(update={"pairs": (GAP,)})
    assert identity_lines(table, found, "en") == lines
    assert len(identity_lines(table, found, "sv")) == len(lines)


def test_where_nothing_is_tested_nothing_can_change() -> None:
    untested = GAP.model_copy(update={"verdict": Verdict.INSUFFICIENT_DATA})
    table = TABLE.model_copy(update={"pairs": (untested,)})
    assert identity_lines(table, undone(UNDONE), "en")[-1] == (
        "No verdict changes: no pair of the table could be tested, neither before nor after."
    )


def test_a_merge_that_was_undone_is_told_in_one_line() -> None:
    titles = {"diary": "The diary"}
    assert undone_lines(undone(DECISIVE), TABLE.labels("en"), titles, "en") == [
        "Navet (The diary; arenas: 2) | Navet (The diary; arenas: 2) | the same name: Navet | "
        "neither has a number | Public sector – Private sector: cannot tell"
    ]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_coding_way_of_joining_and_doubt_has_its_words(lang: str) -> None:
    for coding in get_args(Coding):
        assert coding_name(coding, lang)
    ways = tuple(coded(coding) for coding in get_args(Coding))
    tried = NOTHING.model_copy(update={"specifications": ways})
    assert len(coding_reasons(tried, lang)) == len(ways) - 1  # the table's own needs no reason
    every = [
        UNDONE.model_copy(update={"joined_by": by, "doubts": get_args(Doubt)})
        for by in get_args(JoinedBy)
    ]
    rows = undone_rows(undone(*every), {}, {}, lang)
    assert len({row.joined for row in rows}) == len(every)
    assert all(row.doubts.count(";") == len(get_args(Doubt)) - 1 for row in rows)


def test_how_often_the_method_is_wrong_on_this_data() -> None:
    independent = (
        "If every participation were independent of the others: when the table's own participants "
        "are redrawn at random 200 times, each by itself so that no team keeps together, 0.5% of "
        "the tables give a verdict (0.1%–2.8%; 0.1% if the second null's p is corrected for how "
        "many pairs are tested too), 1.0% tell something of the whole, and 2.2% of the pairs have "
        "p ≤ 0.05 in the first random model."
    )
    assert calibration_lines(TABLE, NOTHING, "en") == [("calibration", independent)]
    untested = NOTHING.calibration.model_copy(update={"false_positives": None})
    none = NOTHING.model_copy(update={"calibration": untested})
    assert calibration_lines(TABLE, none, "en") == [
        ("calibration", "No pair could be tested in the redrawn tables.")
    ]


@pytest.mark.parametrize(("share", "first"), [(0.2, "label-calibration"), (0.0, "calibration")])
def test_the_calibration_that_is_wrong_most_often_leads(share: float, first: str) -> None:
    labels = NOTHING.calibration.model_copy(
        update={"with_verdict": share, "with_verdict_high": 0.2608, "false_positives": 0.155}
    )
    both = NOTHING.model_copy(update={"label_calibration": labels})
    for lang, says in (
        ("en", "where one is wrong more often it stands first."),
        ("sv", "har det ena fel oftare står det först."),
    ):
        (key, lead), *lines = calibration_lines(TABLE, both, lang)
        assert key is None
        assert lead.endswith(says)
        assert sorted(key for key, _ in lines if key) == ["calibration", "label-calibration"]
        assert lines[0][0] == first
    told = dict(calibration_lines(TABLE, both, "en"))["label-calibration"]
    assert told.startswith(
        "If teams that keep together stay and who belongs to what is chance: when the sectors "
        "change places 200 times among actors equally active and every meeting stays as it is, "
        f"{share:.1%} of the tables give a verdict (0.1%–26.1%; 0.1% if "
    )


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"state": "queued"}, "The run waits for its turn."),
        ({"state": "running"}, "The run has begun."),
        (
            {"state": "running", "done": 40, "total": 250, "seconds_left": 89.4},
            "The run is under way: 40 of 250 steps, about 89 seconds left.",
        ),
        (
            {"state": "running", "done": 40, "total": 250, "seconds_left": 150.0},
            "The run is under way: 40 of 250 steps, about 2 minutes left.",
        ),
        (
            {"state": "running", "done": 249, "total": 250, "seconds_left": 0.2},
            "The run is under way: 249 of 250 steps, about 1 second left.",
        ),
        ({"state": "cancelled"}, "The run was cancelled."),
        (
            {"state": "interrupted", "error": "gone"},
            "The run did not finish: the service that began it, or its own process, came to an "
            "end. It can be begun again.",
        ),
        ({"state": "failed", "error": "no room"}, "The run failed: no room."),
    ],
)
def test_how_far_a_run_has_come(changed: dict[str, Any], line: str) -> None:
    job = Job(id="0", kind="scrutiny", state="queued", data_version=1, question={})
    assert job_line(job.model_copy(update=changed), "en") == line


def test_only_what_was_found_is_told_and_never_what_ought_to_be() -> None:
    hidden = SectorPair(a=PUBLIC, b=PUBLIC, verdict=Verdict.SUPPRESSED)
    untold = GAP.model_copy(update={"verdict": Verdict.CANNOT_TELL})
    table: GapTable = TABLE.model_copy(update={"pairs": (hidden, untold)})
    assert scrutiny_lines(table, NOTHING, "sv") == []
    for lang, words in (("sv", ("bör", "borde", "måste")), ("en", ("should", "ought", "must"))):
        every = " ".join((*phrases(lang).values(), *identity_phrases(lang).values())).lower()
        assert not [word for word in words if f" {word} " in every]


def test_one_second_is_one_in_swedish_too() -> None:
    job = Job(id="0", kind="scrutiny", state="running", data_version=1, question={}, done=9,
              total=10, seconds_left=1.4)  # fmt: skip
    assert job_line(job, "sv") == "Körningen pågår: 9 av 10 steg, ungefär 1 sekund kvar."


def test_what_explains_is_told_of_pairs_without_a_verdict_too() -> None:
    """A gap that is made by theme cannot be told once theme is held equal: there it matters."""
    untold = GAP.model_copy(update={"verdict": Verdict.CANNOT_TELL})
    table: GapTable = TABLE.model_copy(update={"pairs": (untold,)})

    def lines(explained: Any, by: Any, lang: str) -> Any:
        found = NOTHING.model_copy(update={"composition": (composed(explained, by),)})
        return scrutiny_lines(table, found, lang)

    (told,) = lines("explained", "topic", "en")
    assert (told.verdict, told.part) == ("Cannot tell", "composition")
    assert told.sentences == [
        "Within source and kind the ratio is 0.39, which is not tested by itself. "
        "Theme explains it: the ratio goes from 0.39 to 0.95 when it is held equal."
    ]
    (sv,) = lines("explained", "topic", "sv")
    assert sv.sentences == [
        "Inom källa och slag är kvoten 0,39, vilket inte är prövat för sig. "
        "Tema förklarar det: kvoten går från 0,39 till 0,95 när det hålls lika."
    ]
    assert lines("not_asked", None, "en") == []


def test_both_languages_fill_in_the_same() -> None:
    for said_in in (phrases, identity_phrases):
        assert {k: filled(v) for k, v in said_in("sv").items()} == {
            k: filled(v) for k, v in said_in("en").items()
        }


def filled(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)
