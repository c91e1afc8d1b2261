"""What is said of an answer that is about a part of the map somebody chose to look at."""

EXPLORATORY = {
    "sv": "Utforskande: detta är ett urval av kartan, eller prövat på ett valt sätt. I många urval "
    "syns något av en slump i något av dem.",
    "en": "Exploratory: this is a selection of the map, or tested in a way somebody chose. Of many "
    "selections some show something by chance.",
}


def part_lines(*, exploratory: bool, lang: str) -> list[str]:
    """That it is exploratory, where it is."""
    return [EXPLORATORY[lang]] if exploratory else []
