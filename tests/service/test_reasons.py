"""The evidence for a sector in Swedish: every sentence the importers write has a form."""

import pytest

from graph_schema.vocabularies import Sector
from importers.name_patterns import NAME_PATTERNS
from importers.sectors import by_name, by_orgnr, decide
from service.pages.reasons import reason

NUMBERED = (
    ("Ordinary", "212000-1124"), ("Ordinary", "232100-0016"), ("Ordinary", "222000-0018"),
    ("Ordinary", "252000-0011"), ("Ordinary", "202100-0019"), ("Ordinary", "262000-0018"),
    ("Ordinary", "556000-0016"), ("Ordinary", "716400-0016"), ("Ordinary", "802000-0018"),
    ("Ordinary", "969600-0018"), ("Kommunala bolaget", "556000-0016"),
    ("Regionernas förening", "716400-0016"), ("Kommunernas förening", "802000-0018"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("the name ends with “kommun”", "namnet slutar med ”kommun”"),
        ("the name says “AB”, “aktiebolag”, “Ltd” or “GmbH”",
         "namnet innehåller ”AB”, ”aktiebolag”, ”Ltd” eller ”GmbH”"),
        ("the name says “landsting” or is a region's",
         "namnet innehåller ”landsting” eller är en regions"),
        ("the number 2120… is that of a municipality", "numret 2120… är en kommuns"),
        ("ROR types: funder, nonprofit", "slag enligt ROR: finansiär, ideell"),
        ("listed in SCB's register of government agencies: AP-fonder; "
         "Higher Education Ordinance (SFS 1993:100)",
         "upptagen i SCB:s myndighetsregister: AP-fonder; högskoleförordningen (SFS 1993:100)"),
        ("listed in a register nobody knows", "upptagen i a register nobody knows"),
        ("Non-profit: https://e.example/{x}", "Non-profit: https://e.example/{x}"),
    ],
)  # fmt: skip
def test_a_stored_sentence_is_shown_in_swedish_and_kept_in_english(stored: str, shown: str) -> None:
    assert reason(stored, "sv") == shown
    assert reason(stored, "en") == stored


def test_no_pattern_of_names_is_left_in_english() -> None:
    written = [f"the name {pattern.says}" for pattern in NAME_PATTERNS]
    written += [
        by_name(name).evidence or ""
        for name in ("Malmö stad", "Region Skåne", "Socialförvaltningen", "Ärla universitet")
    ]

    assert [says for says in written if not reason(says, "sv").startswith("namnet ")] == []


def test_no_group_of_numbers_is_left_in_english() -> None:
    decisions = [by_orgnr(name, number) for name, number in NUMBERED]
    written = [decision.evidence or "" for decision in decisions if decision is not None]

    left = [says for says in written if " är " not in reason(says, "sv") or " a" in _tail(says)]
    assert (len(written), left) == (len(NUMBERED), [])


def _tail(stored: str) -> str:
    """What a Swedish reader sees after the number; English would begin with an article."""
    return reason(stored, "sv").partition(" är ")[2].removeprefix("ett a").replace(" av", "")


def test_what_a_source_states_says_so() -> None:
    stated = decide("Anything", stated=Sector.PRIVATE).evidence

    assert reason(stated or "", "sv") == "uppgiven av källan"
