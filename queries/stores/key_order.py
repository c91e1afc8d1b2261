"""Keys as Neo4j must hold them, so that its comparisons and its order agree.

Neo4j 5.26 sorts text by code point but compares it by UTF-16 unit, and the two differ between
U+E000 and emoji: a page read on from such a key would leave rows out. Written as an escape, every
text keeps its place in the order of code points, whichever way it is compared.
"""

import re

ESCAPE = "\ud7fb"  # an archaic letter just below the code units of UTF-16 pairs
HIGH = re.compile("[\ud7fb-\ud7ff\ue000-\U0010ffff]")
ESCAPED = re.compile("\ud7fb([0-9a-f]{6})")


def stored_key(key: str) -> str:
    """The key with its highest characters as six hexadecimal digits; mostly the key itself."""
    if key.isascii():
        return key
    return HIGH.sub(lambda found: f"{ESCAPE}{ord(found[0]):06x}", key)


def key_of(stored: str) -> str:
    """The key that was stored."""
    if ESCAPE not in stored:
        return stored
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), stored)
