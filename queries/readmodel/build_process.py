"""Builds one read model in a process of its own: the order comes as JSON on standard input."""

import gc
import json
import os
import sys
from pathlib import Path

from graph_schema.vocabularies import Audience
from queries.readmodel.build import build
from queries.stores.opening import open_store

GIVE_WAY = 10  # added to the process's niceness: requests come first


def main() -> None:
    """Read the order, build, and leave the folder where the library finds it."""
    os.nice(GIVE_WAY)
    gc.disable()  # a build makes millions of small values and no cycles; the process ends with it
    order = json.load(sys.stdin)
    address = order["address"]
    audience = next(a for a in Audience if a.value == order["audience"])
    store = open_store(address["url"], user=address["user"], password=address["password"])
    try:
        build(store, int(order["version"]), audience, Path(order["folder"]))
    finally:
        store.shut()


if __name__ == "__main__":
    main()
