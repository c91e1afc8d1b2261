"""What the rules left to people, in words: which records, why, and what joined nobody."""

from collections.abc import Mapping

from queries.projection.identity import Review
from queries.projection.project import MET_IN_DOUBT

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "one abbreviation, several actors": "Förkortningen ”{about}” leder till flera aktörer: "
        "{names}. Den har inte fört ihop någon av dem; det gör ett helt namn eller ett nummer som "
        "de har gemensamt.",
        "abbreviations lead to several identified actors": "Förkortningar leder till flera aktörer "
        "med egna nummer: {names}. De har inte fört ihop någon av dem.",
        "one name, several identified actors": "Namnet ”{about}” leder till flera aktörer med egna "
        "nummer: {names}. Det har inte fört ihop någon av dem.",
        "names lead to several identified actors": "Olika namn på samma aktör leder till flera "
        "aktörer med egna nummer: {names}. Bara aktörernas egna namn har fått föra ihop dem.",
        "one name in several lists": "”{about}” står i flera källors listor: {names}. De räknas "
        "var för sig, för källorna kan mena olika saker med det.",
        "two orgnr linked by another identifier": "Organisationsnumren {about} hänger ihop genom "
        "en annan identifierare: {names}. Den har inte fört ihop någon av dem.",
        MET_IN_DOUBT: "Källor är oense om någon medverkade ({about}): {names}. Det räknas som "
        "medverkan; rätta en av källorna om det inte var så.",
    },
    "en": {
        "one abbreviation, several actors": "The abbreviation “{about}” leads to several actors: "
        "{names}. It has joined none of them; a full name or a number they have in common does.",
        "abbreviations lead to several identified actors": "Abbreviations lead to several actors "
        "with numbers of their own: {names}. They have joined none of them.",
        "one name, several identified actors": "The name “{about}” leads to several actors with "
        "numbers of their own: {names}. It has joined none of them.",
        "names lead to several identified actors": "Different names of one actor lead to several "
        "actors with numbers of their own: {names}. Only the actors' own names may join them.",
        "one name in several lists": "“{about}” stands in the lists of several sources: {names}. "
        "They are counted apart, for the sources may mean different things by it.",
        "two orgnr linked by another identifier": "The organisation numbers {about} are linked by "
        "another identifier: {names}. It has joined none of them.",
        MET_IN_DOUBT: "Sources disagree whether somebody took part ({about}): {names}. It counts "
        "as taking part; correct one of the sources if it was not so.",
    },
}
DECIDE = {
    "sv": "Avgör med `ekokarta judge same|different POST POST --reason … --role …`.",
    "en": "Decide with `ekokarta judge same|different RECORD RECORD --reason … --role …`.",
}


def review_line(case: Review, called: Mapping[str, str], lang: str) -> str:
    """One case as a sentence; ``called`` are the names of the nodes that records are part of."""
    names = {called[record] for record in case.records}
    if case.rule == "one name in several lists":
        names = {f"{called[record]} ({record.partition('/')[0]})" for record in case.records}
    if case.rule == MET_IN_DOUBT:
        return SENTENCES[lang][case.rule].format(
            about=case.about, names=" – ".join(called[record] for record in case.records)
        )
    listed = "; ".join(sorted(names))
    return SENTENCES[lang][case.rule].format(about=case.about, names=listed)
