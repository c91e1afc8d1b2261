"""Whom a party's published name means: a group without names, an organisation, a unit of one."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from importers.names import name_key


class Party(NamedTuple):
    """An organisation as it will be shown, and what the published name said beside it.

    ``unit_of``: the name says that this is a part of another organisation. ``unit``: the name said
    which part of this organisation it was.
    """

    name: str
    aliases: tuple[str, ...] = ()
    unit_of: str | None = None
    unit: str | None = None


GROUP = (
    r"(?:församlingar|samverkanspart(?:s|er|ners)|samarbetspart(?:s|er|ners)|part(?:er|ners)|medlemmar|aktörer|"
    r"organisationer|organi[sz]ations|föreningar|associations|folkhögskolor|studieförbund|samordningsförbund|"
    r"kommuner|municipalities|regioner|regions|landsting|län|skolor|schools|företag|companies|enterprises|"
    r"myndigheter|authorities|agencies|lärosäten|universitet|universities|verksamheter|arbetsförmedlingar|"
    r"stiftelser|foundations|fackförbund|bostadsbolag|stadsdelar|enheter)"
)
NUMBER = (
    r"(?:\d[\d .]*(?:-tal(?:et)?)?|ett \d+-tal|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:drygt|cirka|ca|omkring|about|over) \d+)"
)
SOME = (
    r"(?:länets|länens|kommunens|kommunernas|regionens|regionernas|stadens|landets|områdets|"
    r"alla|samtliga|flera|flertalet|ett antal|ett flertal|ett stort antal|många|några|olika|"
    r"övriga|andra|lokala|regionala|"
    r"all|several|many|some|various|other|local|regional|the (?:county|region|city)[’']s)"
)
# Between the count and the group stand at most three words, and none that begins another thought.
UNNAMED = re.compile(
    rf"(?:{NUMBER}\s(?:av\s)?|{SOME}\s)(?:(?!för\b|i\b|for\b|of\b|in\b)[\w-]+\s){{0,2}}{GROUP}\b",
    re.IGNORECASE,
)
UNNAMED_START = re.compile(
    r"(?:församlingar|kommuner|folkhögskolor|studieförbund|organisationer|föreningar|företag|aktörer|myndigheter|"
    r"arbetsförmedlingar|municipalities|partners?|samverkansparter|samarbetsparter)(?:\s(?:i|in|från|from|och|and)\s.*)?\Z",
    re.IGNORECASE,
)
UNNAMED_WHOLE = frozenset(  # definite plurals: all of a kind, none by name
    {"länsstyrelserna", "kommunerna", "regionerna", "landstingen", "folkhögskolorna", "parterna",
     "studieförbunden", "samordningsförbunden", "lärosätena", "församlingarna",
     "arbetsförmedlingarna"}
)  # fmt: skip

READ_AS: Mapping[str, tuple[Party, ...]] = {  # reviewed by hand: what no rule below can tell
    "göteborgs universitet via gu ventures": (Party("Göteborgs universitet"),),
    "stiftelsen botildenborg/xenofilia ab": (
        Party("Stiftelsen Botildenborg"),
        Party("Xenofilia AB"),
    ),
    "göteborgs stad centrum: individ och familjeomsorgen (ifo)": (
        Party("Göteborgs Stad", unit="Centrum: Individ och Familjeomsorgen (IFO)"),
    ),
    "västra götalandsregionens regionkansliet": (
        Party("Västra Götalandsregionen", unit="Regionkansliet"),
    ),
    "rise research institutes of sweden ab - rise": (
        Party("RISE Research Institutes of Sweden AB", ("RISE",)),
    ),
    "sopact (school of social work, lund university)": (
        Party("Sopact", unit_of="Lund University"),
    ),
    "sopact at the school of social work at lund university": (
        Party("Sopact", unit_of="Lund University"),
    ),
    "skl uppdrag psykisk hälsa": (
        Party("Uppdrag Psykisk Hälsa", unit_of="Sveriges Kommuner och Landsting"),
    ),
    "european social fund agency from lithuania": (Party("European Social Fund Agency"),),
    "arbetsförmedlingen (the public employment service)": (Party("Arbetsförmedlingen"),),
    "arbetsförmedling": (Party("Arbetsförmedlingen"),),
    "försäkringskassa": (Party("Försäkringskassan"),),
    "skl": (Party("Sveriges Kommuner och Landsting", ("SKL",)),),
    "esf-rådet": (Party("Svenska ESF-rådet", ("ESF-rådet",)),),
    "göteborg stad": (Party("Göteborgs stad"),),
    "stockholm stad": (Party("Stockholms stad"),),
    "länssyrelsen": (Party("Länsstyrelsen"),),
    "samordningsförbundet umeå (222000-1834)": (Party("Samordningsförbundet Umeå"),),
}

ADMINISTRATION = r"(?:förvaltning|avdelning|sektion|nämnd|enhet|kontor|kansli)(?:en|et)?"
HOST = re.compile(
    r"(?:[^,()]*\b(?:kommun|stad|landsting|universitet(?:et)?|högskola|university|municipality)|"
    r"region \w[^,()]*|sveriges kommuner och (?:landsting|regioner)(?: \(sk[lr]\))?)\Z",
    re.IGNORECASE,
)
SPLITS = (
    re.compile(r"(?P<one>.+) (?:vid|at) (?P<two>.+)\Z"),
    re.compile(r"(?P<one>[^()]+), (?P<two>[^()]+)\Z"),
    re.compile(r"(?P<one>.+) [-–—] (?P<two>.+)\Z"),
    re.compile(r"(?P<one>.+?) \((?P<two>[^()]+)\)\Z"),
    re.compile(rf"(?P<one>.*{ADMINISTRATION}) i (?P<two>.+)\Z", re.IGNORECASE),
    re.compile(rf"(?P<one>\w+ (?:stad|kommun)) (?P<two>.+{ADMINISTRATION})\Z", re.IGNORECASE),
    re.compile(rf"(?P<one>Region \w+?)s (?P<two>\w*{ADMINISTRATION}\b.*)\Z"),
)
PLAIN_UNIT = re.compile(rf"(?:.*{ADMINISTRATION}(?:\b.*)?|\d.*)\Z", re.IGNORECASE)
ABBREVIATED = re.compile(r"(?P<one>[^()]+?)(?: \((?P<bracketed>[^()]+)\)|, (?P<after>[^(),]+))\Z")
ABBREVIATION = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ0-9&+]+(?: [A-ZÅÄÖ]\w+)?\Z")
SAYS_TOO_LITTLE = re.compile(
    rf"(?:(?:\w+-,? )*(?:och |& )?\w*{ADMINISTRATION}|(?:kommunens|stadens|regionens|länets) \w+|"
    r"länsstyrelsen|landstinget|regionen|kommunen|samordningsförbundet|fontänhuset|welfare office|"
    r"science park|market place)\Z",
    re.IGNORECASE,
)
CALLED_CITIES = frozenset(
    {"malmö", "göteborg", "stockholm"}
)  # never called kommun but in registers
VOWELS_AND_S = "aeiouyåäös"  # no genitive s is heard after these: Umeå kommun, Borås kommun


def is_unnamed(published: str) -> bool:
    """Whether the text counts organisations and names none, as in "länets kommuner"."""
    text = " ".join(published.split())
    return (
        UNNAMED.match(text) is not None
        or UNNAMED_START.match(text) is not None
        or text.casefold() in UNNAMED_WHOLE
    )


def parties(published: str, *, is_municipality: bool = False) -> tuple[Party, ...]:
    """The organisations a published name means; nearly always one."""
    text = " ".join(published.split())
    if (known := READ_AS.get(name_key(text))) is not None:
        return known
    shortened = spelled_out(text)
    found = shortened if shortened.aliases else _split(text) or shortened
    if is_municipality and not HOST.match(found.name):
        genitive = "" if found.name[-1].casefold() in VOWELS_AND_S else "s"
        called = "stad" if name_key(found.name) in CALLED_CITIES else "kommun"
        return (Party(f"{found.name}{genitive} {called}", (found.name,)),)
    return (found,)


def placed(party: Party, place: str) -> Party:
    """The party with a place behind a name that many organisations have, such as Länsstyrelsen."""
    if place and SAYS_TOO_LITTLE.match(party.name):
        return party._replace(name=f"{party.name} ({place})")
    return party


def _split(text: str) -> Party | None:
    for pattern in SPLITS:
        matched = pattern.match(text)
        if matched is None:
            continue
        one, two = matched["one"].strip(), matched["two"].strip()
        if HOST.match(one) and not HOST.match(two):
            return spelled_out(one)._replace(unit=two)
        if HOST.match(two) and not HOST.match(one):
            host, unit = spelled_out(two), spelled_out(one)
            if PLAIN_UNIT.match(one):
                return host._replace(unit=one)
            return unit._replace(unit_of=host.name)
    return None


def spelled_out(text: str) -> Party:
    """The long name, with the short one in or before its brackets, or behind a comma, as alias."""
    matched = ABBREVIATED.match(text)
    if matched is None:
        return Party(text)
    one, two = matched["one"], matched["bracketed"] or matched["after"]
    if _abbreviates(two, one):
        return Party(one, (two,))
    if _abbreviates(one, two):
        return Party(two, (one,))
    return Party(text)


def _abbreviates(short: str, long: str) -> bool:
    if ABBREVIATION.match(short) is None or len(short) >= len(long):
        return False
    letters, rest = [c for c in short.casefold() if c.isalpha()], iter(long.casefold())
    return long[0].casefold() == letters[0] and all(letter in rest for letter in letters)
