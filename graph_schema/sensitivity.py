"""Which themes and target groups are sensitive: the one place that says so.

A theme is sensitive where its name is about what data-protection law gives special protection
(Regulation (EU) 2016/679, articles 9 and 10): health, disability, ethnic origin, faith, politics,
trade unions, sexuality and crime, and violence as a part of both. Being marked hides nothing but
cells that name very few actors, so a word too many costs little and a word too few much.
"""

import re

from graph_schema.names import match_key

STEMS = (
    # health and disability
    "hälsa", "hälso", "ohälsa", "folkhälsa", "health", "sjuk", "sick", "illness", "vård", "psyk",
    "psych", "mental", "missbruk", "beroende", "alkohol", "narkotika", "drog", "addict", "abuse",
    "substance", "alcohol", "drug", "hiv", "funktionsned", "funktionshind", "funktionsvari",
    "neuropsyk", "disab", "autis", "adhd", "demen", "suicid", "självmord", "rehab",
    # ethnic origin
    "etni", "ethni", "minoritet", "minorit", "rom", "roma", "romer", "romsk", "same", "samer",
    "samisk", "sami", "urfolk", "indigenous", "asyl", "asylum", "flykt", "refugee", "nyanländ",
    "migra", "utrikes", "invandr", "immigra", "papperslös", "undocumented", "rasis", "racis",
    # faith, politics, trade unions
    "relig", "tro", "trossam", "faith", "islam", "musli", "judi", "judar", "jewish", "krist",
    "christ", "kyrk", "church", "politis", "politic", "fackför", "facklig", "union",
    # sexuality
    "hbt", "lgbt", "lhbt", "queer", "sexu", "homosex", "bisex", "trans", "prostitu",
    # crime and violence
    "brott", "krimin", "crim", "offend", "fånge", "fängel", "prison", "gäng", "gang", "våld",
    "violen", "heder", "honour", "extremis", "människohandel", "trafficking",
)  # fmt: skip
"""Beginnings of words, in small letters."""
WHOLE = frozenset({"rom", "roma", "same", "samer", "sami", "tro", "trans", "union", "gang", "drog"})
"""Of those, words that count only as they stand: longer ones mean other things."""
WORD = re.compile(r"\w+")


def is_sensitive(name: str) -> bool:
    """Whether a theme or target group of this name is sensitive."""
    words = WORD.findall(match_key(name))
    return any(
        word == stem if stem in WHOLE else word.startswith(stem) for word in words for stem in STEMS
    )
