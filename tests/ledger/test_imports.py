"""What an import opens, keeps and closes; a rerun, a changed file, a withdrawal, two at once."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph_schema.claims import Scope
from graph_schema.vocabularies import Audience, Visibility
from importers.base import importers
from importers.run import RefusedFilesError
from queries.ledger import LedgerRun
from queries.private_sources import PrivateSources
from queries.publication import hash_at, projected, publish, writing
from queries.readmodel.audience import derived_rows
from queries.refusals import ClosingTooMuchError, NotInLedgerError, RunSupersededError
from queries.stores.base import KINDS, Store, StoreBusyError
from service.importing import import_files, withdraw_run
from tests.ledger.export_file import row, write
from tests.lookup.small_graph import REGISTER, Statements

EXPORT = importers()["esf_export"]


def names(store: Store, label: str, at: int | None = None) -> list[str]:
    """The shown names of one kind of node, sorted."""
    rows = store.rows("entity", at=at)
    return sorted(r.body["fields"]["name"] for r in rows if r.body["label"] == label)


def projects(*numbers: int) -> list[dict[str, str]]:
    """Rows of projects with these numbers."""
    return [row(f"24-{n:03}-S01", f"Project {n}") for n in numbers]


def test_a_file_becomes_one_version(store: Store, tmp_path: Path) -> None:
    report, rejected = import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1, 2))])

    assert (report.version, store.head(), report.rows_read, len(rejected)) == (1, 1, 2, 0)
    assert names(store, "Project") == ["Project 1", "Project 2"]
    assert names(store, "Actor") == ["UPPSALA KOMMUN"]


def test_an_unchanged_file_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", projects(1, 2))
    first, _ = import_files(store, EXPORT, [path])

    again, _ = import_files(store, EXPORT, [path])
    renamed, _ = import_files(store, EXPORT, [path.rename(tmp_path / "b.csv")])

    assert [again.version, renamed.version, store.head()] == [None, None, 1]
    assert again.note == f"the same bytes were read by {first.run}: nothing to do"


def test_who_may_read_a_source_changes_although_its_rows_do_not(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", projects(1, 2))
    import_files(store, EXPORT, [path])
    manifest = EXPORT.manifest.model_copy(update={"visibility": Visibility.PRIVATE})
    private = replace(EXPORT, manifest=manifest)

    report, _ = import_files(store, private, [path])
    again, _ = import_files(store, private, [path])

    assert (report.version, report.places_opened, report.places_closed, again.version) == (
        2,
        0,
        0,
        None,
    )
    # What may not be read now may not be read as of an earlier version either.
    for version in (1, 2):
        hidden = PrivateSources(store).at(version)
        assert hidden == {"esf_export"}
        assert derived_rows(store, version, Audience.PUBLIC, hidden).withheld == {"esf_export"}
        assert derived_rows(store, version, Audience.EVERYTHING, hidden).withheld == frozenset()


def test_a_file_in_another_order_says_what_moved_and_keeps_the_graph(
    store: Store, tmp_path: Path
) -> None:
    import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1, 2, 3))])
    before = hash_at(store)

    report, _ = import_files(store, EXPORT, [write(tmp_path / "b.csv", projects(3, 2, 1))])

    assert (report.places_opened, report.places_closed) == (0, 0)
    assert hash_at(store) == before


def test_a_changed_file_closes_what_it_no_longer_states(store: Store, tmp_path: Path) -> None:
    import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1, 2, 3, 4, 5, 6))])

    changed = [*projects(1, 2, 3, 4), row("24-005-S01", "Renamed")]
    report, _ = import_files(store, EXPORT, [write(tmp_path / "b.csv", changed)])

    assert report.version == 2
    assert names(store, "Project") == [*(f"Project {n}" for n in (1, 2, 3, 4)), "Renamed"]
    assert names(store, "Project", at=1) == [f"Project {n}" for n in (1, 2, 3, 4, 5, 6)]


def test_dropping_more_than_a_fifth_is_refused_unless_accepted(
    store: Store, tmp_path: Path
) -> None:
    import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1, 2, 3, 4))])
    less = write(tmp_path / "b.csv", projects(1, 2))

    with pytest.raises(ClosingTooMuchError, match="2 of 4 records") as refused:
        import_files(store, EXPORT, [less])
    head_after_refusal = store.head()
    report, _ = import_files(store, EXPORT, [less], accept_closing=True)

    assert "24-003-S01, 24-004-S01" in str(refused.value)
    assert head_after_refusal == 1
    assert report.version == 3  # the refused run's number is never used again
    assert names(store, "Project") == ["Project 1", "Project 2"]


def test_a_bad_row_after_thousands_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    good = [row(f"2018/{n:05}", f"Project {n}") for n in range(1_300)]
    bad = [*good, row("2018/01300", "Project 1300", Startdatum="2025-02-31")]

    with pytest.raises(RefusedFilesError, match="row 1302"):
        import_files(store, EXPORT, [write(tmp_path / "bad.csv", bad)])
    left = [row for kind in KINDS for row in store.rows(kind, at=9, changed_since=0)]
    report, _ = import_files(store, EXPORT, [write(tmp_path / "good.csv", good)])

    assert left == []
    assert (report.version, report.places) == (2, 5_200)
    assert len(names(store, "Project")) == 1_300
    assert {r.key: r.body for r in store.rows("edge")} == projected(store, 2).edges


def test_a_bad_row_stores_nothing_and_names_its_place(store: Store, tmp_path: Path) -> None:
    bad = [*projects(1, 2), row("24-003-S01", "Project 3", Startdatum="2025-02-31")]

    with pytest.raises(RefusedFilesError) as refused:
        import_files(store, EXPORT, [write(tmp_path / "a.csv", bad)])

    assert "a.csv, row 4, column “Startdatum / Start date”: found “2025-02-31”" in str(
        refused.value
    )
    assert (store.head(), list(store.rows("claim"))) == (0, [])


def test_keep_going_stores_the_good_rows_and_returns_the_bad(store: Store, tmp_path: Path) -> None:
    bad = [*projects(1, 2), row("24-003-S01", "Project 3", Startdatum="2025-02-31")]

    report, rejected = import_files(
        store, EXPORT, [write(tmp_path / "a.csv", bad)], keep_going=True
    )

    assert (report.rejected, report.version) == (1, 1)
    assert [(e.row, e.column) for e in rejected] == [(4, "Startdatum / Start date")]
    assert names(store, "Project") == ["Project 1", "Project 2"]


def test_a_dry_run_stores_nothing(store: Store, tmp_path: Path) -> None:
    report, _ = import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1))], dry_run=True)

    assert (report.version, report.note, report.places_opened > 0) == (
        None,
        "dry run: nothing was stored",
        True,
    )
    assert (store.head(), list(store.rows("claim"))) == (0, [])


def test_withdraw_restores_the_graph_exactly(store: Store, tmp_path: Path) -> None:
    import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1, 2, 3, 4, 5))])
    before = hash_at(store)
    changed = [*projects(1, 2, 3, 4), row("24-006-S01", "New")]
    report, _ = import_files(store, EXPORT, [write(tmp_path / "b.csv", changed)])

    version = withdraw_run(store, str(report.run))

    assert (version, hash_at(store), hash_at(store, 1)) == (3, before, before)
    assert hash_at(store, 2) != before


def test_a_run_that_a_later_one_restates_is_not_withdrawn_alone(
    store: Store, tmp_path: Path
) -> None:
    first, _ = import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1, 2))])
    later, _ = import_files(
        store, EXPORT, [write(tmp_path / "b.csv", [row("24-001-S01", "X"), *projects(2)])]
    )

    with pytest.raises(RunSupersededError, match=f"Withdraw {later.run} first"):
        withdraw_run(store, str(first.run))
    withdraw_run(store, str(later.run))
    withdraw_run(store, str(first.run))

    assert list(store.rows("entity")) == []
    with pytest.raises(NotInLedgerError):
        withdraw_run(store, str(first.run))


def test_a_second_writer_is_refused_with_the_holder_named(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", projects(1))

    with writing(store) as lease:
        with pytest.raises(StoreBusyError, match="process"):
            import_files(store, EXPORT, [path])
        store.discard(lease)
    report, _ = import_files(store, EXPORT, [path])

    assert names(store, "Project") == ["Project 1"]
    assert report.version == store.head()


def test_an_import_is_unseen_until_it_is_published(store: Store, tmp_path: Path) -> None:
    import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1))])
    info, scope = EXPORT.manifest.info(), EXPORT.manifest.scope

    with writing(store) as lease:
        run = LedgerRun(store, lease, info, scope, "esf_export 1")
        run.finish(accept_closing=True)  # states nothing: would close everything
        seen = names(store, "Project"), len(list(store.rows("claim")))
        store.discard(lease)

    assert seen == (["Project 1"], len(list(store.rows("claim"))))


def test_the_stored_graph_equals_a_full_projection(store: Store, tmp_path: Path) -> None:
    import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1, 2, 3, 4, 5, 6))])
    import_files(store, EXPORT, [write(tmp_path / "b.csv", projects(2, 3, 4, 5, 6, 7))])

    full = projected(store, store.head())

    assert {r.key: r.body for r in store.rows("entity")} == full.entities
    assert {r.key: r.body for r in store.rows("edge")} == full.edges


def test_what_a_later_file_states_too_is_not_withdrawn_with_the_earlier(
    store: Store, tmp_path: Path
) -> None:
    january, _ = import_files(store, EXPORT, [write(tmp_path / "jan.csv", projects(1, 2))])
    path = write(tmp_path / "feb.csv", projects(1, 2, 3))
    february, _ = import_files(store, EXPORT, [path])

    with pytest.raises(RunSupersededError, match=f"Withdraw {february.run} first"):
        withdraw_run(store, str(january.run))
    before = names(store, "Project")
    withdraw_run(store, str(february.run))
    withdraw_run(store, str(january.run))
    import_files(store, EXPORT, [path])

    assert before == names(store, "Project") == ["Project 1", "Project 2", "Project 3"]


def test_after_a_withdrawal_a_file_is_read_again_whatever_was_read_before(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", projects(1, 2, 3, 4, 5))
    import_files(store, EXPORT, [path])
    later, _ = import_files(store, EXPORT, [write(tmp_path / "b.csv", projects(1, 2, 3, 4, 5, 6))])
    withdraw_run(store, str(later.run))

    again, _ = import_files(store, EXPORT, [path])

    assert (again.rows_read, again.version) == (5, None)
    assert again.note == "nothing changed: no new version"


def test_a_run_that_closed_part_of_a_record_read_again_since_is_not_withdrawn_alone(
    store: Store,
) -> None:
    small = Statements(REGISTER)
    small.says("act", "a", name="A")
    whole = small.claims[0]
    part = replace(whole, key="b", fields={"name": "B"}, published={"name": "B"})
    other = replace(whole, record="other", key="c")
    runs = []
    for claims in ((whole, part), (whole,), (whole, other)):
        with writing(store) as lease:
            run = LedgerRun(store, lease, small.info, Scope(extent="records"), "by hand 1")
            for claim in claims:
                run.record(claim, "a.csv")
            run.finish(accept_closing=True)
            publish(store, lease)
        runs.append(run.id)

    with pytest.raises(RunSupersededError, match=f"Withdraw {runs[2]} first"):
        withdraw_run(store, runs[1])

    assert names(store, "Actor") == ["A"]
