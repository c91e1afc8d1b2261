"""What evidence cards are made of as a Data Cube: a structure for each form, and its properties.

A value that every card has, whatever its form, is a measure. One that may be lacking is an
attribute that may be left out, since a cube wants each measure of each observation; the card says
which it lacks.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.base import GraphModel
from graph_schema.namespaces import OWL, OWN, PREFIXES, QB, RDF, RDFS, XSD
from graph_schema.ontology import range_of
from graph_schema.rdf import TYPE, Terms
from service.card_text import phrases
from service.exports.card_forms import ENDS, FORMS, datatypes, measures, values_of_form
from service.exports.card_meanings import about_forms, meaning_of_value
from service.exports.coded import CODED, code_list, range_of_coded, role_of

VALUE, NAMED = "measure-", "dimension-"
COUNT = "count"
LABEL, COMMENT = NamedNode(RDFS + "label"), NamedNode(RDFS + "comment")
RANGE, DEFINED_BY = NamedNode(RDFS + "range"), NamedNode(RDFS + "isDefinedBy")
ROLES: Mapping[str, str] = {
    "dimension": "DimensionProperty",
    "measure": "MeasureProperty",
    "attribute": "AttributeProperty",
}
TEXT = XSD + "string"
DATATYPES = (RDF + "JSON",)
"""Those that are none of XSD."""
BESIDE = ("dataVersion", "request", "audience")
"""Dimensions of every form, beside what names a figure."""
ALWAYS_SAID = (
    "formula", "method", "command", "graphHash", "exploratory", "values", "n", "parameters",
    "question",
)  # fmt: skip
"""Attributes every card has."""
WHERE_COMPUTED = (
    "draws", "seed", "stratum", "shareNotTested", "fragility", "stability", "unseen", "expected",
    "shareCovered", "withoutValue", "notShown",
)  # fmt: skip
"""Attributes of cards that have them."""
ALSO_VALUES: Mapping[str, str] = {"expected": "expected", "shareCovered": "coverage"}
"""Attributes that a form does not have where a value of it is the same."""
LIST = {"sv": "antal", "en": "number"}
END_WORDS = {"low": {"sv": "lägst", "en": "lowest"}, "high": {"sv": "högst", "en": "highest"}}
NAMES: Mapping[str, tuple[str, str]] = {
    "arena": ("arena", "arena"), "id": ("id", "id"), "number": ("nummer", "number"),
    "part": ("del", "part"), "quarter": ("kvartal", "quarter"), "slice": ("del", "slice"),
    "target_group": ("målgrupp", "target group"), "until": ("till och med", "until"),
    "value": ("värde", "value"),
}  # fmt: skip
"""What names a figure, where no value of a card is called so."""
MEANING: Mapping[str, Mapping[str, str]] = {
    VALUE: {
        "sv": "Ett värde på beviskort av formen {forms}.",
        "en": "A value of evidence cards of the form {forms}.",
    },
    CODED: {
        "sv": "Vad som namnger siffran på beviskort av formen {forms}, som det i grafen det är.",
        "en": "What names the figure of evidence cards of the form {forms}, as what it is in the "
        "graph.",
    },
    NAMED: {
        "sv": "Vad som namnger siffran på beviskort av formen {forms}.",
        "en": "What names the figure of evidence cards of the form {forms}.",
    },
}


class Component(NamedTuple):
    """A property in a structure: its role, and whether an observation may be without it."""

    name: str
    role: str
    may_lack: bool = False


@cache
def components(form: str) -> tuple[Component, ...]:
    """The structure of a form: always the same, whatever a card lacks."""
    values = values_of_form(form)
    names = {value.name for value in values}
    lacking = [name for name in WHERE_COMPUTED if ALSO_VALUES.get(name) not in names]
    named = FORMS[form].named
    roles = ((name, role) for name in named if (role := role_of(name)) is not None)
    return (
        *(Component(NAMED + name, "dimension") for name in named),
        *(Component(CODED + name, role, role == "attribute") for name, role in roles),
        *(Component(name, "dimension") for name in BESIDE),
        *(
            Component(
                VALUE + v.name, "measure" if v.name in measures() else "attribute", v.may_lack
            )
            for v in values
        ),
        *(Component(name, "attribute") for name in ALWAYS_SAID),
        *(Component(name, "attribute", may_lack=True) for name in lacking),
    )


def cube(terms: Terms, form: str) -> Iterator[Triple]:
    """The data set of a form with its structure, as every card of the form tells it."""
    data, structure = (terms.term(f"{OWN}{of}-{form}") for of in ("analysis", "structure"))
    yield Triple(data, TYPE, NamedNode(QB + "DataSet"))
    yield Triple(data, NamedNode(QB + "structure"), structure)
    yield Triple(structure, TYPE, NamedNode(QB + "DataStructureDefinition"))
    key = terms.term(f"{OWN}answer-{form}")
    yield Triple(structure, NamedNode(QB + "sliceKey"), key)
    yield Triple(key, TYPE, NamedNode(QB + "SliceKey"))
    for lang, word in (("sv", "Svar"), ("en", "Answer")):
        yield Triple(key, LABEL, Literal(f"{word}: {form}", language=lang))
    for name in BESIDE:
        yield Triple(key, NamedNode(QB + "componentProperty"), terms.term(OWN + name))
    for lang, word in (("sv", "Beviskort"), ("en", "Evidence cards")):
        yield Triple(data, LABEL, Literal(f"{word}: {form}", language=lang))
    for component in components(form):
        node = terms.term(f"{OWN}component-{form}-{component.name}")
        own = terms.term(OWN + component.name)
        yield Triple(structure, NamedNode(QB + "component"), node)
        yield Triple(node, TYPE, NamedNode(QB + "ComponentSpecification"))
        yield Triple(node, NamedNode(QB + component.role), own)
        if component.role == "attribute":
            required = Literal(not component.may_lack)
            yield Triple(node, NamedNode(QB + "componentRequired"), required)
        yield Triple(own, TYPE, NamedNode(QB + ROLES[component.role]))


def properties(terms: Terms, form: str | None = None) -> Iterator[Triple]:
    """The properties of a form, or of all: type, range, and what they mean in both languages."""
    used = [form] if form is not None else [*FORMS]
    for name in dict.fromkeys(each.name for one in used for each in components(one)):
        own, kind = terms.term(OWN + name), _datatype(name)
        of_things = kind not in DATATYPES and not kind.startswith(XSD)
        yield Triple(own, RANGE, NamedNode(kind))
        of = "ObjectProperty" if of_things else "DatatypeProperty"
        yield Triple(own, TYPE, NamedNode(OWL + of))
        if (prefix := _prefix(name)) is None:
            continue  # the ontology of the graph tells of it
        if prefix == CODED:
            yield from code_list(terms, name.removeprefix(prefix))
        yield Triple(own, DEFINED_BY, NamedNode(terms.ontology))
        for lang in ("sv", "en"):
            label = _label(name.removeprefix(prefix), lang)
            forms = ", ".join(_forms_with(name))
            meaning = MEANING[prefix][lang].format(forms=forms)
            if prefix == VALUE:
                own_meaning = meaning_of_value(name.removeprefix(prefix), lang)
                meaning = f"{own_meaning} {meaning}".lstrip()
            yield Triple(own, LABEL, Literal(label, language=lang))
            yield Triple(own, COMMENT, Literal(meaning, language=lang))


def cube_terms(terms: Terms) -> list[Triple]:
    """All structures with their properties, each triple once: what the ontology says of cards."""
    found = [*properties(terms), *(triple for form in FORMS for triple in cube(terms, form))]
    found += about_forms(terms)
    for form in FORMS:
        data, structure = (terms.term(f"{OWN}{of}-{form}") for of in ("analysis", "structure"))
        found += [Triple(own, DEFINED_BY, NamedNode(terms.ontology)) for own in (data, structure)]
        for lang, word in (
            ("sv", "Uppbyggnad av beviskort"),
            ("en", "Structure of evidence cards"),
        ):
            found.append(Triple(structure, LABEL, Literal(f"{word}: {form}", language=lang)))
    return sorted(set(found), key=str)


class CardWord(GraphModel):
    """A value of evidence cards, or what names them: its property, type and meaning."""

    rdf: str
    caption_sv: str
    caption_en: str
    datatype: str
    forms: tuple[str, ...]


@cache
def card_words() -> tuple[CardWord, ...]:
    """All of them, for people and programs that read the schema."""
    names = dict.fromkeys(each.name for form in FORMS for each in components(form))
    return tuple(
        CardWord(
            rdf=OWN + name,
            caption_sv=_label(name.removeprefix(prefix), "sv"),
            caption_en=_label(name.removeprefix(prefix), "en"),
            datatype=_short(_datatype(name)),
            forms=_forms_with(name),
        )
        for name in names
        if (prefix := _prefix(name)) is not None
    )


def _prefix(name: str) -> str | None:
    return next((prefix for prefix in (VALUE, NAMED, CODED) if name.startswith(prefix)), None)


def _datatype(name: str) -> str:
    if name.startswith(VALUE):
        return XSD + datatypes()[name.removeprefix(VALUE)]
    if name.startswith(NAMED):
        return TEXT
    if name.startswith(CODED):
        return range_of_coded(name.removeprefix(CODED))
    return range_of(name) or TEXT


def _short(datatype: str) -> str:
    """As people write it; what is no datatype leads to a thing."""
    return next(
        f"{prefix}:{datatype.removeprefix(of)}"
        for prefix, of in PREFIXES.items()
        if datatype.startswith(of)
    )


@cache
def _forms_with(name: str) -> tuple[str, ...]:
    return tuple(form for form in FORMS if any(name == each.name for each in components(form)))


def _label(name: str, lang: str) -> str:
    """What people call a value: as on the page of its card."""
    *whole, end = name.split(".")
    if whole and end in END_WORDS and end in ENDS:
        return f"{_label('.'.join(whole), lang)}, {END_WORDS[end][lang]}"
    if whole and end == COUNT:
        return f"{_label('.'.join(whole), lang)}, {LIST[lang]}"
    return ": ".join(_word(part, lang) for part in name.split("."))


def _word(part: str, lang: str) -> str:
    told = phrases().get(part)
    if told is not None:
        return told[lang]
    sv, en = NAMES[part]
    return sv if lang == "sv" else en
