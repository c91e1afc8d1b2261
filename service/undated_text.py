"""One sentence on what a period holds only because its dates are unknown."""

from collections.abc import Mapping

from graph_schema.whitespace_answers import WhitespaceScope
from queries.coverage.undated import undated_arenas
from queries.readmodel.open import ReadModel
from service.gap_text import number

SENTENCES = {
    "sv": {
        "one": "{undated} av {arenas} arenor saknar datum som visar att den hör till perioden, och "
        "räknas med.",
        "several": "{undated} av {arenas} arenor saknar datum som visar att de hör till perioden, "
        "och räknas med.",
    },
    "en": {
        "one": "{undated} of {arenas} arenas has no date that shows it to be of the period, and "
        "is counted.",
        "several": "{undated} of {arenas} arenas have no date that shows them to be of the period, "
        "and are counted.",
    },
}


def undated_line(model: ReadModel, asked: Mapping[str, object], lang: str) -> str | None:
    """The sentence, by what a question names of its part; None where there is nothing to say.

    ``asked`` may hold more; a ``source`` is one name, ``sources`` are several.
    """
    part = {name: value for name in WhitespaceScope.model_fields if (value := asked.get(name))}
    if source := asked.get("source"):
        part["sources"] = (source,)
    found = undated_arenas(model, WhitespaceScope.model_validate(part))
    if found is None:
        return None
    says = SENTENCES[lang]["one" if found.undated == 1 else "several"]
    return says.format(
        undated=number(found.undated, lang, "#,##0"), arenas=number(found.arenas, lang, "#,##0")
    )
