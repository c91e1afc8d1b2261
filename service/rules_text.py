"""In words whether the graph is as this program's rules make it, and what to do where it is not."""

from queries.projection.rules import MadeBy

BEHIND = {
    "sv": "Grafen är gjord med ett tidigare programs regler: `ekokarta upgrade` gör om den.",
    "en": "The graph was made by an earlier program's rules: `ekokarta upgrade` makes it anew.",
}
AHEAD = {
    "sv": "Grafen är gjord med ett nyare programs regler: installera det nyare ekokarta.",
    "en": "The graph was made by a newer program's rules: install the newer ekokarta.",
}


def rules_line(made: MadeBy, lang: str) -> str | None:
    """What to say of the rules that made the graph; nothing where they are this program's."""
    told = {MadeBy.EARLIER: BEHIND, MadeBy.NEWER: AHEAD}
    return told[made][lang] if made in told else None
