"""Whose a number, a sector or a country is in a proposed mapping, where a table names several."""

import tomllib
from pathlib import Path

import pytest

from importers.files import SourceFile
from importers.mapped_tables.proposal import propose

NUMBERS = ("559999-0008", "209999-0000")
CELLS = {
    "orgnr": NUMBERS,
    "sektor": ("Privat", "Offentlig"),
    "sector": ("private", "public"),
    "land": ("Sverige", "Danmark"),
    "roll": ("Ägare", "Partner"),
    "kommun": ("Malmö", "Lund"),
    "belopp": ("100", "200"),
    "start": ("2024", "2025"),
}


def cells(heading: str) -> tuple[str, str]:
    """Two cells that bear a heading out: names, where it is none of those above."""
    low = heading.casefold()
    if any(word in low for word in ("org.nr", "nummer", " id", "number", "org no")):
        return NUMBERS
    known = next((values for word, values in CELLS.items() if word in low), None)
    return known or (f"{heading} Ett", f"{heading} Två")


def proposed(folder: Path, headings: str) -> tuple[str, dict[str, dict[str, str]], list[str]]:
    """The text; what each actor's column has beside it, by key; and what is left out."""
    names = [name.strip() for name in headings.split(",")]
    rows = [names, *zip(*map(cells, names), strict=True)]
    path = folder / "t.csv"
    path.write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    text = propose(SourceFile(path))
    found = tomllib.loads(text)
    said: dict[str, dict[str, str]] = {}
    for section in (*found.get("participant", ()), *found.get("funder", ())):
        beside = {k: section[k] for k in ("orgnr", "country") if k in section}
        for key in ("sector", "role"):
            if isinstance(section.get(key), dict):
                beside[key] = section[key]["column"]
        if beside:
            said[" + ".join(section["columns"])] = beside
    return text, said, found["file"]["ignore"]


@pytest.mark.parametrize(
    ("headings", "numbers"),
    [
        ("Projekt, Start, Projektägare, Orgnr, Partner", {"Projektägare": "Orgnr"}),
        ("Projekt, Projektägare, Sektor, Orgnr, Partner", {"Projektägare": "Orgnr"}),
        ("Projekt, Finansiär, Projektägare, Orgnr, Partner", {"Projektägare": "Orgnr"}),
        ("Projekt, Orgnr, Projektägare, Partner", {"Projektägare": "Orgnr"}),
        ("Projekt, Projektägare, Partner, Orgnr projektägare",
         {"Projektägare": "Orgnr projektägare"}),
        ("Projekt, Projektägare, Partners orgnr, Partner", {"Partner": "Partners orgnr"}),
        ("Projekt, Projektägare, Partner, Ägarens orgnr", {"Projektägare": "Ägarens orgnr"}),
        ("Projekt, Sökande, Partner, Organisationsnummer sökande",
         {"Sökande": "Organisationsnummer sökande"}),
        ("Projekt, Projektägare, Finansiär, Finansiärens orgnr",
         {"Finansiär": "Finansiärens orgnr"}),
        ("Projekt, Projektägare, Orgnr, Partner, Orgnr 2",
         {"Projektägare": "Orgnr", "Partner": "Orgnr 2"}),
        ("Projekt, Orgnr, Projektägare, Orgnr 2, Partner",
         {"Projektägare": "Orgnr", "Partner": "Orgnr 2"}),
        ("Projekt, Projektägare, Partner 1, Partner 2, Orgnr 1, Orgnr 2",
         {"Partner 1": "Orgnr 1", "Partner 2": "Orgnr 2"}),
        ("Projekt, Orgnr 1, Partner 1, Orgnr 2, Partner 2",
         {"Partner 1": "Orgnr 1", "Partner 2": "Orgnr 2"}),
        ("Projekt, Partner 1, Partner 2, Orgnr partner 2", {"Partner 2": "Orgnr partner 2"}),
        ("Projekt, Organisation, Kommun, Belopp, Orgnr", {"Organisation": "Orgnr"}),
        ("Project, Owner, Org no, Partner", {"Owner": "Org no"}),
        ("Projekt, Sökande, Medsökande, Sökandens org.nr, Medsökandes org.nr",
         {"Sökande": "Sökandens org.nr", "Medsökande": "Medsökandes org.nr"}),
    ],
)  # fmt: skip
def test_a_number_is_that_of_the_actor_it_speaks_of_or_stands_behind(
    tmp_path: Path, headings: str, numbers: dict[str, str]
) -> None:
    _, said, left = proposed(tmp_path, headings)

    assert {
        actor: beside["orgnr"] for actor, beside in said.items() if "orgnr" in beside
    } == numbers
    assert not {*numbers.values()} & {*left}


@pytest.mark.parametrize(
    ("headings", "whose"),
    [
        ("Projekt, Projektägare, Kommun, Orgnr, Partner", "of “Projektägare” or of “Partner”"),
        ("Projekt, Projektägare, Start, Orgnr, Partner", "of “Projektägare” or of “Partner”"),
        ("Projekt, Projektägare, Partner, Orgnr", "of “Projektägare” or of “Partner”"),
        ("Projekt, Projektägare, Partner, Orgnr koncern", "of “Projektägare” or of “Partner”"),
        ("Projekt, Partner 1, Partner 2, Orgnr", "of “Partner 1” or of “Partner 2”"),
        ("Projekt, Partner 1, Orgnr, Partner 2", "of “Partner 1” or of “Partner 2”"),
        ("Projekt, Bolag, Orgnr, Partner", "of “Partner”, or of whom"),
        ("Projekt, Kommun, Orgnr, Partner", "of “Partner”, or of whom"),
    ],
)
def test_a_number_that_may_be_of_several_is_left_out_and_asked_about(
    tmp_path: Path, headings: str, whose: str
) -> None:
    text, said, left = proposed(tmp_path, headings)

    (number,) = (name for name in left if "Orgnr" in name)
    assert all("orgnr" not in beside for beside in said.values())
    assert (
        f'  "{number}",  # organisation numbers {whose}? Say it by orgnr in the right section, and '
        "take this line away\n" in text
    )


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("Projekt, Projektägare, Sektor, Partner", {"Projektägare": {"sector": "Sektor"}}),
        ("Projekt, Projektägare, Partner, Partnerns sektor",
         {"Partner": {"sector": "Partnerns sektor"}}),
        ("Projekt, Projektägare, Partner, Land, Finansiär", {}),
        ("Projekt, Finansiär, Land, Projektägare", {}),
        ("Projekt, Start, Projektägare, Belopp, Land", {"Projektägare": {"country": "Land"}}),
        ("Projekt, Organisation, Roll i projektet", {"Organisation": {"role": "Roll i projektet"}}),
        ("Projekt, Projektägare, Start, Finansiär, Land", {}),
        ("Projekt, Partner 1, Sektor 1, Partner 2, Sektor 2",
         {"Partner 1": {"sector": "Sektor 1"}, "Partner 2": {"sector": "Sektor 2"}}),
        ("Projekt, Projektägare, Partner 1, Partner 2, Sektor", {}),
    ],
)  # fmt: skip
def test_a_sector_or_a_country_is_that_of_one_actor_or_of_nobody(
    tmp_path: Path, headings: str, said: dict[str, dict[str, str]]
) -> None:
    text, found, left = proposed(tmp_path, headings)

    assert found == said
    given = {heading for beside in said.values() for heading in beside.values()}
    about = {
        n.strip() for n in headings.split(",") if any(w in n for w in ("Sektor", "Land", "Roll"))
    }
    assert {*left} & about == about - given
    for heading in about - given:
        assert f'"{heading}",  # ' in text
        assert "in the right section, and take this line away" in text


def test_numbers_beside_cells_of_several_names_are_given_to_none(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "Projekt,Partner,Orgnr\nEtt,Kompass; Pelaren,559999-0008\nTvå,Kompass,209999-0000\n",
        encoding="utf-8",
    )

    text = propose(SourceFile(path))

    assert tomllib.loads(text)["participant"] == [
        {"columns": ["Partner"], "separator": ";", "role": "partner_unspecified"}
    ]
    assert (
        '"Orgnr",  # organisation numbers beside “Partner”, where a cell names several: give each '
        "a row, or a column, of its own\n" in text
    )
