"""What an arena that is not on the map has from the one it is like, in words."""

from graph_schema.answers import Ref
from graph_schema.whatif_answers import Placing

NAMED = 4  # regions, themes and target groups told by name
TEXTS = {
    "sv": {
        "placed": "räknas som ”{name}”: {placing}",
        "from_to": "{start} till {end}", "from": "från {start}, slut okänt",
        "to": "till {end}, start okänd", "undated": "datum okända",
        "regions": "i {names}", "no_regions": "utan region",
        "themes": "teman {names}", "no_themes": "utan tema",
        "target_groups": "målgrupper {names}", "no_target_groups": "utan målgrupp",
        "more": "{names} och {more} till",
    },
    "en": {
        "placed": "counted as “{name}”: {placing}",
        "from_to": "{start} to {end}", "from": "from {start}, end unknown",
        "to": "until {end}, start unknown", "undated": "dates unknown",
        "regions": "in {names}", "no_regions": "no region",
        "themes": "themes {names}", "no_themes": "no theme",
        "target_groups": "target groups {names}", "no_target_groups": "no target group",
        "more": "{names} and {more} more",
    },
}  # fmt: skip


def placing_words(placed: Ref, placing: Placing | None, lang: str) -> str:
    """Which arena a new one is like, and from when to when, where and about what it is so."""
    of = placing or Placing()
    said = (
        _dates(of, lang),
        _names("regions", of.regions, lang),
        _names("themes", of.themes, lang),
        _names("target_groups", of.target_groups, lang),
    )
    return TEXTS[lang]["placed"].format(name=placed.name, placing=", ".join(said))


def _dates(of: Placing, lang: str) -> str:
    if of.start == of.end:
        return TEXTS[lang]["undated"] if of.start is None else of.start
    key = "to" if of.start is None else "from" if of.end is None else "from_to"
    return TEXTS[lang][key].format(start=of.start, end=of.end)


def _names(of: str, found: tuple[Ref, ...], lang: str) -> str:
    texts = TEXTS[lang]
    if not found:
        return texts[f"no_{of}"]
    names = "; ".join(ref.name for ref in found[:NAMED])
    if len(found) > NAMED:
        names = texts["more"].format(names=names, more=len(found) - NAMED)
    return texts[of].format(names=names)
