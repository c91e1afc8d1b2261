"""In which language a reader is answered."""

from babel import negotiate_locale
from fastapi import Request

from service.accepting import LONGEST, listed

LANGUAGES = ("sv", "en")
DEFAULT = "sv"


def chosen_language(request: Request) -> str:
    """What ``lang`` says, else what the browser prefers, else Swedish; never an error."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    return preferred(listed(request, "accept-language"))


def language_asked_for(request: Request) -> str | None:
    """The language a program asked for, where it did: most say none, or any."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    return _negotiated(listed(request, "accept-language"))


def preferred(accept: str) -> str:
    """The first of our languages by the weights of an Accept-Language header, else Swedish."""
    return _negotiated(accept) or DEFAULT


def _negotiated(accept: str) -> str | None:
    weighted = []
    for place, part in enumerate(accept[:LONGEST].split(",")):
        name, _, weight = part.partition(";q=")
        try:
            weighted.append((-float(weight or 1), place, name.strip().split("-")[0].lower()))
        except ValueError:
            continue  # a weight that is no number says nothing
    wanted = [name for weight, _, name in sorted(weighted) if weight < 0]
    return negotiate_locale(wanted, LANGUAGES)
