"""What forms of evidence cards are about, and what their values mean, in both languages."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.namespaces import OWN, RDFS
from graph_schema.rdf import Terms
from service.exports.card_forms import FORMS

COMMENT = NamedNode(RDFS + "comment")
LANGUAGES = ("sv", "en")
OF_FORMS: Mapping[str, Mapping[str, str]] = {
    "analysis": {
        "sv": "{about} Varje observation är ett beviskort av formen {form}.",
        "en": "{about} Each observation is an evidence card of the form {form}.",
    },
    "structure": {
        "sv": "Vilka dimensioner, mått och attribut beviskort av formen {form} har. {about}",
        "en": "Which dimensions, measures and attributes evidence cards of the form {form} have. "
        "{about}",
    },
    "answer": {
        "sv": "Vad som är lika i ett svar med beviskort av formen {form}: version och begäran.",
        "en": "What is the same in an answer with evidence cards of the form {form}: version and "
        "request.",
    },
}
"""What the terms of a form are, by how they begin."""


@cache
def _written() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    text = (files("service.exports") / "card_meanings.toml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, tuple[str, str]]] = tomllib.loads(text)
    return found


def about_forms(terms: Terms) -> Iterator[Triple]:
    """What the data set, the structure and the slice key of each form are."""
    for form in FORMS:
        about = dict(zip(LANGUAGES, _written()["forms"][form], strict=True))
        for begin, told in OF_FORMS.items():
            own = terms.term(f"{OWN}{begin}-{form}")
            for lang, text in told.items():
                said = text.format(form=form, about=about[lang])
                yield Triple(own, COMMENT, Literal(said, language=lang))


def meaning_of_value(name: str, lang: str) -> str:
    """What a value means and what it lies within; empty where its name says all there is."""
    place, written = LANGUAGES.index(lang), _written()["values"]
    return " ".join(written[part][place] for part in name.split(".") if part in written)
