"""Settings as an operator gets them wrong: named, with what was expected, and no secret shown."""

from pathlib import Path

import pytest

from service.settings import Settings
from tests.commands.command_line import CommandLine

SECRET = "hemligt-och-långt"
AWAY = "neo4j://127.0.0.1:1"


@pytest.mark.parametrize(
    ("variables", "code", "said"),
    [
        ({"EKOKARTA_STROE": "x"}, 2, "did you mean EKOKARTA_STORE?"),
        ({"EKOKARTA_TOKNE": ""}, 2, "did you mean EKOKARTA_TOKEN?"),
        ({"EKOKARTA_STORE": f"neo4j://neo4j:{SECRET}@127.0.0.1"}, 2, "set EKOKARTA_NEO4J_PASSWORD"),
        ({"EKOKARTA_STORE": AWAY}, 2, "set it, or EKOKARTA_NEO4J_PASSWORD_FILE"),
        ({"EKOKARTA_STORE": AWAY, "EKOKARTA_NEO4J_PASSWORD": SECRET}, 3, "does not answer"),
        ({"EKOKARTA_TOKEN": SECRET, "EKOKARTA_TOKEN_FILE": __file__}, 2, "both set; set one"),
        ({"EKOKARTA_NEO4J_PASSWORD_FILE": "/nowhere"}, 2, "No such file"),
        ({"EKOKARTA_PORT": "99999", "EKOKARTA_TOKEN": SECRET}, 2, "EKOKARTA_PORT: "),
        ({"EKOKARTA_LOG_LEVEL": "loud"}, 2, "'debug', 'info', 'warning' or 'error'"),
        ({"EKOKARTA_STORE": "postgres://there"}, 2, "sqlite:///path or neo4j://host:port"),
        (
            {"EKOKARTA_BASE_ADDRESS": "https://å.example/"},
            2,
            "letters as xn--, after the host as %C3%A5",
        ),
        ({"EKOKARTA_BASE_ADDRESS": "https://map.example/%zz"}, 2, "such as https://map.example/"),
        ({"EKOKARTA_BASE_ADDRESS": "https://map.example:x/"}, 2, "such as https://map.example/"),
        ({"EKOKARTA_BASE_ADDRESS": "https://map.example:99999"}, 2, "such as https://map.example/"),
        *(
            ({"EKOKARTA_BASE_ADDRESS": address}, 2, "such as https://map.example/")
            for address in (
                "http://$/",
                "http://a%20b/",
                "https://a,b/",
                "https://map.example:/",
                "http://a/%2e%2e/b/",
                "http://a/%00/",
                f"https://{'a' * 64}.example/",
                f"https://{'a.' * 127}a/",
            )
        ),
        ({"EKOKARTA_BASE_ADDRESS": "https://a..b/"}, 2, "such as https://map.example/"),
        (
            {"EKOKARTA_BASE_ADDRESS": "https://map.example/a/../b"},
            2,
            "such as https://map.example/",
        ),
        ({"EKOKARTA_BASE_ADDRESS": "https://a{b}.example/"}, 2, "such as https://map.example/"),
        ({"EKOKARTA_BASE_ADDRESS": "https://me@map.example/"}, 2, "such as https://map.example/"),
        ({"EKOKARTA_CONTACT": "a@b%zz"}, 2, "an e-mail address such as data@map.example"),
        ({"EKOKARTA_CONTACT": "a`b@map.example"}, 2, "an e-mail address such as"),
        ({"EKOKARTA_PUBLISHER": "Kartan\x07"}, 2, "a name in one line"),
        ({"EKOKARTA_CONTACT": "a..b@map.example"}, 2, "an e-mail address such as"),
        ({"EKOKARTA_PUBLISHER": "x" * 201}, 2, "a name in one line of at most 200 characters"),
        ({"EKOKARTA_PUBLISHER": " "}, 2, "a name in one line"),
        ({"EKOKARTA_PUBLISHER_ABOUT_SV": " "}, 2, "a text in one line"),
        ({"EKOKARTA_CONTACT_PHONE": "+46 8 000 00 00"}, 2, "stands beside EKOKARTA_CONTACT"),
        (
            {"EKOKARTA_CONTACT_ADDRESS": "Storgatan 1, 0154 Oslo, Norge"},
            2,
            "stands beside EKOKARTA_CONTACT",
        ),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_line_that_says_what_to_do(
    variables: dict[str, str], code: int, said: str, tmp_path: Path
) -> None:
    ended = CommandLine(tmp_path, variables)("status")

    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1
    assert SECRET not in ended.err


def test_a_service_whose_password_is_missing_does_not_start(tmp_path: Path) -> None:
    ended = CommandLine(tmp_path, {"EKOKARTA_STORE": AWAY})("serve", "--port", "0")

    assert (ended.code, ended.out) == (2, "")
    assert "EKOKARTA_NEO4J_PASSWORD" in ended.err


@pytest.mark.parametrize(
    ("street", "code", "town", "country"),
    [
        ("Storgatan 1, 2 tr", "123 45", "Orten", "Sverige"),
        ("Karl Johans gate 22", "0026", "Oslo", "Norge"),
        ("Unter den Linden 1", "D-10117", "Berlin", "Tyskland"),
        ("10 Downing Street", "SW1A 2AA", "London", "Storbritannien"),
        ("Dam 1", "1012 JS", "Amsterdam", "Nederländerna"),
        ("Plac Defilad 1", "00-901", "Warszawa", "Polen"),
        ("Praça do Comércio", "1100-148", "Lisboa", "Portugal"),
    ],
)
def test_an_address_is_read_with_the_post_codes_of_its_country(
    street: str, code: str, town: str, country: str
) -> None:
    given = {
        "contact": "data@map.example",
        "contact_address": f"{street}, {code} {town}, {country}",
    }

    assert Settings.model_validate(given).contact_address == (street, code, town, country)
