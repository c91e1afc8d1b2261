"""Several values in one cell, so that each can be had back."""

from collections.abc import Iterable

BETWEEN, MARK = " | ", "|"
ESCAPE = "\\"
LINE = "\n"


def beside_each_other(values: Iterable[str]) -> str:
    r"""The values with ``" | "`` between them; ``\`` before a ``|`` or ``\`` in one."""
    return BETWEEN.join(_escaped(value).replace(MARK, ESCAPE + MARK) for value in values)


def on_lines(values: Iterable[str]) -> str:
    r"""Each value on a line; a line break within one is written ``\n``, a ``\`` as ``\\``."""
    return LINE.join(_escaped(value).replace(LINE, ESCAPE + "n") for value in values)


def _escaped(value: str) -> str:
    return value.replace(ESCAPE, ESCAPE * 2)
