"""Persons in tables of one's own: nothing is named after them, and no number of theirs is read.

Persons and their numbers are invented; the numbers have a check digit that fits.
"""

import tomllib
from pathlib import Path

import pytest

from tests.commands.own_tables import on_one_line, own_table

OFFICES = (
    "Namn;E-post",
    "Hedarnas kommun;info@exempel.se",
    "Region Skåne;registrator@regionexempel.se",
)
ANNA, BO = "720214-1235", "550101-1232"


@pytest.mark.parametrize(
    "lines",
    [
        ("Namn;Epost;Mobil", "Anna Andersson;a@example.org;0701234567", "Bo Ek;b@example.org;"),
        ("Namn;Personnr", f"Anna Andersson;{ANNA}", f"Bo Ek;{BO}"),
        ("Namn;Födelsedatum;Kommun", "Anna Andersson;1972-02-14;Malmö", "Xenia Q;1955-01-01;Lund"),
        ("Namn;Kommun", "Anna Andersson;Malmö", "Bo Ek;Lund"),
        ("Namn;Nummer", f"Xenia Quist;{ANNA}", f"Zeno Quist;{BO}"),
        ("Namn;E-post", "Xenia Quist;info@example.org", "Zeno Quist;kansli@example.org"),
        ("Namn;E-post", "Xenia Quist, Malmö stad;info@malmo.se", "Bo Ek;registrator@malmo.se"),
        ("Namn;E-post", "Exempelstads kommun;info@example.org", "Bo Ek;info@example.org"),
        ("Namn;E-post", "Exempelstads kommun;anna@example.org", "Föreningen X;bo@example.org"),
        (*OFFICES, "Zlatko Hadzic;kontakt@hadzic.se", "Tuva Ekdahl;info@ekdahl.se"),
        (*OFFICES, "Ekdahl, Tuva;info@ekdahl.se"),
        (*OFFICES, "TUVA EKDAHL;info@ekdahl.se"),
        (*OFFICES, "tuva ekdahl;info@ekdahl.se"),
        (*OFFICES, "Tuva Ekdahl, Malmö stad;info@malmo.se"),
        (*OFFICES, "Malmö stad (Tuva Ekdahl);info@malmo.se"),
        (*OFFICES, "Malmö stad - Tuva Ekdahl;info@malmo.se"),
        (*OFFICES, "Malmö stad – Tuva Ekdahl;info@malmo.se"),
        (*OFFICES, "Malmö stad: Tuva Ekdahl;info@malmo.se"),
        (*OFFICES, "Malmö stad att. Tuva Ekdahl;info@malmo.se"),
        (*OFFICES, "Tuva & Pelle Ekdahl;info@ekdahl.se"),
        (*OFFICES, "Tuva och Pelle Ekdahl;info@ekdahl.se"),
        (*OFFICES, "tuva Ekdahl;info@ekdahl.se"),
        (*OFFICES, "Anna andersson;info@ekdahl.se"),
        (*OFFICES, "Zoë d'Angelo-Öst;info@ekdahl.se"),
        (*OFFICES, "T. Ekdahl;info@ekdahl.se"),
        ("Namn;Pnr;Belopp", f"Anna Andersson;{ANNA};1000", f"Bo Ek;{BO};2000"),
    ],
)
def test_of_a_list_of_persons_nothing_is_proposed(tmp_path: Path, lines: tuple[str, ...]) -> None:
    own = own_table(tmp_path, *lines)

    proposed = own.propose()

    assert proposed.code == 1
    assert (
        "lista.csv, row 1: expected a column that names projects, collaborations or "
        "organisations; this may be a list of persons"
    ) in on_one_line(proposed.err)
    assert not own.mapping.exists()


def test_projects_with_contacts_are_projects(tmp_path: Path) -> None:
    own = own_table(tmp_path, "Namn;Diarienr;Kontaktperson", "Cykelköket;2024/1;Anna Andersson")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Project", "name") == [("Cykelköket",)]


def test_organisations_with_the_mailboxes_of_their_offices_are_organisations(
    tmp_path: Path,
) -> None:
    own = own_table(
        tmp_path,
        "Namn;E-post;Telefon",
        "Rädda Barnen;info@example.org;08-123456",
        "Exempelstads kommun;registrator@example.org;040-341000",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert '"E-post",  # personal data: never read' in own.text
    assert own.exported("Actor", "name") == [("Exempelstads kommun",), ("Rädda Barnen",)]
    assert own.exported("Project", "name") == own.exported("Collaboration", "name") == []


ORGANISATIONS = (
    "Malmö stad", "Göteborgs Stad", "Region Jönköpings län", "Arbetsförmedlingen",
    "Länsstyrelsen i Västra Götalands län", "Röda Korset Skåne", "Coompanion Norrbotten",
    "Rädda Barnen - Region Syd", "ABF (Malmö kommun)", "Kultur- och fritidsförvaltningen",
    "Myndigheten för vård- och omsorgsanalys", "Lunds universitet", "Fremia",
    "Föreningen Furuboda", "Region Jämtland Härjedalen", "Upplands Väsby kommun",
)  # fmt: skip


def test_names_known_word_by_word_for_those_of_organisations_are_read_beside_mailboxes(
    tmp_path: Path,
) -> None:
    own = own_table(tmp_path, *OFFICES, *(f"{name};info@example.org" for name in ORGANISATIONS))

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Actor", "name") == sorted(
        (name,) for name in ("Hedarnas kommun", "Region Skåne", *ORGANISATIONS)
    )


PERHAPS_PERSONS = (
    "Malmö stad — Tuva Ekdahl", "Malmö stad -Tuva Ekdahl", "Malmö stad–Tuva",
    "Malmö stad [Tuva Ekdahl]", "Malmö stad · Tuva", "Malmö stad\u200bTuva Ekdahl",
    "Malmö stad att Tuva Ekdahl", "Malmö stad genom Tuva", "Malmö stad v. Tuva Ekdahl",
    "Malmö stad c/o Tuva Ekdahl", "Malmö stad (kontaktperson Tuva Ekdahl)",
    "Malmö stad för tuva ekdahl", "Malmö stad Anna Andersson", "Malmö stad tuva",
    "Malmö stad T.E.", "Malmö stad Lund Berg", "Malmö stad Eda Nord", "Malmö stad, Berg",
    "Tuva Ekdahl Malmö stad", "Föreningen Tuva Ekdahl", "Stiftelsen Anna", "EKDAHL Tuva",
    "TUVA LUND", "Lund Berg", "Tuva", "محمد علي", "Wojciech Kowalski", "Nguyễn Thị Hoa",
    "Anders kommun", "Cykelköket",
)  # fmt: skip


@pytest.mark.parametrize("name", PERHAPS_PERSONS)
def test_a_name_of_which_a_word_is_not_known_may_be_a_persons(tmp_path: Path, name: str) -> None:
    own = own_table(tmp_path, *OFFICES, f"{name};info@malmo.se")

    proposed = own.propose()

    assert proposed.code == 1
    assert "this may be a list of persons" in on_one_line(proposed.err)
    assert not own.mapping.exists()


def test_a_list_that_may_be_of_persons_is_read_where_its_heading_says_what_it_is(
    tmp_path: Path,
) -> None:
    own = own_table(tmp_path, "Organisation;E-post", *OFFICES[1:], "Cykelköket;info@example.org")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Actor", "name") == [
        ("Cykelköket",),
        ("Hedarnas kommun",),
        ("Region Skåne",),
    ]


@pytest.mark.parametrize("heading", ["Pnr", "Persnr", "Personnr", "Person-nr", "Pers.nr", "Nr"])
def test_a_personal_number_is_not_that_of_the_organisation_beside_it(
    tmp_path: Path, heading: str
) -> None:
    own = own_table(
        tmp_path,
        f"Möte;{heading};Organisation",
        f"M1;{ANNA};Exempelstads kommun",
        f"M1;{BO};Föreningen Exempel",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert f'"{heading}",  # personal data: never read' in own.text
    assert own.exported("Actor", "name") == [("Exempelstads kommun",), ("Föreningen Exempel",)]


@pytest.mark.parametrize(
    "lines",
    [
        ("Projekt;Projektägare;Personnr", f"P1;Anna Andersson;{ANNA}", f"P2;Bo Ek;{BO}"),
        ("Projekt;Projektägare;Orgnr", f"P1;Xenia Quist;{ANNA}", f"P2;Zenos snickeri;{BO}"),
        ("Projekt;Samordnare;Tema", "P1;Exempelstads kommun;Arbete", "P2;Anna Andersson;Arbete"),
        ("Projekt;Koordinator;Tema", "P1;Anna Andersson;Arbete", "P2;Bo Ek;Arbete"),
    ],
)
def test_persons_own_nothing(tmp_path: Path, lines: tuple[str, ...]) -> None:
    own = own_table(tmp_path, *lines)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert "participant" not in tomllib.loads(own.text)
    assert "by orgnr" not in own.text
    assert own.exported("Actor", "name") == []


TRADERS = (
    "Insats;Huvudman;Orgnr;Samarbetspart",
    "Repa igen;Xenia Quist;;Exempelstads kommun",
    f"Repa mera;XENIA QUIST;{ANNA};Exempelstads kommun",
    "Odla;Exempelstads kommun;;Föreningen Exempel",
    f"Odla mer;Exempelstads kommun;{BO};Föreningen Exempel",
    "Sy;Påhittade AB;559999-0008;Föreningen Exempel",
)


def test_a_sole_trader_of_one_row_has_no_name_in_another(tmp_path: Path) -> None:
    own = own_table(tmp_path, *TRADERS)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert 'columns = ["Huvudman"]\norgnr = "Orgnr"' in own.text
    # A city beside a personal number is a slip of that row alone.
    assert own.exported("Actor", "name") == [
        ("Enskild näringsidkare (odla mer, rad 5, Huvudman)",),
        ("Enskild näringsidkare (repa igen, rad 2, Huvudman)",),
        ("Enskild näringsidkare (repa mera, rad 3, Huvudman)",),
        ("Exempelstads kommun",),
        ("Föreningen Exempel",),
        ("Påhittade AB",),
    ]


def test_a_sole_trader_in_a_list_has_no_name_in_another_row(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Organisation;Org.nr",
        "Xenia Quist;",
        f"Xenia Quist;{ANNA}",
        "Föreningen Exempel;",
        "Påhittade AB;559999-0008",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert [name for (name,) in own.exported("Actor", "name")] == [
        "Enskild näringsidkare (rad 2)",
        "Enskild näringsidkare (rad 3)",
        "Föreningen Exempel",
        "Påhittade AB",
    ]


OWN_MAPPING = """[dataset]
name = "egen"
title = "Egen"
visibility = "public"
[file]
[project]
name = "Projekt"
summary = "Beskrivning"
[[participant]]
columns = ["Organisation"]
role = "owner"
"""
SAID = {
    "P1": ("Eva Lind 720214—1235", "████████ ███████████"),
    "P2": ("Eva Lind 720214\u00ad-1235", "████████ ████████████"),
    "P3": ("Xenia Quist EF7202141235", "███████████ EF██████████"),
    "P4": ("ägs av 720214_1235 nu", "ägs av ███████████ nu"),
    "P5": ("Xenia Quist pnr720214-1235", "███████████ pnr███████████"),
    "P6": ("Eva Lind personnummer 720214-1235", "████████ personnummer ███████████"),
    "P7": ("p.nr 720214-1236", "p.nr ███████████"),
    "P8": ("Eva Lind 720214 1236", "████████ ███████████"),
    "P9": ("EVA LIND 720214-1236", "████████ ███████████"),
    "Q1": ("Dnr 720214-1236, orgnr 556036-0793", "Dnr 720214-1236, orgnr 556036-0793"),
    "Q2": ("1 720 214 kr, 2024-01-15, 720214-1236", "1 720 214 kr, 2024-01-15, 720214-1236"),
}
"""A project → what its summary says, and what is kept of it."""


def test_no_number_of_a_person_is_kept_in_a_text(tmp_path: Path) -> None:
    rows = [f"{name};Exempelstads kommun;{said}" for name, (said, _) in SAID.items()]
    own = own_table(tmp_path, "Projekt;Organisation;Beskrivning", *rows)
    own.mapping.write_text(OWN_MAPPING, "utf-8")

    done = own.publish()

    assert done.code == 0, done.err
    assert own.exported("Project", "name", "summary") == [
        (name, kept) for name, (_, kept) in SAID.items()
    ]


TEN = (
    "Malmö stad", "Göteborgs Stad", "Region Skåne", "Arbetsförmedlingen", "Cykelköket",
    "Verdandi Malmö", "Fountain House Malmö", "Trygg i skolan", "Rädda Barnen", "Lunds universitet",
    "Coompanion Skåne", "Föreningen Furuboda",
)  # fmt: skip
"""Organisations of which most are known, and no other has the shape of a person's name."""


def test_a_longer_list_of_which_most_are_known_is_read_beside_mailboxes(tmp_path: Path) -> None:
    own = own_table(tmp_path, "Namn;E-post", *(f"{name};info@example.org" for name in TEN))

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Actor", "name") == sorted((name,) for name in TEN)


@pytest.mark.parametrize(
    "name",
    [
        "Zlatko Hadzic", "Hadzic, Zlatko", "TUVA EKDAHL", "tuva ekdahl", "T. Ekdahl", "Tuva",
        "Malmö stad – Tuva Ekdahl", "Tuva & Pelle Ekdahl", "Lund Berg", "Nguyễn Thị Hoa",
    ],
)  # fmt: skip
def test_one_that_may_be_a_person_leaves_a_longer_list_to_be_asked_about(
    tmp_path: Path, name: str
) -> None:
    rows = (f"{each};info@example.org" for each in (*TEN, name))
    own = own_table(tmp_path, "Namn;E-post", *rows)

    proposed = own.propose()

    assert proposed.code == 1
    assert "this may be a list of persons" in on_one_line(proposed.err)


@pytest.mark.parametrize("heading", ["Medlem", "Medlemmar", "Aktör", "Member", "Actor"])
@pytest.mark.parametrize(
    "names",
    [
        ("Zlatko Hadzic", "Wojciech Kowalski", "Xenia Quist"),
        ("Umeå kommun", "Föreningen Furuboda", "Tuva Ekdahl", "Zlatko Hadzic"),
        ("Umeå kommun", "Föreningen Furuboda", "Cykelköket", "Karin Lind"),
    ],
)
def test_members_with_data_of_persons_beside_them_may_be_persons(
    tmp_path: Path, heading: str, names: tuple[str, ...]
) -> None:
    rows = (f"{name};namn@example.org;0701234567" for name in names)
    own = own_table(tmp_path, f"{heading};E-post;Telefon", *rows)

    proposed = own.propose()

    assert proposed.code == 1
    assert "this may be a list of persons" in on_one_line(proposed.err)
    assert f"“{heading}”" in on_one_line(proposed.err)


@pytest.mark.parametrize("heading", ["Medlem", "Aktör", "Organisation", "Members"])
def test_members_that_are_organisations_are_read_beside_data_of_persons(
    tmp_path: Path, heading: str
) -> None:
    names = ("Umeå kommun", "Föreningen Furuboda", "Cykelköket", "Yalla Trappan", "Region Skåne")
    rows = (f"{name};namn@example.org;0701234567" for name in names)
    own = own_table(tmp_path, f"{heading};E-post;Telefon", *rows)

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Actor", "name") == sorted((name,) for name in names)


@pytest.mark.parametrize("heading", ["Organisation", "Deltagare", "Medlem", "Partner", "Finansiär"])
@pytest.mark.parametrize(
    "cell",
    ["Umeå kommun, Anna Svensson", "Umeå kommun (Anna Svensson)", "Anna Svensson – Umeå kommun"],
)
def test_persons_behind_organisations_hold_their_column_back(
    tmp_path: Path, heading: str, cell: str
) -> None:
    own = own_table(
        tmp_path,
        f"Projekt;Tema;{heading}",
        "Odla;Arbete;Region Skåne",
        f"Sy;Arbete;{cell}",
        "Repa;Arbete;Föreningen Furuboda, Lunds universitet",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    said = f'"{heading}",  # persons stand behind organisations in row 3: take their names out of'
    assert said in own.text or heading == "Deltagare"
    assert "Svensson" not in own.text
    assert own.exported("Actor", "name") == []


@pytest.mark.parametrize(
    "behind",
    [
        "ANNA SVENSSON", "Svensson Anna", "SVENSSON ANNA-KARIN", "anna svensson", "Anna S.",
        "SVENSSON Anna", "enhetschef Anna Svensson och kurator Bo Ek",
    ],
)  # fmt: skip
def test_a_person_is_told_in_whatever_case_and_order_a_name_is_written(
    tmp_path: Path, behind: str
) -> None:
    own = own_table(
        tmp_path,
        "Projekt;Organisation;Partner",
        "Odla;Region Skåne;Lunds universitet",
        f"Sy;Region Skåne;Umeå kommun, {behind}",
    )

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert '"Partner",  # persons stand behind organisations in row 3: take their' in own.text
    assert own.exported("Actor", "name") == [("Region Skåne",)]


def test_a_list_of_organisations_with_persons_behind_them_says_in_which_rows(
    tmp_path: Path,
) -> None:
    rows = ("Umeå kommun, Anna Svensson", "Region Skåne", "Lunds universitet (Bo Ek)")
    own = own_table(tmp_path, "Organisation;Ort", *(f"{name};Umeå" for name in rows))

    proposed = own.propose()

    assert proposed.code == 1
    assert (
        "expected names of organisations alone, as persons are no part of the graph; "
        "“Organisation”: persons stand behind organisations in rows 2, 4: take their names out of "
        "the cells; or write the mapping yourself, where they are no persons"
    ) in on_one_line(proposed.err)
    assert "Svensson" not in proposed.err


@pytest.mark.parametrize(
    "name",
    [
        "Malmö stad, Kulturförvaltningen", "Lunds universitet (Institutionen för socialt arbete)",
        "Svenska kyrkan, Sankta Maria församling", "Stiftelsen Anna Lindhs minne",
        "Vinge, Berg & Partners", "ABF – Arbetarnas Bildningsförbund",
        "Umeå kommun (Hotell Linnea)", "Malmö stad, kultur per skola",
        "Umeå kommun, Lisa och vänner", "Kalmar kommun, IT",
    ],
)  # fmt: skip
def test_parts_of_organisations_are_no_persons(tmp_path: Path, name: str) -> None:
    own = own_table(tmp_path, "Projekt;Organisation", "Odla;Region Skåne", f"Sy;{name}")

    proposed, done = own.propose(), own.publish()

    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err
    assert own.exported("Actor", "name") == sorted([("Region Skåne",), (name,)])
