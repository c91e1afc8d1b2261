"""A number with its noun, in the form that the number asks for."""

from service.gap_text import number

NOUNS = {
    "sv": {
        "actors": ("aktör", "aktörer"),
        "arenas": ("arena", "arenor"),
        "ties": ("koppling", "kopplingar"),
        "pairs": ("par", "par"),
        "partners": ("partner", "partner"),
    },
    "en": {
        "actors": ("actor", "actors"),
        "arenas": ("arena", "arenas"),
        "ties": ("tie", "ties"),
        "pairs": ("pair", "pairs"),
        "partners": ("partner", "partners"),
    },
}


def counted(count: int, noun: str, lang: str) -> str:
    """1 arena, 2 arenor."""
    one, several = NOUNS[lang][noun]
    return f"{number(count, lang, '#,##0')} {one if count == 1 else several}"
