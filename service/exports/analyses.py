"""An evidence card as RDF Data Cube: one observation, so that a paper can cite a single cell."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.card_answers import NOT_COMPUTED, EvidenceCard
from graph_schema.ids import canonical_json
from graph_schema.namespaces import DCT, OWN, PROV, QB, RDF, XSD
from graph_schema.rdf import SOURCES, TYPE, Terms
from graph_schema.vocabularies import Audience
from service.exports.about import of_version, parted
from service.exports.card_forms import ENDS, datatypes, form_of, values_of_form
from service.exports.coded import coded
from service.exports.cubes import ALSO_VALUES, COUNT, NAMED, VALUE, cube, properties

JSON = NamedNode(RDF + "JSON")
WHOLE = ("fragility", "stability", "unseen", "parameters", "question", "values", "n")
"""Parts of a card that stand as JSON, so that nothing of it is lost."""
SAID = ("formula", "method", "expected", "draws", "seed", "coverage", "not_tested_share", "command")
"""Parts that stand as they are, where they were computed."""
ONCE = ("draws", "seed")
"""Said of the figure: what was asked for, and may differ, is not said beside it."""
NAMES: Mapping[str, str] = {"coverage": "shareCovered", "not_tested_share": "shareNotTested"}
NOT_A_NUMBER = Literal("NaN", datatype=NamedNode(XSD + "double"))


class Asked(NamedTuple):
    """What an answer answers, of which version, and for whom."""

    request: str
    version: int
    audience: Audience

    def said(self, subject: NamedNode, terms: Terms) -> Iterator[Triple]:
        """All of it: the dimensions that figures have whatever they are of."""
        for name, value in (
            ("dataVersion", self.version), ("request", self.request),
            ("audience", self.audience.value),
        ):  # fmt: skip
            yield Triple(subject, terms.term(OWN + name), Literal(value))

    def address(self, terms: Terms, *parts: str) -> NamedNode:
        """The answer, or a part of it; not the same for everybody."""
        told = f"{terms.base.rstrip('/')}{self.request.removeprefix('GET ')}"
        return NamedNode(parted(told, self.audience, *parts))

    def behind(self, subject: NamedNode, terms: Terms) -> Triple:
        """The version it was computed of."""
        whole = parted(f"{terms.base}{of_version(self.version)}", self.audience)
        return Triple(subject, NamedNode(DCT + "isPartOf"), NamedNode(whole))


class Observation:
    """Writes one card."""

    def __init__(self, card: EvidenceCard, terms: Terms) -> None:
        self.card, self.terms = card, terms
        self.form = form_of(card)
        self.asked = Asked(card.request, card.data_version, card.audience)
        self.subject = NamedNode(parted(f"{terms.base.rstrip('/')}{card.address}", card.audience))

    def triples(self) -> Iterator[Triple]:
        """The observation, the data set it belongs to, and how both are built."""
        yield Triple(self.subject, TYPE, NamedNode(QB + "Observation"))
        yield Triple(self.subject, TYPE, self._own("EvidenceCard"))
        yield Triple(self.subject, TYPE, NamedNode(PROV + "Entity"))
        yield Triple(self.subject, NamedNode(QB + "dataSet"), self._own(f"analysis-{self.form}"))
        yield from self._dimensions()
        yield from self._values()
        yield from self._said()
        yield from self._behind()
        yield from coded(self.card, self.terms, self.subject)

    def _dimensions(self) -> Iterator[Triple]:
        """What the figure is of, in which version, asked how, for whom: together they name it."""
        for name, text in self.card.about.items():
            yield Triple(self.subject, self._own(NAMED + name), Literal(text))
        yield from self.asked.said(self.subject, self.terms)

    def _values(self) -> Iterator[Triple]:
        """Every number, code, and yes or no; where there is none, that there is none."""
        found, hidden = dict(_flat(self.card.values)), self.card.values.get("hidden") or ()
        for name, _, may_lack in values_of_form(self.form):
            own = self._own(VALUE + name)
            if found.get(name) is not None:
                yield Triple(self.subject, own, _literal(found[name], datatypes()[name]))
                continue
            why = "notShown" if name in hidden else "withoutValue"
            yield Triple(self.subject, self._own(why), own)
            if not may_lack:
                yield Triple(self.subject, own, NOT_A_NUMBER)

    def _said(self) -> Iterator[Triple]:
        """Method, draws and strata, and where it is computed again."""
        body, subject = self.card.model_dump(mode="json"), self.subject
        values = {value.name for value in values_of_form(self.form)}
        for name in SAID:
            own = NAMES.get(name, name)
            if body[name] != NOT_COMPUTED and ALSO_VALUES.get(own) not in values:
                kind = "double" if isinstance(body[name], float) else None
                yield Triple(subject, self._own(own), _literal(body[name], kind))
        once = [name for name in ONCE if body[name] != NOT_COMPUTED]
        for name in WHOLE:
            if body[name] not in (NOT_COMPUTED, None):
                told = body[name] if name == "values" else _without(body[name], once)
                yield Triple(subject, self._own(name), _as_json(told))
        if isinstance(self.card.strata, tuple):
            for stratum in self.card.strata:
                yield Triple(subject, self._own("stratum"), Literal(stratum))
        yield Triple(subject, self._own("graphHash"), Literal(self.card.graph_hash))
        yield Triple(subject, self._own("exploratory"), Literal(self.card.exploratory))

    def _behind(self) -> Iterator[Triple]:
        yield self.asked.behind(self.subject, self.terms)
        for source in self.card.sources:
            address = self.terms.address(SOURCES, source.name)
            yield Triple(self.subject, NamedNode(PROV + "wasDerivedFrom"), address)

    def _own(self, name: str) -> NamedNode:
        return self.terms.term(OWN + name)

    def slice(self) -> Iterator[Triple]:
        """The answer that the figure is part of: all of the data set for one request."""
        answer = self.asked.address(self.terms, self.form)
        yield Triple(self._own(f"analysis-{self.form}"), NamedNode(QB + "slice"), answer)
        yield Triple(answer, TYPE, NamedNode(QB + "Slice"))
        yield Triple(answer, NamedNode(QB + "sliceStructure"), self._own(f"answer-{self.form}"))
        yield from self.asked.said(answer, self.terms)
        yield Triple(answer, NamedNode(QB + "observation"), self.subject)


def empty_described(asked: Asked, terms: Terms) -> list[Triple]:
    """An answer without any figure: what was asked, of which version, and that it was answered."""
    answer = asked.address(terms)
    return [*asked.said(answer, terms), asked.behind(answer, terms)]


def card_described(card: EvidenceCard, terms: Terms) -> list[Triple]:
    """One card, each triple once; the observation first, then what it is built of."""
    observation = Observation(card, terms)
    found = dict.fromkeys((*observation.triples(), *_built(observation.form, terms)))
    return sorted(found, key=lambda t: (t.subject != observation.subject, str(t.subject)))


def answer_described(cards: Iterable[EvidenceCard], terms: Terms) -> list[Triple]:
    """All cards of an answer, each triple once: a slice of the data set of each form."""
    observations = [Observation(card, terms) for card in cards]
    found: dict[Triple, None] = {}
    for form in dict.fromkeys(each.form for each in observations):
        found |= dict.fromkeys(_built(form, terms))
    for each in observations:
        found |= dict.fromkeys((*each.slice(), *each.triples()))
    return sorted(found, key=lambda t: str(t.subject))


def _built(form: str, terms: Terms) -> Iterator[Triple]:
    """How the observations of a form are built."""
    yield from cube(terms, form)
    yield from properties(terms, form)


def _without(told: Any, names: Collection[str]) -> Any:
    if not isinstance(told, Mapping):
        return told
    return {name: value for name, value in told.items() if name not in names}


def _as_json(told: Any) -> Literal:
    return Literal(canonical_json({"": told})[4:-1], datatype=JSON)


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a card by their names: of two numbers the ends, of a list how many."""
    for field, value in values.items():
        here = f"{before}{field}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{here}.")
        elif isinstance(value, list | tuple):
            yield f"{here}.{COUNT}", len(value)
            yield from ((f"{here}.{end}", v) for end, v in zip(ENDS, value, strict=False))
        else:
            yield here, value


def _literal(value: Any, datatype: str | None) -> Literal:
    if datatype == "double":
        return Literal(repr(float(value)), datatype=NamedNode(XSD + "double"))
    return Literal(value)
