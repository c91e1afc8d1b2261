"""A saved web page as the lines a reader sees, a label and its value on lines of their own."""

import re
from collections.abc import Iterator

from lxml import etree, html

from importers.files import SourceFile

SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form",
     "button", "svg", "head", "iframe", "select"}
)  # fmt: skip
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong",
     "sub", "sup", "time", "u", "wbr", "label"}
)  # fmt: skip
LABEL_ELEMENTS = frozenset({"dt", "th"})
SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
SCANNED = 4096  # bytes; a page declares its encoding near the top


def is_html(data: bytes) -> bool:
    """Whether the bytes begin as a web page does."""
    start = data[:SCANNED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(
        (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<main", b"<!--")
    )


def text_of(file: SourceFile, data: bytes) -> str:
    """The visible text of the page's main part, one block a line."""
    declared = DECLARED.search(data[:SCANNED])
    encoding = "utf-8-sig" if declared is None else declared[1].decode("ascii").lower()
    try:
        source = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise file.error(
            f"a page in the encoding it declares, {encoding}", "save the page again as UTF-8"
        ) from error
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(re.sub(r"\A\s*<\?xml[^>]*\?>", "", source), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise file.error("a web page with text in it", "save the page again") from error
    main = next(tree.iter("main"), tree)
    return "\n".join(_lines(main))


def _lines(element: html.HtmlElement) -> Iterator[str]:
    pieces: list[str] = []
    for piece in _pieces(element):
        if piece != "\n":
            pieces.append(piece)
            continue
        line = SPACES.sub(" ", "".join(pieces)).strip()
        pieces.clear()
        if line:
            yield line
    line = SPACES.sub(" ", "".join(pieces)).strip()
    if line:
        yield line


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    """Text and line breaks in reading order; a label gets its colon, a list item its bullet."""
    stack: list[tuple[html.HtmlElement, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else None
        if closing:
            yield from _after(node, tag)
            if node is not element:
                yield node.tail or ""
            continue
        if tag is None or tag in SKIPPED:
            yield node.tail or ""
            continue
        yield from _before(tag)
        yield node.text or ""
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


def _before(tag: str) -> Iterator[str]:
    if tag not in INLINE:
        yield "\n"
    if tag == "li":
        yield "• "


def _after(node: html.HtmlElement, tag: str | None) -> Iterator[str]:
    if tag in LABEL_ELEMENTS and not "".join(node.itertext()).strip().endswith(":"):
        yield ":"
    if tag not in INLINE:
        yield "\n"
