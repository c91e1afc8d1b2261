"""Equal amounts of two payers: two payments, or one grant that two sources state. By hand.

arena  register              almanac  granted SEK
p1     F 500, G 500          –        two payments: 1000
p2     F 400                 G 400    one grant: 400, half to each
p3     F 300, G              G 300    two: the register names both
p4     F 900, G 900 (total)  –        one total budget: 900
p5     F 100, G 100          A 100    two, one of them A's too: 200
p6     F 700, G              –        700, and what G pays is not known
p7     F 50 own, G           –        the same: nobody knows how own money is shared
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.commands.own_table import import_table
from tests.lookup.small_graph import ALMANAC, REGISTER, Statements

SWECRIS = Path(__file__).parents[1] / "importers" / "swecris_made.csv"
NUMBERS = {"f": "2021001111", "g": "2021002222", "a": "2021003333"}
IN_REGISTER = (
    ("p1", "f", "500", "granted"), ("p1", "g", "500", "granted"), ("p2", "f", "400", "granted"),
    ("p3", "f", "300", "granted"), ("p3", "g", None, "unknown"), ("p4", "f", "900", "total"),
    ("p4", "g", "900", "total"), ("p5", "f", "100", "granted"), ("p5", "g", "100", "granted"),
    ("p6", "f", "700", "granted"), ("p6", "g", None, "unknown"), ("p7", "f", "50", "own"),
    ("p7", "g", None, "unknown"),
)  # fmt: skip
IN_ALMANAC = (
    ("p2", "g", "400", "granted"), ("p3", "g", "300", "granted"), ("p5", "a", "100.00", "granted"),
)  # fmt: skip
Paid = tuple[str, str, str | None, str]


def stating(info: Any, paid: tuple[Paid, ...]) -> Statements:
    """What one source states; the same number is the same actor or project in both."""
    says = Statements(info)
    for key in sorted({payer for _, payer, *_ in paid}):
        says.says("act", key, name=f"Finansiär {key.upper()}", sector="public",
                  identifiers=[f"orgnr:{NUMBERS[key]}"])  # fmt: skip
    for key in sorted({arena for arena, *_ in paid}):
        number = f"2020/{int(key[1:]):05}"
        says.says("prj", key, name=f"Projekt {key}", start="2020", number=number,
                  identifiers=[f"dnr:{number}"])  # fmt: skip
    for arena, payer, amount, kind in paid:
        known = {} if amount is None else {"amount": amount, "currency": "SEK"}
        says.ties("FUNDS", f"act/{payer}", f"prj/{arena}", amount_kind=kind, **known)
    return says


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("money")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, stating(REGISTER, IN_REGISTER), stating(ALMANAC, IN_ALMANAC)) as client:
        yield client


def rows(caller: TestClient, dimension: str) -> dict[str, tuple[dict[str, str], int]]:
    """Sums of every row, and how many grants are summed once."""
    answer = caller.get(f"/api/v1/totals/{dimension}").json()
    return {r["label_en"]: (r["amounts"], r["taken_for_one"]) for r in answer["rows"]}


def test_each_payer_pays_where_a_source_names_both(caller: TestClient) -> None:
    # 1000 + 400 + 600 + 200 + 700; p2, p4 and p5 each have one that counts once.
    assert rows(caller, "year") == {
        "2020": ({"granted SEK": "2900", "own SEK": "50", "total SEK": "900"}, 3)
    }
    assert rows(caller, "funder") == {
        "Finansiär A": ({"granted SEK": "100.00"}, 0),
        "Finansiär F": ({"granted SEK": "2000", "own SEK": "50", "total SEK": "900"}, 0),
        "Finansiär G": ({"granted SEK": "1300", "total SEK": "900"}, 0),
    }


def test_concentration_splits_only_what_is_one_grant(caller: TestClient, place: Path) -> None:
    answer = caller.get("/api/v1/gaps/funders").json()
    granted, _, total = answer["whole"]["money"]

    # F and G have 500 + 200 + 300 each; the 200 of p5 are shared by F, G and A alike.
    shares = (3200 / 3, 3200 / 3, 200 / 3)
    assert granted["shared"]["hhi"] == pytest.approx(10_000 * sum(s**2 for s in shares) / 2200**2)
    assert (granted["arenas"], granted["taken_for_one"]) == (4, 2)
    assert (total["shared"]["effective"], total["taken_for_one"]) == (2.0, 1)
    assert CommandLine(place)("funders", "--json").json() == answer


def test_a_payer_without_an_amount_does_not_pay_nothing(caller: TestClient) -> None:
    granted, own, total = caller.get("/api/v1/gaps/funders").json()["whole"]["money"]

    # Of seven funded p1, p2, p3 and p5 count; F's 700 of p6 do not, as G pays there too.
    assert (granted["arenas"], granted["left_out"]) == (4, 1)
    assert granted["unknown_share"] == pytest.approx(3 / 7)
    assert (own["arenas"], own["left_out"], own["unknown_share"], own["shared"]) == (0, 1, 1, None)
    assert (total["arenas"], total["left_out"]) == (1, 0)


LEFT_OUT = {
    "sv": "43 % av de finansierade saknar ett sådant belopp, eller en av sina finansiärers. "
    "Utelämnat, eftersom en finansiärs belopp är okänt: 1 arena.",
    "en": "43% of the funded have no such amount, or lack that of one of their funders. "
    "Left out, as the amount of a funder is not known: 1 arena.",
}
NO_MONEY = {
    "sv": "Egen finansiering i SEK: hur det är delat går inte att säga.",
    "en": "Own contribution in SEK: how it is shared cannot be said.",
}
SAYS = {
    "sv": "Räknat en gång fast det står under flera finansiärer (en totalbudget, ett bidrag som "
    "Swecris listar under var och en, eller så nämner ingen källa båda): 2.",
    "en": "Counted once though it stands under several funders (a total budget, a grant that "
    "Swecris lists under each, or no source names both): 2.",
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_page_and_command_tell_how_many_count_once(
    caller: TestClient, place: Path, lang: str
) -> None:
    page = html.fromstring(caller.get(f"/funding?lang={lang}").text)
    line = CommandLine(place)("funders", "--lang", lang).out

    said = " ".join(page.xpath("//ul[@class='said'][1]")[0].text_content().split())
    for text in (SAYS[lang], LEFT_OUT[lang], NO_MONEY[lang]):
        assert text in said.replace("\xa0", " ")
        assert text in " ".join(line.replace("\xa0", " ").split())


def test_the_card_says_which_amounts_count_once(caller: TestClient) -> None:
    card = caller.get("/api/v1/cards/funders/whole").json()
    page = caller.get("/cards/funders/whole?lang=sv", headers={"Accept": "text/html"}).text

    assert "of which no source names both payers count once" in card["formula"]
    assert "som ingen källa nämner båda betalarna till räknas en gång" in page
    assert "där inget belopp är känt för någon betalare är arenan utelämnad" in page
    assert [m["taken_for_one"] for m in card["values"]["money"]] == [2, 0, 1]
    year = caller.get("/cards/totals/year/2020?lang=sv", headers={"Accept": "text/html"}).text
    assert "belopp under flera betalare, räknade en gång" in year


MAPPING = """
[file]
header_row = 1
[format]
date_order = "ymd"
[project]
name = "Projekt"
[[funder]]
columns = ["Fond 1"]
amount = "Belopp 1"
amount_kind = "granted"
currency = "SEK"
[[funder]]
columns = ["Fond 2"]
amount = "Belopp 2"
amount_kind = "granted"
currency = "SEK"
"""


def test_half_and_half_in_a_table_of_your_own_is_two_payments(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    import_table(line, "egen", "Egen", MAPPING, [
        "Projekt,Fond 1,Belopp 1,Fond 2,Belopp 2",
        "Ett,Fond Alfa,500000,Fond Beta,500000",
        "Två,Fond Gamma,500000,,",
    ])  # fmt: skip

    [granted] = line("funders", "--json").json()["whole"]["money"]

    # Three funds of 500 000 each.
    assert granted["shared"]["effective"] == pytest.approx(3)
    assert granted["taken_for_one"] == 0


def test_a_grant_that_swecris_lists_under_two_funders_is_one(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    done = line("import", "swecris", SWECRIS)
    assert done.code == 0, done.err

    [granted] = line("funders", "--json").json()["whole"]["money"]

    # One number, coordinator and title, 4 107 067 under each of two.
    assert granted["taken_for_one"] == 1
    assert sums_of_year(line) == ("4564067.5", 1)

    # A list that names both, without amounts, makes no second grant of it.
    import_table(line, "lista", "Lista", NAMES_ONLY, [
        "Projekt,Nr,Fond 1,Org 1,Fond 2,Org 2",
        "Påhittat exempel: mötesplatser för arbete,2024-00001_RJ,"
        "Påhittade fonden,802999-0010,Påhittade forskningsrådet,209999-0018",
    ])  # fmt: skip
    assert sums_of_year(line) == ("4564067.5", 1)


NAMES_ONLY = """
[file]
header_row = 1
[format]
date_order = "ymd"
[project]
name = "Projekt"
number = "Nr"
number_scheme = "swecris"
[[funder]]
columns = ["Fond 1"]
orgnr = "Org 1"
[[funder]]
columns = ["Fond 2"]
orgnr = "Org 2"
"""


def sums_of_year(line: CommandLine) -> tuple[str, int]:
    """What was granted in 2024, and how many grants are summed once."""
    values = line("card", "/api/v1/cards/totals/year/2024").json()["values"]
    return values["amounts"]["granted SEK"], values["taken_for_one"]


@pytest.mark.parametrize("order", ["ABCD", "BACD", "DCBA"])
def test_no_figure_hangs_on_what_payers_are_called(tmp_path: Path, order: str) -> None:
    """Three lists name A and B, B and C, C and D, 100 each: two grants, half of one to each."""
    line = CommandLine(tmp_path)
    for number, (one, other) in enumerate(("AB", "BC", "CD")):
        first, second = (f"Fond {order['ABCD'.index(payer)]}" for payer in (one, other))
        import_table(line, f"lista{number}", f"Lista {number}", MAPPING.replace(
            'name = "Projekt"', 'name = "Projekt"\nnumber = "Dnr"\nnumber_scheme = "dnr"'), [
            "Projekt,Dnr,Fond 1,Belopp 1,Fond 2,Belopp 2",
            f"Ett,2020/00001,{first},100,{second},100",
        ])  # fmt: skip

    [granted] = line("funders", "--json").json()["whole"]["money"]

    assert granted["shared"]["effective"] == pytest.approx(4)
    assert (granted["arenas"], granted["taken_for_one"]) == (1, 2)


def test_a_total_budget_is_no_amount_that_its_payer_is_known_to_pay(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    of_total = MAPPING[::-1].replace('"detnarg"', '"latot"', 1)[::-1]  # of the second fund
    import_table(line, "egen", "Egen", of_total, [
        "Projekt,Fond 1,Belopp 1,Fond 2,Belopp 2",
        "Ett,Fond Alfa,900,Fond Beta,2000",
        "Två,Fond Alfa,500,,",
        "Tre,Fond Gamma,500,,",
    ])  # fmt: skip

    granted, total = line("funders", "--json").json()["whole"]["money"]

    assert (granted["kind"], granted["arenas"], granted["left_out"]) == ("granted", 2, 1)
    assert granted["shared"]["effective"] == pytest.approx(2)
    assert (total["kind"], total["arenas"], total["left_out"]) == ("total", 1, 0)
