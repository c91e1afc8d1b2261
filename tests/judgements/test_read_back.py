"""People's judgements read back from RDF: the same is decided, and what was altered is refused."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rdflib import DCTERMS

from graph_schema.judgements import Judgement
from graph_schema.vocabularies import Audience, JudgementKind, JudgementRole
from importers.errors import BadInputError
from queries.judging import JudgementError, restate
from queries.publication import hash_at, publish, writing
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from service.importing import withdraw_run
from service.reading_back import import_linked_data
from tests.callers import store_in
from tests.commands.command_line import CommandLine
from tests.exports.test_reading_back import ENDINGS, written
from tests.judgements.conftest import ID, a_source, decide
from tests.lookup.small_graph import ENSAM, KOOP, almanac, diary, node_id, record, register


@pytest.fixture
def file(models: dict[Audience, ReadModel], tmp_path: Path) -> Path:
    """The whole export of what is decided about the small graph."""
    return written(models[Audience.EVERYTHING], "nt", tmp_path / "all.nt")


@pytest.fixture
def back(tmp_path: Path) -> Iterator[Store]:
    """Another empty store, which the file is read into."""
    with store_in(tmp_path / "back") as found:
        yield found


@pytest.fixture
def here(tmp_path: Path) -> CommandLine:
    """The command line on another empty store."""
    (tmp_path / "here").mkdir()
    return CommandLine(tmp_path / "here")


@pytest.mark.parametrize("form", ENDINGS)
def test_read_back_the_same_is_decided_and_the_graph_is_the_same(
    models: dict[Audience, ReadModel],
    judged: tuple[Store, list[str]],
    back: Store,
    tmp_path: Path,
    form: str,
) -> None:
    file = written(models[Audience.EVERYTHING], form, tmp_path / f"all.{ENDINGS[form]}")

    reports = import_linked_data(back, [file], named=True)
    again = import_linked_data(back, [file], named=True)

    assert {report.note for report in reports} == {"judgements that are new here: 3"}
    assert hash_at(back) == hash_at(judged[0])
    assert [row.key for row in back.rows("judgement")] == sorted(judged[1])
    bodies = {row.key: row.body for row in judged[0].rows("judgement")}
    assert {row.key: row.body for row in back.rows("judgement")} == bodies
    assert all("nothing to do" in (report.note or "") for report in again)


def test_names_are_not_read_back_where_the_deployer_keeps_none(
    judged: tuple[Store, list[str]], file: Path, back: Store
) -> None:
    import_linked_data(back, [file])

    found = {row.key: row.body["by"] for row in back.rows("judgement")}
    assert found == dict.fromkeys(judged[1])


def test_a_decision_left_out_is_named_where_the_graph_read_back_differs(
    store: Store, back: Store, tmp_path: Path
) -> None:
    record(store, register())
    between = record(store, a_source("between"))
    for node in (KOOP, ENSAM):
        decide(store, JudgementKind.SAME, "between/Actor/x", node, "x")
    withdraw_run(store, between)  # what was decided goes on joining the two
    library = Library(store, tmp_path / "cache")
    file = written(library.at(None, Audience.EVERYTHING), "nt", tmp_path / "all.nt")

    [report] = import_linked_data(back, [file])

    actors = [sum(r.body["label"] == "Actor" for r in s.rows("entity")) for s in (store, back)]
    assert actors == [7, 8]
    assert "decisions about records of sources that state nothing any more" in (report.note or "")
    library.close()


SPOILT = {
    "another reason": lambda text: text.replace('"Två"', '"Tre"'),
    "another role": lambda text: text.replace("Role-editor>", "Role-expert>", 1),
    "a role nobody knows": lambda text: re.sub("(hadRole> .*Role-)editor>", r"\1owner>", text),
    "a record less": lambda text: re.sub(r".*judgedRecord> \"almanac/Actor/m\".*\n", "", text),
    "no reason": lambda text: re.sub(r".*description> \"Två\".*\n", "", text),
    "one is missing": lambda text: re.sub(r"<[^ ]*id/judgements/jdg-[^ ]* .*\n", "", text),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_judgement_that_was_altered_is_refused_whole(file: Path, back: Store, name: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(SPOILT[name](text), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text

    with pytest.raises(BadInputError) as refused:
        import_linked_data(back, [file])

    assert "all.nt" in str(refused.value)
    assert "judgement" in str(refused.value)
    assert (back.head(), list(back.rows("claim"))) == (0, [])


def without_claims_of(source: str, text: str) -> str:
    """The export with a source described that states nothing in it, and as many claims counted."""
    of_source = rf"(<[^ ]*/id/claims/[^ ]*>) <{DCTERMS.source}> <{ID}sources/{source}> "
    claims = set(re.findall(of_source, text))
    kept = [line for line in text.splitlines() if not any(claim in line for claim in claims)]
    counted = re.sub(
        r'(claimCount> ")(\d+)', lambda m: f"{m[1]}{int(m[2]) - len(claims)}", "\n".join(kept)
    )
    assert claims
    return counted + "\n"


def test_one_about_a_source_that_is_described_but_states_nothing_is_refused(
    file: Path, back: Store
) -> None:
    file.write_text(without_claims_of("diary", file.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(BadInputError) as refused:
        import_linked_data(back, [file])

    assert "diary/Actor/m" in str(refused.value)
    assert "a record of a source that states something in the file" in str(refused.value)
    assert (back.head(), list(back.rows("judgement"))) == (0, [])


def test_judgements_of_a_file_in_which_no_source_states_anything_are_refused_by_name(
    judged: tuple[Store, list[str]], file: Path, here: CommandLine, tmp_path: Path
) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    without = [line for line in lines if not re.match(r"<[^ ]*/id/(claims|sources)/", line)]
    text = re.sub(r'(claimCount> ")\d+', r"\g<1>0", "".join(without))
    file.write_text(text, encoding="utf-8")
    alone = tmp_path / "alone.nt"
    none = re.sub(r'(judgementCount> ")\d+', r"\g<1>0", text)
    alone.write_text(re.sub(r"<[^ ]*/id/judgements/[^ ]* .*\n", "", none), encoding="utf-8")

    refused, empty = (here("import", "rdf", each) for each in (file, alone))

    assert (refused.code, refused.out) == (1, "")
    said = " ".join(refused.err.split())
    assert min(judged[1]) in said
    assert "a record of a source that states something in the file" in said
    assert (empty.code, empty.out) == (0, "the file holds no claims: nothing to do\n")


def test_what_is_refused_is_told_without_the_words_of_the_library(file: Path, back: Store) -> None:
    text = file.read_text(encoding="utf-8").replace('"Två"', '"Två "')
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BadInputError) as refused:
        import_linked_data(back, [file])

    expected = "a text without spaces around it and without control characters"
    assert refused.value.expected == expected


def test_what_contradicts_what_is_decided_here_is_refused(file: Path, back: Store) -> None:
    for statements in (register(), almanac(), diary()):
        record(back, statements)
    here = decide(back, JudgementKind.SAME, "almanac/Actor/m", "diary/Actor/m", "Här")
    before = hash_at(back)

    with pytest.raises(JudgementError) as refused:
        import_linked_data(back, [file])

    assert here in str(refused.value)
    assert "almanac/Actor/m and register/Actor/malmo" in str(refused.value)
    assert hash_at(back) == before
    assert [row.key for row in back.rows("judgement")] == [here]


def forged(text: str, old: str, made: str) -> str:
    """The export with another instant of the judgement, whose id then sums that up."""
    found = Judgement.model_construct(
        kind=JudgementKind.DIFFERENT, records=("almanac/Actor/m", "register/Actor/malmo"),
        reason="Två", role=JudgementRole.EDITOR, by=None, made=made,
    )  # fmt: skip
    lines = text.splitlines(keepends=True)
    ended = re.compile(rf"(.*{old}> .*endedAtTime> )\"[^\"]*\"")
    return "".join(ended.sub(rf'\1"{made}"', line) for line in lines).replace(old, found.id)


NO_INSTANTS = (
    "9999-12-31T23:59:59.999999Z",
    "9999-12-31T23:59:59.999998Z",
    "9999-12-31T00:00:00.000000Z",
    "9999-99-99T99:99:99.000000Z",
    "٢٠٢٦-01-01T00:00:00.000000Z",
    "2026-01-01T00:00:00.0000001Z",
    "2026-W01-4T00:00:00.000000Z",
    "20260101T000000Z",
    "2026-01-01T02:00:00.000000+02:00",
)


@pytest.mark.parametrize("made", NO_INSTANTS)
def test_an_instant_that_is_none_or_the_last_there_is_is_refused(
    judged: tuple[Store, list[str]], file: Path, back: Store, made: str
) -> None:
    text = forged(file.read_text(encoding="utf-8"), judged[1][1], made)
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BadInputError) as refused:
        import_linked_data(back, [file])

    assert ("instant" in str(refused.value), back.head()) == (True, 0)


def test_an_instant_that_a_program_wrote_otherwise_is_the_same(
    judged: tuple[Store, list[str]], file: Path, back: Store
) -> None:
    # rdflib writes a time zone as +00:00.
    text = file.read_text(encoding="utf-8")
    other = re.sub(r'(endedAtTime> "[0-9T:.-]*)Z"', r'\1+00:00"', text)
    file.write_text(other, encoding="utf-8")

    import_linked_data(back, [file])

    assert other != text
    assert [row.key for row in back.rows("judgement")] == sorted(judged[1])


def instant_in(**period: float) -> str:
    """The instant that lies so far ahead of now, as a ledger keeps it."""
    found = datetime.now(UTC) + timedelta(**period)
    return found.isoformat(timespec="microseconds").replace("+00:00", "Z")


def dated(folder: Path, made: str) -> Path:
    """A store in which two actors were judged the same then, and its export."""
    with store_in(folder, register()) as store:
        keep(store, [of_small("same", "ensam", "koop", made)])
        library = Library(store, folder / "cache")
        file = written(library.at(None, Audience.PUBLIC), "nt", folder / "all.nt")
        library.close()
    return file


def test_one_made_by_a_clock_that_is_hours_ahead_is_read_and_superseded(
    here: CommandLine, tmp_path: Path
) -> None:
    file = dated(tmp_path, instant_in(hours=23))

    read = here("import", "rdf", file)
    together = here("status", "--json").json()["counts"]["Actor"]
    undone = here("judge", "undecided", ENSAM, KOOP, "--reason", "x", "--role", "editor")

    assert (read.code, undone.code) == (0, 0)
    assert here("status", "--json").json()["counts"]["Actor"] == together + 1


def test_one_made_later_than_clocks_can_say_is_refused_but_where_it_is_known(
    here: CommandLine, tmp_path: Path
) -> None:
    made = instant_in(hours=25)
    file = dated(tmp_path, made)

    refused = here("import", "rdf", file)
    again = CommandLine(tmp_path)("import", "rdf", file)

    assert (refused.code, refused.out, again.code) == (1, "", 0)
    said = " ".join(refused.err.split())
    assert of_small("same", "ensam", "koop", made).id in said
    assert made in said
    assert "a day after this machine's clock" in said
    assert "set this machine's clock if it is behind" in said
    assert here("status", "--json").json()["data_version"] == 0


def of_small(kind: str, first: str, second: str, made: str) -> Judgement:
    """A judgement about two actors of the register."""
    records = f"register/Actor/{first}", f"register/Actor/{second}"
    return Judgement(
        kind=JudgementKind(kind), records=records, reason="x", role=JudgementRole.EDITOR, made=made
    )


def keep(store: Store, made: list[Judgement]) -> None:
    """Publish judgements that were made elsewhere."""
    with writing(store) as lease:
        assert restate(store, lease, made) == len(made)
        publish(store, lease)


def test_judgements_from_elsewhere_that_contradict_each_other_are_named(store: Store) -> None:
    record(store, register())
    instant = "2026-01-02T03:04:05.500000Z"
    made = [
        of_small("same", "bolag", "ensam", instant),
        of_small("same", "ensam", "koop", instant),
        of_small("same", "koop", "malmo", instant),  # leads from neither of the two to the other
        of_small("different", "bolag", "koop", instant),
    ]

    with pytest.raises(JudgementError) as refused:
        keep(store, made)

    told = re.findall(r"jdg-[0-9a-f]{16}", str(refused.value))
    assert told == [made[0].id, made[1].id, made[3].id]
    assert "where they come from" in str(refused.value)
    assert store.head() == 1


def test_what_was_decided_elsewhere_about_a_record_never_stated_here_can_be_undone(
    store: Store,
) -> None:
    record(store, register())
    before = hash_at(store)
    instant = "2026-01-02T03:04:05.500000Z"
    keep(store, [of_small("same", "elsewhere", key, instant) for key in ("ensam", "koop")])
    with pytest.raises(JudgementError) as refused:
        decide(store, JudgementKind.DIFFERENT, ENSAM, KOOP, "x")

    decide(store, JudgementKind.UNDECIDED, node_id("register/act/elsewhere"), KOOP, "x")
    parted = hash_at(store)
    decide(store, JudgementKind.DIFFERENT, ENSAM, KOOP, "x")

    assert "register/Actor/elsewhere | register/Actor/koop" in str(refused.value)
    assert parted == before


def test_microseconds_that_end_in_noughts_are_read_as_they_were(
    store: Store, back: Store, tmp_path: Path
) -> None:
    record(store, register())
    made = of_small("same", "ensam", "koop", "2026-01-02T03:04:05.500000Z")
    keep(store, [made])
    library = Library(store, tmp_path / "cache")

    for form in ENDINGS:
        file = written(library.at(None, Audience.PUBLIC), form, tmp_path / f"all.{ENDINGS[form]}")
        import_linked_data(back, [file])

    assert [row.key for row in back.rows("judgement")] == [made.id]
    assert hash_at(back) == hash_at(store)
    library.close()
