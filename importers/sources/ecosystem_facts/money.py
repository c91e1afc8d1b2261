"""Funds that stand as funders, and programmes, as this source spells them."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from graph_schema.vocabularies import ProgrammeKind
from importers.names import name_key


class Fund(NamedTuple):
    """A funder that is a fund or the European Union, as shown, and its node among programmes.

    "ESF" alone is no alias: the agency Svenska ESF-rådet is called so too.
    """

    name: str
    aliases: tuple[str, ...] = ()
    programme: str | None = None


class Level(NamedTuple):
    """A node of the tree of money; ``above`` is the key of the one it belongs to."""

    key: str
    name: str
    kind: ProgrammeKind
    above: str | None = None


ESF = Fund("Europeiska socialfonden (ESF)", ("European Social Fund",), "fund:ESF")
ESF_PLUS = Fund("Europeiska socialfonden plus (ESF+)", ("European Social Fund Plus",), "fund:ESF+")
ERUF = Fund(
    "Europeiska regionala utvecklingsfonden (ERUF)",
    ("European Regional Development Fund",),
    "fund:ERUF",
)
ARVSFONDEN = Fund("Allmänna arvsfonden", ("Arvsfonden",), "fund:arvsfonden")
COMMISSION = Fund("Europeiska kommissionen", ("European Commission",))
UNION = Fund("Europeiska unionen (EU)", ("European Union",))
EASI = Fund("EU Programme for Employment and Social Innovation (EaSI)", (), "programme:EaSI")

FUNDS: Mapping[str, Fund] = {  # reviewed by hand: one fund under its many published names
    "esf": ESF,
    "europeiska socialfonden": ESF,
    "europeiska socialfonden (esf)": ESF,
    "european social fund": ESF,
    "европейски социален фонд": ESF,
    "esf+": ESF_PLUS,
    "european social fund plus (esf+)": ESF_PLUS,
    "europeiska regionala utvecklingsfonden": ERUF,
    "europeiska regionala utvecklingsfonden (eruf)": ERUF,
    "eruf – europeiska regionala utvecklingsfonden": ERUF,
    "regionalfonden": ERUF,
    "arvsfonden": ARVSFONDEN,
    "allmänna arvsfonden": ARVSFONDEN,
    "european commission": COMMISSION,
    "eu-kommissionen": COMMISSION,
    (
        "european commission, european social fund and european programme for employment "
        "and social innovation"
    ): COMMISSION,
    "europäische kommission (esf+)": COMMISSION._replace(programme="fund:ESF+"),
    "eu": UNION,
    "european union": UNION,
    "european union as part of the esf+": UNION._replace(programme="fund:ESF+"),
    "eu programme for employment and social innovation (easi)": EASI,
    "horisont 2020": Fund("Horisont 2020", ("Horizon 2020",), "programme:Horisont 2020"),
    "social innovation+ initiative": Fund(
        "Social Innovation+ initiative", (), "programme:Social Innovation+"
    ),
}

LEVELS: Mapping[str, Level] = {
    level.key: level
    for level in (
        Level("fund:ESF", "Europeiska socialfonden (ESF)", ProgrammeKind.FUND),
        Level("fund:ESF+", "ESF+", ProgrammeKind.FUND),
        Level("fund:ERUF", "Europeiska regionala utvecklingsfonden (ERUF)", ProgrammeKind.FUND),
        Level("fund:arvsfonden", "Allmänna arvsfonden", ProgrammeKind.FUND),
        Level(
            "programme:ESF 2007-2013",
            "Socialfondsprogrammet 2007–2013",
            ProgrammeKind.PROGRAMME,
            "fund:ESF",
        ),
        Level(
            "programme:ESF 2014-2020",
            "Socialfondsprogrammet 2014–2020",
            ProgrammeKind.PROGRAMME,
            "fund:ESF",
        ),
        Level("programme:EaSI", "EaSI", ProgrammeKind.PROGRAMME),
        Level("programme:Horisont 2020", "Horisont 2020", ProgrammeKind.PROGRAMME),
        Level(
            "programme:Social Innovation+",
            "ESF Social Innovation+",
            ProgrammeKind.PROGRAMME,
            "fund:ESF+",
        ),
        Level("programme:Vinnova", "Vinnovas program", ProgrammeKind.PROGRAMME),
        Level(
            "programme:Interreg Sverige-Norge",
            "Interreg Sverige–Norge",
            ProgrammeKind.PROGRAMME,
            "fund:ERUF",
        ),
    )
}
SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), key)
    for pattern, key in (
        (r".*social innovation\+", "programme:Social Innovation+"),
        (
            r"(?:esf|european social fund|europeiska socialfonden)(?: plus)?(?: \(esf)?\+|"
            r".*\(esf\+\)",
            "fund:ESF+",
        ),
        (
            r"eu programme for employment.*\Z|.*\beasi\b.*\Z",
            "programme:EaSI",
        ),
        (r"esf 2007-2013", "programme:ESF 2007-2013"),
        (r"esf 2014-2020", "programme:ESF 2014-2020"),
        (
            r"esf\b|socialfond|european social fund|europeiska socialfonden",
            "fund:ESF",
        ),
        (r"eruf|europeiska regionala utvecklingsfonden", "fund:ERUF"),
        (r"interreg sverige-norge", "programme:Interreg Sverige-Norge"),
        (r"(?:allmänna )?arvsfonden", "fund:arvsfonden"),
        (r"horisont 2020|horizon 2020", "programme:Horisont 2020"),
    )
)
SEVERAL = re.compile(r";| and european programme| and easi", re.IGNORECASE)
VINNOVA_CALL = re.compile(r"vinnova(?:: | )(?P<call>\S.*)\Z", re.IGNORECASE)


def fund(published: str) -> Fund | None:
    """The fund a funder's published name means, if it is a fund and not an organisation."""
    return FUNDS.get(name_key(published))


def levels(programme: str) -> tuple[Level, ...]:
    """The programme a published text clearly names, and what it belongs to; lowest first.

    Several funds in one text, or a fund this list does not know, give nothing: the text itself is
    kept with the project.
    """
    text = " ".join(programme.split())
    if not text or SEVERAL.search(text):
        return ()
    if (matched := VINNOVA_CALL.match(text)) is not None:
        above = LEVELS["programme:Vinnova"]
        call = matched["call"]
        return (named_call(call, above.key), above)
    if text.casefold() == "vinnova":
        return (LEVELS["programme:Vinnova"],)
    key = next((key for words, key in SPELLINGS if words.match(text)), None)
    return chain(key) if key is not None else ()


def chain(key: str) -> tuple[Level, ...]:
    """A listed programme and what it belongs to."""
    level = LEVELS[key]
    return (level, *(chain(level.above) if level.above is not None else ()))


def named_call(name: str, above: str | None = None) -> Level:
    """A call or programme that is known by its name alone."""
    return Level(f"call:{name_key(name)}", name, ProgrammeKind.CALL, above)
