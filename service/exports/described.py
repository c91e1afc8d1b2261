"""What each format is for, and what it keeps, regroups and leaves out."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graph_schema.base import GraphModel
from service.exports.formats import FORMATS, ExportForm

HEADERS = ("format", "for", "keeps", "regroups", "leaves out")


class Words(GraphModel):
    """What is said of a format in both languages."""

    title: str
    for_sv: str
    for_en: str
    kept_sv: str
    kept_en: str
    regrouped_sv: str
    regrouped_en: str
    left_out_sv: str
    left_out_en: str


class DescribedFormat(GraphModel):
    """A format in one language."""

    format: str
    title: str
    ending: str
    media_type: str
    needs_base_address: bool
    whom: str
    kept: str
    regrouped: str
    left_out: str


class DescribedFormats(GraphModel):
    """All formats a graph can be exported in."""

    formats: tuple[DescribedFormat, ...]


@cache
def words() -> Mapping[ExportForm, Words]:
    """What is said of every format."""
    text = (files("service.exports") / "formats.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    return {form: Words.model_validate(told[form.value]) for form in ExportForm}


def described_formats(lang: str) -> DescribedFormats:
    """The list in one language."""
    return DescribedFormats(formats=tuple(described_format(form, lang) for form in FORMATS))


def described_format(form: ExportForm, lang: str) -> DescribedFormat:
    """One of them."""
    kind, said = FORMATS[form], words()[form].model_dump()
    return DescribedFormat(
        format=form.value,
        title=said["title"],
        ending=kind.ending,
        media_type=kind.media_type,
        needs_base_address=kind.needs_base,
        whom=said[f"for_{lang}"],
        kept=said[f"kept_{lang}"],
        regrouped=said[f"regrouped_{lang}"],
        left_out=said[f"left_out_{lang}"],
    )


def as_markdown(lang: str, *, short: bool = False) -> str:
    """The list as the table of docs/exports.md, or with whom each is for alone."""
    headers = HEADERS[:2] if short else HEADERS
    lines = [f"| {' | '.join(headers)} |", "|---" * len(headers) + "|"]
    for one in described_formats(lang).formats:
        name = f"`{one.format}` {one.title}"
        cells = (name, one.whom, one.kept, one.regrouped, one.left_out)[: len(headers)]
        lines.append("| " + " | ".join(map(_in_markdown, cells)) + " |")
    return "\n".join(lines)


def _in_markdown(text: str) -> str:
    """The text as a cell of a table."""
    return text.replace("\\", "\\\\").replace("|", "\\|")
