"""Which themes and target groups are sensitive: the one place that says so.

A theme is sensitive where its name is about what data-protection law gives special protection
(Regulation (EU) 2016/679, articles 9 and 10): health, disability, ethnic origin, faith, politics,
trade unions, sexuality, genes and crime, and violence as a part of both. Being marked hides nothing
but cells that name very few actors, so a word too many costs little and a word too few much.
"""

import re

from graph_schema.names import match_key

BEGINNINGS = (
    # health
    "hälsa", "hälso", "ohälsa", "folkhälsa", "health", "heal", "sjuk", "sick", "vård", "psyk",
    "psych", "mental", "abuse", "substance", "drug", "droger", "drogber", "drogfri", "drogför",
    "drogmiss", "drogprev", "drogrel", "hiv", "demen", "rehab", "patient", "medicin", "medical",
    "nurs", "läkar", "clinic", "klinik", "covid", "smitt", "stress", "trauma", "ångest", "anxiety",
    "stroke", "hjärtinf", "tumör", "tumor", "allerg", "astma", "asthma", "reuma", "migrän", "ptsd",
    "schizo", "bipol", "obes", "fetma", "smärt", "utbränd", "utmattn", "burnout", "vaccin", "blod",
    "graviditet", "gravid", "pregnan", "förloss", "abort", "barnmorsk", "rökning", "rökfri", "smok",
    "tobak", "tobacco", "nikotin", "gambl", "spelprob", "sober",
    # disability
    "autis", "disab", "döv", "deaf", "blind", "hörsel", "synskad", "synned", "rullstol",
    "wheelchair", "hjärnskad", "ryggskad", "särskol", "assistans", "hjälpmedel", "neurolog",
    "neurodiv", "dyslex", "asperger", "tourette", "injur",
    # ethnic origin
    "etni", "ethni", "romer", "romsk", "romanif", "resandefolk", "samer", "samisk", "sameby",
    "samefolk", "sameskol", "sameting", "sapmi", "sápmi", "asyl", "flykt", "utrikes", "utlandsf",
    "utlandsbakg",
    "utländ", "utomeurop", "tredjelandsm", "ensamkom", "nyanländ", "newcomer", "foreign", "migra",
    "immigra", "displaced", "exil", "stateless", "statslös", "afro", "kurd", "somali", "arab",
    "assyri", "tornedal", "sverigefin", "ukrain", "afgan", "afghan",
    # faith and other beliefs
    "trossam", "trosfri", "trosup", "trosin", "troend", "faith", "musli", "judi", "judar", "juden",
    "judeh", "jewish", "krist", "christ", "katol", "cathol", "ortodox", "orthodox", "buddh",
    "hindu", "sikh", "moské", "mosque", "synagog", "församl", "congregat", "diakon", "livsåskåd",
    "ateis", "atheis", "belief",
    # politics, trade unions
    "politis", "politic", "politik", "partipolit", "ideolog", "radikalis", "radicali", "nazis",
    "fascis", "fackför", "unionis",
    # sexuality
    "hbt", "lgbt", "lhbt", "homosex", "bisex", "sexarb", "sexhand", "sexköp", "sexliv", "lesbi",
    "intersex", "transperson", "transkön", "transsex", "transgen", "transident", "könsident",
    "könsuttr", "könsdysf", "könskorr", "reprodukt", "reproduct", "preventivm", "porno",
    # genes and the body as a key
    "genetik", "genetisk", "genetic", "biometr",
    # crime and violence
    "crim", "offend", "fånge", "fången", "gäng", "heder", "honour", "honor", "häkt", "intagna",
    "dömd", "convict", "inmate", "probation", "delinq", "victim", "avhoppare", "återfall", "rånare",
    "korrupt", "corrupt", "bedräg", "fraud", "smuggl", "tvångs", "barnäktenskap", "stalk", "tortyr",
    "torture", "murder",
)  # fmt: skip
"""Beginnings of words, in small letters."""
PARTS = (
    # health and disability
    "hälsa", "hälso", "health", "sjuk", "illness", "disease", "vård", "psyk", "psych", "missbruk",
    "beroende", "alkohol", "alcohol", "narkotik", "narkoman", "cannabis", "opioid", "addict",
    "nykter", "läkemed", "cancer", "diabet", "epilep", "alzheim", "parkinson", "depress", "demens",
    "dement", "diagnos", "leukemi", "leukaemi", "utmatta", "adhd", "autism", "syndrom", "anorex",
    "bulimi", "ätstörn", "övervikt", "kronisk",
    "chronic", "pandemi", "epidemi", "palliati", "terapi", "therap", "habilit", "suicid",
    "självmord", "självskad", "välbefinn", "välmåend", "wellbeing", "wellness", "äldreomsorg",
    "funktionsned", "funktionshind", "funktionsvari", "funktionsrätt", "nedsättning", "handikapp",
    "handicap", "disabilit", "disabled", "impair", "rörelsehind", "utvecklingsstör", "teckenspråk",
    # ethnic origin
    "etnis", "ethnic", "minorit", "urfolk", "indigenous", "asylsök", "asylum", "flykting",
    "refugee", "migrant", "migration", "invandr", "papperslös", "undocumented", "rasis", "racis",
    "semit", "ziganis", "diaspora", "xenofob", "xenophob", "främlingsfient", "diskrimin",
    "discrimin",
    # faith, politics, trade unions
    "demokrater", "vänsterpart", "miljöpart", "centerpart", "relig", "islam", "kyrk", "church",
    "extremis", "terroris", "facklig", "fackförbund",
    # sexuality
    "queer", "sexu", "prostitu", "ickebinär", "nonbinary", "homofob", "transfob", "homophob",
    "transphob", "könsstymp",
    # crime and violence
    "brott", "krimin", "crime", "criminal", "fängel", "prison", "straff", "våld", "violen",
    "övergrepp", "misshand", "trakasseri", "harass", "kvinnofrid", "kvinnojour", "tjejjour",
    "människohandel", "traffick", "frihetsberöv", "rånoffer", "stöldoffer", "incest", "ungdomsgäng",
    "penningtvätt",
)  # fmt: skip
"""What makes a word sensitive wherever in it it stands, as in Swedish compounds."""
WHOLE = frozenset({
    "rom", "roms", "roma", "romani", "same", "sami", "sámi", "tro", "trans", "union", "unions",
    "gang", "gangs",
    "drog", "omsorg", "ill", "pain", "aids", "hospital", "hospitals", "hospice", "npf", "lss",
    "sfi", "arrived", "jew", "jews", "jude", "parti", "partier", "sex", "gay", "gays", "homo",
    "pride", "rape", "hate", "mord", "offer", "sekt", "sekter", "moderater", "moderaterna",
    "liberaler", "liberalerna", "binära", "difficulties",
})  # fmt: skip
"""Words that count only as they stand: longer ones mean other things."""
OTHERWISE = re.compile(
    "(natur|miljö|landskaps?|skogs?|fiske|vilt|djur|byggnads?|kultur|fornminnes|hembygds)vård"
    "|oberoende|botkyrka|(av|genom|ut|upp|sten)brott"
)
"""Parts of words that hold a sensitive part and mean something else."""
WORD = re.compile(r"\w+")


def is_sensitive(name: str) -> bool:
    """Whether a theme or target group of this name is sensitive."""
    return any(_is_sensitive(word) for word in WORD.findall(match_key(name)))


def _is_sensitive(word: str) -> bool:
    if word in WHOLE or word.startswith(BEGINNINGS):
        return True
    rest = OTHERWISE.sub(" ", word)
    return any(part in rest for part in PARTS)
