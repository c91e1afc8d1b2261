"""The questions of the query page, answered when a store is built, so that nobody waits for them.

On a large store the longest of them takes tenths of a second, most of it in looking up names. The
answers lie beside the store, are there when it is, and go with it. Each begins with its digest: one
that a disk or a hand has damaged is worked out anew.
"""

import logging
import os
from contextlib import suppress
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path

from pyoxigraph import Store

from graph_schema.ids import digest
from graph_schema.rdf import Terms
from service.sparql.child import answered
from service.sparql.children import Answer, Order
from service.sparql.examples import examples
from service.sparql.limits import MEBIBYTE
from service.sparql.origin import STORE

log = logging.getLogger(__name__)

ANSWERS = "answers"
FORM = "json"
"""What the page reads, and what a program gets that takes anything."""
DIGEST = sha256().digest_size
MOST_EACH = 64 * MEBIBYTE  # of one answer


def ask_beforehand(folder: Path, base: str) -> None:
    """Write the answers beside a store that nobody asks yet."""
    store = Store.read_only(str(folder / STORE))
    terms = Terms(base)
    (folder / ANSWERS).mkdir()
    for example in examples().values():
        query = example.written(terms.prefixes)
        order = Order(query, FORM, None, terms.base, terms.prefixes, "unsaid")
        told, body = answered(store, order._asdict(), MOST_EACH)
        if told["state"] == "done":
            _place(folder, query).write_bytes(sha256(body).digest() + body)


def asked_beforehand(folder: Path, order: Order, most: int) -> Answer | None:
    """The answer to a question of the query page as the page writes it, if it is there.

    None of more bytes than ``most``: what is said then is for the engine to find. Its bytes
    are read once before they are sent, 8 MB in some 15 ms.
    """
    if order.table != FORM or order.dataset != "unsaid":
        return None
    place = _place(folder, order.query)
    if not place.exists():
        return None
    with suppress(OSError):
        body = place.open("rb")  # the caller closes it with the answer
        size = os.fstat(body.fileno()).st_size - DIGEST
        if size > most:
            body.close()
            return None
        if _is_whole(body):
            return Answer(FORM, body, size)
        body.close()
    log.warning("not the answer written when its store was built: %s", place)
    return None


def _is_whole(body: BufferedReader) -> bool:
    """Whether a file holds what was written; it stands then where the answer begins."""
    told = body.read(DIGEST)
    is_whole = file_digest(body, sha256).digest() == told
    body.seek(DIGEST)
    return is_whole


def _place(folder: Path, query: str) -> Path:
    """Where the answer lies; a form sends lines as CR and LF, which mean the same in them all."""
    lines = query.replace("\r\n", "\n")
    return folder / ANSWERS / f"{digest(lines)}.{FORM}"
