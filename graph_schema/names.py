"""How names are compared: the key under which equal names meet, and names that say too little."""

import re
import unicodedata

SEPARATORS = re.compile(r"[\s\-–—/.,:;()\[\]\"'’”“&]+")
TASKS = "|".join(
    (
        "arbetsmarknads|arbetslivs|barn|barn och ungdoms|bildnings|bygg|ekonomi|familje|fastighets",
        "fritids|grundskole|gymnasie|hr|individ|integrations|it|kommunikations|kommunlednings",
        "kommunstyrelse|kultur|kultur och fritids|kvalitets|lednings|miljö|näringslivs|omsorgs",
        "personal|samhällsbyggnads|service|skol|social|stadsbyggnads|stadslednings|stads|tekniska",
        "utbildnings|utvecklings|vuxenutbildnings|vård och omsorgs|äldre|äldreomsorgs",
    )
)
BODIES = "avdelning|enhet|förvaltning|nämnd|kontor|sektion|tjänst|sekretariat"
GENERIC_UNIT = re.compile(
    rf"^(?:({TASKS}) ?({BODIES})(en|et|n)?|({BODIES})(en|et|n)|kommun(en)?|region(en)?|"
    r"landstinget|universitetet|högskolan|föreningen|förbundet|projektet|gruppen)$"
)


ABBREVIATION = re.compile(r"[^\W_](?:[&+/.-]?[^\W_]){0,4}[.]?")
"""One word of at most five letters and digits; longer ones are meant as names, as VINNOVA is."""


def match_key(name: str) -> str:
    """Names that differ only in case, spacing or punctuation have the same key."""
    return SEPARATORS.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


def is_generic_unit(name: str) -> bool:
    """Whether many organisations have a unit of this one-word name, such as Äldreförvaltningen."""
    return GENERIC_UNIT.match(match_key(name)) is not None


def is_abbreviation(name: str) -> bool:
    """Whether a name is written as an abbreviation, in capitals: SKR, A&O, but not Sida."""
    written = unicodedata.normalize("NFKC", name).strip() if name.isupper() else ""
    return ABBREVIATION.fullmatch(written) is not None


def sort_key(name: str) -> str:
    """A key that sorts as Swedish does, with å, ä and ö last; plain string order after that."""
    folded = unicodedata.normalize("NFC", name).casefold()
    swapped = folded.translate(SWEDISH_ORDER)
    if swapped.isascii():
        return swapped
    return "".join(
        c for c in unicodedata.normalize("NFKD", swapped) if not unicodedata.combining(c)
    )


SWEDISH_ORDER = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
