"""Amounts of a table whose payers the graph joins: the tie shows one, and it is told which."""

from pathlib import Path

from tests.commands.command_line import CommandLine
from tests.commands.own_table import import_table
from tests.commands.own_tables import exported, on_one_line

GRANTS = """
[project]
name = "Projekt"
[[participant]]
columns = ["Ägare"]
role = "owner"
[[funder]]
columns = ["Finansiär"]
amount = "Belopp"
amount_kind = "granted"
currency = { column = "Valuta" }
"""
PAID = (
    "Projekt;Ägare;Finansiär;Belopp;Valuta",
    "P1;Exempelstads kommun;Exempelfonden;100000;SEK",
    "P1;Exempelstads kommun;Fonden för exempel;250000;SEK",
    "P2;Exempelstads kommun;Exempelfonden;70;SEK",
    "P2;Exempelstads kommun;Fonden för exempel;70,00;SEK",
)
NAMES = '\n[actor]\nname = "Namn"\norgnr = "Orgnr"\n'
ONE = ("Namn;Orgnr", "Exempelfonden;802002-4280", "Fonden för exempel;802002-4280")
TOLD = (
    "table:grants states several amounts that are one tie in the graph (granted): “Exempelfonden” "
    "pays “P1” 100000 SEK; “Fonden för exempel” pays “P1” 250000 SEK. Only 100000 SEK is shown. If "
    "they are several payments, give each its period or add them up in the source; if they are one "
    "amount, state it once (in two currencies it may stay so); if they are of different actors or "
    "projects, tell these apart with `ekokarta judge different RECORD RECORD --reason … --role …`."
)
SAGT = (
    "table:grants uppger flera belopp som grafen ser som ett (beviljat belopp): ”Exempelfonden” "
    "ger ”P1” 100000 SEK; ”Fonden för exempel” ger ”P1” 250000 SEK. Bara 100000 SEK visas. Är det "
    "flera betalningar, ge var och en sin period eller lägg ihop dem i källan; är det ett belopp, "
    "uppge det en gång (i två valutor får det stå kvar); är det olika aktörer eller projekt, skilj "
    "dem åt med `ekokarta judge different POST POST --reason … --role …`."
)
PAYERS = ("table:grants/Actor/exempelfonden", "table:grants/Actor/fonden för exempel")


def test_an_amount_that_a_tie_does_not_show_is_told_by_import_and_review(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    names = import_table(line, "names", "Namn", NAMES, ONE)

    grants = import_table(line, "grants", "Bidrag", GRANTS, PAID)

    assert "one tie" not in names.err
    assert on_one_line(grants.err).count(TOLD) == on_one_line(grants.err).count("one tie") == 1
    assert TOLD in on_one_line(line("review").out)
    assert SAGT in on_one_line(line("review", "--lang", "sv").out)
    assert line("review", "--json").json() == [
        {
            "rule": "one source, several amounts of one tie",
            "about": "table:grants: Exempelfonden – P1: 100000 SEK; Fonden för exempel – P1: "
            "250000 SEK",
            "records": [*PAYERS, "table:grants/Project/p1"],
            "shown": "100000 SEK",
        }
    ]
    assert exported(line, "FUNDS", "to_name", "amount") == [("P1", "100000"), ("P2", "70")]


def test_a_later_source_that_joins_the_payers_of_another_is_told_too(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    grants = import_table(line, "grants", "Bidrag", GRANTS, PAID)
    beside = line.folder / "names.toml"

    names = import_table(line, "names", "Namn", NAMES, ONE)
    again = line("import", "table", "--mapping", beside, line.folder / "names.csv", "--json")

    assert "one tie" not in grants.err
    assert TOLD in on_one_line(names.err)
    assert again.json()["unshown"] == []


def test_machines_get_the_names_the_amounts_and_the_one_shown(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    import_table(line, "grants", "Bidrag", GRANTS, [*PAID[:2], "P1;X AB;Annan fond;7;SEK"])
    import_table(line, "names", "Namn", NAMES, ONE)
    (line.folder / "grants.csv").write_text("\n".join([*PAID[:2], PAID[2]]), "utf-8")

    done = line(
        "import", "table", "--mapping", line.folder / "grants.toml", line.folder / "grants.csv",
        "--json",
    )  # fmt: skip

    said = [
        {"payer": payer, "arena": "P1", "amount": amount, "currency": "SEK"}
        for payer, amount in (("Exempelfonden", "100000"), ("Fonden för exempel", "250000"))
    ]
    assert done.json()["unshown"] == [
        {
            "source": "table:grants",
            "said": said,
            "amount_kind": "granted",
            "shown": "100000",
            "shown_currency": "SEK",
            "records": [*PAYERS, "table:grants/Project/p1"],
        }
    ]


def test_what_is_read_back_from_rdf_is_told_too(tmp_path: Path) -> None:
    address = {"EKOKARTA_BASE_ADDRESS": "https://map.example/"}
    line, file = CommandLine(tmp_path, address), tmp_path / "map.nq"
    import_table(line, "names", "Namn", NAMES, ONE)
    import_table(line, "grants", "Bidrag", GRANTS, PAID)
    assert line("export", "nquads", "--output", file).code == 0
    (tmp_path / "other").mkdir()

    done = CommandLine(tmp_path / "other", address)("import", "rdf", file)

    assert done.code == 0, done.err
    assert on_one_line(done.err).count(TOLD) == on_one_line(done.err).count("one tie") == 1


def test_once_the_payers_are_judged_different_both_amounts_are_shown(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    import_table(line, "names", "Namn", NAMES, ONE)
    import_table(line, "grants", "Bidrag", GRANTS, PAID)

    done = line(
        "judge", "different", *PAYERS, "--reason", "two funds", "--role", "editor",
    )  # fmt: skip

    assert done.code == 0, done.err
    assert line("review", "--json").json() == []
    assert exported(line, "FUNDS", "to_name", "amount") == [
        ("P1", "100000"),
        ("P1", "250000"),
        ("P2", "70"),
        ("P2", "70"),
    ]


def test_an_amount_in_another_currency_is_told_too_and_no_more_than_five(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    import_table(line, "names", "Namn", NAMES, ONE)
    rows = [
        f"P{number};Exempelstads kommun;{payer}"
        for number in range(1, 8)
        for payer in ("Exempelfonden;100;SEK", "Fonden för exempel;9;EUR")
    ]

    done = import_table(line, "grants", "Bidrag", GRANTS, [PAID[0], *rows])

    told = on_one_line(done.err)
    assert "“Exempelfonden” pays “P1” 100 SEK; “Fonden för exempel” pays “P1” 9 EUR. Only" in told
    assert "2 more are not shown either: `ekokarta review` lists them." in told
    assert told.count("states several amounts") == 5
    assert on_one_line(line("review").out).count("table:grants states several amounts") == 7
