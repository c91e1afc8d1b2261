"""From what somebody typed to nodes: the words, without rings and dots, one letter wrong."""

import json
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from graph_schema.identifiers import spellings
from queries.lookup.remembered import once_a_model
from queries.readmodel.open import ReadModel
from queries.readmodel.text import fold, squeeze, tokens

LONGEST_TEXT = 200  # nobody types more, and each word costs a look-up
MOST_WORDS = 12
LEAST_LETTERS = 4  # a shorter word is one letter away from too many others
LEAST_CODE = 4  # letters and digits before a code is completed
MOST_VARIANTS = 8
MOST_TERMS = 10_000_000
FIRST_BATCH = 100  # what fills a page; who reads on wants everything, so batches grow
GROWTH = 8
MOST_CODES = 1_000
MOST_BEARING = 100
EXACT = "{names codes}"
FOLDED = "{names codes folded}"

Test = Callable[[NDArray[np.int64]], NDArray[np.bool_]]


def words_of(text: str) -> list[str]:
    """The words that are searched for; a text without any finds nothing."""
    return tokens(text[:LONGEST_TEXT])[:MOST_WORDS]


def expression(columns: str, words: Sequence[Sequence[str]], labels: Sequence[str] = ()) -> str:
    """A full-text expression: all words, each in any of its spellings; the last may be a beginning.

    Words hold letters and digits only and stand in quotes, so nothing in them is an operator.
    ``labels`` are of the types, which whoever calls has checked.
    """
    parts = []
    for place, options in enumerate(words):
        star = "*" if place == len(words) - 1 else ""
        parts.append("(" + " OR ".join(f'"{option}"{star}' for option in options) + ")")
    joined = " AND ".join(parts)
    wanted = f"{columns} : ({joined})" if columns else joined
    if not labels:
        return wanted
    return f"labels : ({' OR '.join(labels)}) AND {wanted}"


def whole_names(model: ReadModel, text: str, labels: Sequence[str] = ()) -> list[int]:
    """The nodes that bear just this name or alias, those with most ties first.

    Only so many of the nodes whose names hold the words one after the other are looked at: whoever
    types a single common word is not after a name.
    """
    words = words_of(text)
    if not words:
        return []
    plain = tokens(fold(" ".join(words)))
    spelled = [f'"{" ".join(way)}"' for way in (words, plain) if way]
    match = f"{FOLDED} : ({' OR '.join(dict.fromkeys(spelled))})"
    if labels:
        match = f"labels : ({' OR '.join(labels)}) AND {match}"
    rows = model.ask("names_matching", {"match": match, "after": -1, "limit": MOST_BEARING})
    nodes = model.columns.by_rank[[row["rank"] for row in rows]].tolist()
    asked = {"nodes": json.dumps(nodes), "limit": len(nodes)}
    names = {row["n"]: row["names"] for row in model.ask("search_hits", asked)}
    return [n for n in nodes if any(tokens(fold(name)) == plain for name in names[n].split("\n"))]


def ranked(model: ReadModel, question: str, match: str, fits: Test) -> Iterator[int]:
    """The nodes that match and pass the test, those with most ties first."""
    after, limit = -1, FIRST_BATCH
    while True:
        rows = model.ask(question, {"match": match, "after": after, "limit": limit})
        nodes = model.columns.by_rank[[row["rank"] for row in rows]].astype(np.int64)
        yield from nodes[fits(nodes)].tolist()
        if len(rows) < limit:
            return
        after, limit = rows[-1]["rank"], limit * GROWTH


def by_code(model: ReadModel, text: str) -> list[int]:
    """The nodes with this identifier or number, however it is spelled, then those it begins."""
    keys = {squeeze(text), squeeze(text.partition(":")[2])}
    keys.update(squeeze(tagged.partition(":")[2]) for tagged in spellings(text[:LONGEST_TEXT]))
    keys.discard("")
    whole = model.ask("nodes_of_code", {"keys": json.dumps(sorted(keys)), "limit": MOST_CODES})
    found = [row["n"] for row in whole]
    key = squeeze(text)
    if len(key) >= LEAST_CODE and any(c.isdigit() for c in key):
        # The last code point there is ends the range of everything that begins so.
        params = {"from": key, "below": key + "\U0010ffff", "limit": MOST_CODES}
        begun = {row["n"] for row in model.ask("codes_beginning", params)} - set(found)
        found += _most_ties_first(model, begun)
    return found


def _most_ties_first(model: ReadModel, nodes: set[int]) -> list[int]:
    columns = model.columns
    return sorted(nodes, key=lambda n: (-int(columns.node_ties[n]), int(columns.node_position[n])))


def folded(words: Sequence[str]) -> list[list[str]]:
    """Each word as typed and without rings, dots and accents."""
    return [list(dict.fromkeys((word, *tokens(fold(word))))) for word in words]


def mistyped(model: ReadModel, words: Sequence[str]) -> list[list[str]] | None:
    """Each word with the known words one letter away; None where no word has any."""
    options = [[word, *_variants(model, word)] for word in words]
    return options if any(len(spelled) > 1 for spelled in options) else None


def _variants(model: ReadModel, word: str) -> list[str]:
    if len(word) < LEAST_LETTERS or any(c.isdigit() for c in word):
        return []
    from rapidfuzz.distance import OSA  # only where a word was mistyped
    from rapidfuzz.process import extract

    known = _vocabulary(model)
    close: list[tuple[int, str]] = []
    for length in (len(word) - 1, len(word), len(word) + 1):
        terms, documents = known.get(length, ((), ()))
        found = extract(
            word, terms, scorer=OSA.distance, score_cutoff=1, limit=None, processor=None
        )
        close += [(-documents[place], term) for term, _, place in found if term != word]
    return [term for _, term in sorted(close)[:MOST_VARIANTS]]


@once_a_model
def _vocabulary(model: ReadModel) -> dict[int, tuple[tuple[str, ...], tuple[int, ...]]]:
    """The words of all names by length, with how many names hold each."""
    gathered: dict[int, list[tuple[str, int]]] = {}
    for row in model.ask("words", {"limit": MOST_TERMS}):
        gathered.setdefault(len(row["term"]), []).append((row["term"], row["documents"]))
    return {
        length: (tuple(t for t, _ in rows), tuple(d for _, d in rows))
        for length, rows in gathered.items()
    }


def nodes_with_words(model: ReadModel, text: str) -> NDArray[np.int64]:
    """Every node whose names or codes hold all the words, the last perhaps only begun."""
    found = set(by_code(model, text))
    words = words_of(text)
    if words:
        match = expression(FOLDED, folded(words))
        found.update(ranked(model, "names_matching", match, lambda n: np.ones(n.size, np.bool_)))
    return np.array(sorted(found), np.int64)
