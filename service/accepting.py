"""Which of the forms on offer a caller wants most (RFC 9110, 12.5.1)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fastapi import Request

LONGEST = 8_192  # characters that are read; no browser and no library sends as many
ANY = "*"
ANYTHING = "*/*"
EXACTLY, NONE = 3, (0, 0.0)


class _Range(NamedTuple):
    kind: str
    sub: str
    weight: float

    def fits(self, media_type: str) -> int:
        """How exactly the range names the type: 3 the type, 2 its kind, 1 anything, 0 not."""
        kind, _, sub = media_type.partition("/")
        if (self.kind, self.sub) == (kind, sub):
            return EXACTLY
        if (self.kind, self.sub) == (kind, ANY):
            return 2
        return 1 if (self.kind, self.sub) == (ANY, ANY) else 0


def listed(request: Request, name: str) -> str:
    """A header that is a list: the values of all fields of this name as one (RFC 9110, 5.3)."""
    return ", ".join(request.headers.getlist(name))


def accepted(request: Request) -> str:
    """The media types a caller accepts, up to the last whole one that is read."""
    accept = listed(request, "accept")
    return accept if len(accept) <= LONGEST else accept[:LONGEST].rpartition(",")[0]


def chosen(accept: str, offered: Mapping[str, str]) -> str | None:
    """The form of the type with the highest weight, the first on offer among equals; None if none.

    The most exact range decides a type's weight, and weight 0 rules the type out. Who names no
    type takes any. A form on offer as several types is sent as the first of them: for another it is
    given to who names that one, and does not refuse the first.
    """
    ranges = _ranges(accept if accept.strip(" \t,") else ANYTHING)
    sent: dict[str, str] = {}
    best, form = 0.0, None
    for media_type, name in offered.items():
        exactly, weight = _weighed(ranges, media_type)
        first = sent.setdefault(name, media_type)
        if first != media_type and (exactly < EXACTLY or _refused(accept, first)):
            continue
        if weight > best:
            best, form = weight, name
    return form


def _weighed(ranges: Sequence[_Range], media_type: str) -> tuple[int, float]:
    """How exactly a type is named at best, and with which weight; noughts where it is not."""
    return max(((r.fits(media_type), r.weight) for r in ranges if r.fits(media_type)), default=NONE)


def _refused(accept: str, media_type: str) -> bool:
    """Whether the caller names the type itself, with weight 0."""
    weights = [r.weight for r in _ranges(accept) if f"{r.kind}/{r.sub}" == media_type]
    return bool(weights) and max(weights) == 0.0


def _ranges(accept: str) -> list[_Range]:
    found = []
    for part in accept.lower().split(","):
        media, *params = (piece.strip() for piece in part.split(";"))
        kind, slash, sub = media.partition("/")
        weight = _weight(params)
        if slash and weight is not None:
            found.append(_Range(kind, sub, weight))
    return found


def _weight(params: list[str]) -> float | None:
    """The weight of a range, 1 where none is given; None for one that is no number from 0 to 1."""
    for param in params:
        name, _, value = param.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return None
            return weight if 0 <= weight <= 1 else None
    return 1.0
