"""In words which amounts of a source a tie does not show, and what to do about it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph_schema.claims import SaidAmount, UnshownAmounts

RULE = "one source, several amounts of one tie"
MOST = 5  # lines that an import prints; review has them all
SENTENCES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "pays": "”{payer}” ger ”{arena}” {amount}",
        "line": "{source} uppger flera belopp som grafen ser som ett ({kind}): {said}. Bara "
        "{shown} visas. Är det flera betalningar, ge var och en sin period eller lägg ihop dem i "
        "källan; är det ett belopp, uppge det en gång (i två valutor får det stå kvar); är det "
        "olika aktörer eller projekt, skilj dem åt med `ekokarta judge different POST POST "
        "--reason … --role …`.",
        "more": "{count} till visas inte heller: `ekokarta review` räknar upp dem.",
    },
    "en": {
        "pays": "“{payer}” pays “{arena}” {amount}",
        "line": "{source} states several amounts that are one tie in the graph ({kind}): {said}. "
        "Only {shown} is shown. If they are several payments, give each its period or add them up "
        "in the source; if they are one amount, state it once (in two currencies it may stay so); "
        "if they are of different actors or projects, tell these apart with `ekokarta judge "
        "different RECORD RECORD --reason … --role …`.",
        "more": "{count} more are not shown either: `ekokarta review` lists them.",
    },
}


def unshown_line(found: UnshownAmounts, lang: str) -> str:
    """What a source says of one tie, and what is shown of it."""
    words = SENTENCES[lang]
    said = (
        words["pays"].format(payer=one.payer, arena=one.arena, amount=_amount(one))
        for one in found.said
    )
    return words["line"].format(
        source=found.source,
        kind=found.amount_kind.label(lang).lower(),
        said="; ".join(said),
        shown=_shown(found),
    )


def first_unshown(found: Sequence[UnshownAmounts], lang: str) -> Iterator[str]:
    """The first of them, and how many more there are."""
    yield from (unshown_line(one, lang) for one in found[:MOST])
    if (count := len(found) - MOST) > 0:
        yield SENTENCES[lang]["more"].format(count=count)


def unshown_case(found: UnshownAmounts) -> dict[str, Any]:
    """The same as a case among others that are left to people."""
    said = (f"{one.payer} – {one.arena}: {_amount(one)}" for one in found.said)
    about = f"{found.source}: {'; '.join(said)}"
    return {"rule": RULE, "about": about, "records": found.records, "shown": _shown(found)}


def _shown(found: UnshownAmounts) -> str:
    return _with_currency(found.shown, found.shown_currency)


def _amount(said: SaidAmount) -> str:
    return _with_currency(said.amount, said.currency)


def _with_currency(amount: str, currency: str | None) -> str:
    return f"{amount} {currency or ''}".strip()
