"""The only way to an id."""

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
ID_DIGEST_CHARS = 16  # 64 bits: about 10**-7 chance of one clash among two million keys


def make_id(prefix: str, *parts: str) -> str:
    """Build a stable id such as ``act-1f0c…`` from the source's own key."""
    if not parts or not all(part.strip() for part in parts):
        raise ValueError(f"an id needs non-empty parts, got {parts!r}")
    key = "\x1f".join(unicodedata.normalize("NFC", part).strip() for part in parts)
    return f"{prefix}-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:ID_DIGEST_CHARS]}"


def canonical_json(value: Mapping[str, Any] | list[Any]) -> str:
    """JSON with sorted keys, no spaces and NFC text: equal values give equal bytes."""
    try:
        text = orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # half a surrogate pair or a huge number: rare, and the slow way writes both
        text = CANONICAL.encode(value)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def digest(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
