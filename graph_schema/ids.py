"""The only way to an id."""

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
SMALLEST, LARGEST = -(2**63), 2**64 - 1  # what orjson reads back as it stood
ID_DIGEST_CHARS = 16  # 64 bits: about 10**-7 chance of one clash among two million keys


def make_id(prefix: str, *parts: str) -> str:
    """Build a stable id such as ``act-1f0c…`` from the source's own key."""
    if not parts or not all(part.strip() for part in parts):
        raise ValueError(f"an id needs non-empty parts, got {parts!r}")
    key = "\x1f".join(unicodedata.normalize("NFC", part).strip() for part in parts)
    return f"{prefix}-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:ID_DIGEST_CHARS]}"


def canonical_json(value: Mapping[str, Any] | list[Any]) -> str:
    """JSON with sorted keys, no spaces and NFC text: equal values give equal bytes.

    A whole number beyond 64 bits is written as text, so that no reader rounds it.
    """
    try:
        text = orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # half a surrogate pair or a huge number: rare, and the slow way writes both
        text = CANONICAL.encode(_huge_as_text(value))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _huge_as_text(value: Any) -> Any:
    if isinstance(value, int) and not SMALLEST <= value <= LARGEST:
        return str(value)
    if isinstance(value, Mapping):
        return {name: _huge_as_text(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_huge_as_text(inner) for inner in value]
    return value


def digest(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
