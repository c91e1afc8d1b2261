"""What scrutiny found, in sentences made from its figures."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from babel.numbers import format_decimal

from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.job_answers import Job
from graph_schema.scrutiny_answers import (
    Calibration,
    Coding,
    Composition,
    Fragility,
    PairVerdict,
    Scrutiny,
    Specification,
    Weighted,
)
from service.gap_text import (
    FOUND,
    LISTED,
    TOLD,
    number,
    pair_name,
    quoted,
    verdict_name,
    words,
)
from service.identity_text import identity_of_pair, named
from visualisations.wording import percent

FRAGILITY_DRAWS = 255
FINE = 0.1  # so near to 1 a share is told in tenths of a per cent
LONG = 90  # seconds from which minutes are told


class Told(NamedTuple):
    """One pair and what is said of it; ``part`` of scrutiny has its card."""

    name: str
    verdict: str
    sentences: list[str]
    a: str
    b: str
    part: Literal["agreement", "composition"]


@cache
def phrases(lang: str) -> dict[str, str]:
    """What is said in one language, by key."""
    place = files("service") / "scrutiny_phrases.toml"
    return {key: said[lang] for key, said in tomllib.loads(place.read_text("utf-8")).items()}


def scrutiny_lines(table: GapTable, found: Scrutiny, lang: str) -> list[Told]:
    """The sentences of every gap, surplus and pair that is as expected.

    Of others what holding year, region and topic equal does, where there is something to explain:
    it may be why they have no verdict.
    """
    names = table.labels(lang)
    told = ((pair, _sentences(pair, found, lang)) for pair in table.pairs)
    return [
        Told(
            pair_name(pair, names),
            verdict_name(pair, lang),
            sentences,
            pair.a,
            pair.b,
            "agreement" if pair.verdict in TOLD else "composition",
        )
        for pair, sentences in told
        if sentences
    ]


def _sentences(pair: SectorPair, found: Scrutiny, lang: str) -> list[str]:
    if pair.verdict in TOLD:
        return _of_pair(pair, found, lang)
    return [
        f"{_within(each, lang)} {_composition(each, lang)}"
        for each in _composed(pair, found)
        if each.explained != "not_asked"
    ]


def calibration_lines(table: GapTable, found: Scrutiny, lang: str) -> list[tuple[str | None, str]]:
    """How often the whole method is wrong where there is nothing to find, by what is chance.

    The one that is wrong most often comes first. Each with what its card is called; a sentence
    before them has none.
    """
    texts, labels = phrases(lang), words(table, lang)["labels"]
    made = {"calibration": found.calibration, "label_calibration": found.label_calibration}
    tried = {name: each for name, each in made.items() if each and each.false_positives is not None}
    if not tried:
        return [("calibration", texts["calibration_none"])]
    lines: list[tuple[str | None, str]] = [
        (name.replace("_", "-"), texts[name].format(**_wrong(each, lang), labels=labels))
        for name, each in sorted(tried.items(), key=lambda item: -item[1].with_verdict)
    ]
    return [(None, texts["calibration_lead"]), *lines] if len(lines) > 1 else lines


def _wrong(made: Calibration, lang: str) -> dict[str, str]:
    ends = (percent(end, lang) for end in (made.with_verdict_low, made.with_verdict_high))
    return {
        "tables": number(made.tables, lang, "#,##0"),
        "share": percent(made.with_verdict, lang),
        "range": "–".join(ends),
        "corrected": percent(made.with_corrected, lang),
        "figures": percent(made.with_figure, lang),
        "pairs": percent(made.false_positives or 0.0, lang),
    }


def _of_pair(pair: SectorPair, found: Scrutiny, lang: str) -> list[str]:
    lines = [_ways(pair, found, lang), *_codings(pair, found, lang), _influence(pair, found, lang)]
    lines += identity_of_pair(pair, found.identity, lang)
    lines += [_weighted(pair, each, lang) for each in found.weighted if _is(each, pair)]
    lines += [_composition(each, lang) for each in _composed(pair, found)]
    held = _held_out(pair, found, lang)
    fragile = (f for f in found.fragility if (f.a, f.b) == (pair.a, pair.b))
    lines += [_fragile(each, lang) for each in fragile]
    return [*lines, *([held] if held else []), *_recording(pair, lang)]


def _is(each: Weighted, pair: SectorPair) -> bool:
    return pair.verdict in FOUND and (each.a, each.b) == (pair.a, pair.b)


def _weighted(pair: SectorPair, found: Weighted, lang: str) -> str:
    """Whether large arenas make the verdict."""
    key = "weighted_same" if found.verdict is pair.verdict else "weighted_other"
    if found.q is None:
        key = "weighted_little"
    return phrases(lang)[key].format(
        ratio=number(found.ratio, lang, "0.00"), verdict=found.verdict.label(lang).lower()
    )


def _fragile(found: Fragility, lang: str) -> str:
    texts = phrases(lang)
    if found.at_most == 0 or found.at_random == 0:
        return texts["fragile_edge"].format(draws=FRAGILITY_DRAWS)
    last = texts[f"robustness_{found.robustness}"].format(
        unseen=number(found.unseen, lang, "#,##0")
    )
    least, most = (number(n, lang, "#,##0") for n in (found.at_most, found.tried))
    one = "_one" if found.at_most == 1 else ""
    if found.at_random is None:
        hardly = texts[f"fragile_hardly{one}"]
        return f"{hardly.format(at_most=least or f'> {most}', tried=most)} {last}"
    often = number(found.at_random, lang, "#,##0")
    return f"{texts[f'fragile{one}'].format(at_most=least, at_random=often)} {last}"


def _ways(pair: SectorPair, found: Scrutiny, lang: str) -> str:
    texts = phrases(lang)
    for each in found.agreement:
        if (each.a, each.b) == (pair.a, pair.b) and each.same_verdict is not None:
            n = each.specifications
            if each.same_verdict == 1:
                return texts["ways_all"].format(n=n)
            same, side = round(each.same_verdict * n), round((each.same_side or 0) * n)
            return texts["ways_some"].format(n=n, same=same, side=side)
    return texts["ways_none"]


def _codings(pair: SectorPair, found: Scrutiny, lang: str) -> list[str]:
    """The codings of sectors that give another verdict of the pair."""
    other = [
        coding_name(way.coding, lang)
        for way in found.specifications
        if way.coding != "usual" and way.counts and _tells_otherwise(pair, way)
    ]
    return [phrases(lang)["coding_some"].format(names=named(other, lang))] if other else []


def _tells_otherwise(pair: SectorPair, way: Specification) -> bool:
    return any(
        (each.a, each.b) == (pair.a, pair.b)
        and each.verdict not in LISTED
        and each.verdict is not pair.verdict
        for each in way.pairs
    )


def coding_name(coding: Coding, lang: str) -> str:
    """What a coding of sectors is called."""
    return phrases(lang)[f"coding_{coding}"]


def coding_reasons(found: Scrutiny, lang: str) -> list[tuple[str, str]]:
    """The other codings that were tried, and why somebody would count so."""
    tried = dict.fromkeys(way.coding for way in found.specifications if way.coding != "usual")
    return [(coding_name(coding, lang), phrases(lang)[f"why_{coding}"]) for coding in tried]


def decisive(pair: SectorPair, found: Scrutiny) -> list[str]:
    """The arenas and actors without which the verdict of the pair is another."""
    return [
        left.left_out.name
        for left in (*found.arenas, *found.actors)
        if any((each.a, each.b) == (pair.a, pair.b) for each in left.changed)
    ]


def _influence(pair: SectorPair, found: Scrutiny, lang: str) -> str:
    texts, names = phrases(lang), decisive(pair, found)
    if not names:
        return texts["influence_none"].format(arenas=len(found.arenas), actors=len(found.actors))
    return texts["influence_some"].format(names=named([quoted(n, lang) for n in names], lang))


def _composed(pair: SectorPair, found: Scrutiny) -> list[Composition]:
    return [each for each in found.composition if (each.a, each.b) == (pair.a, pair.b)]


def _within(found: Composition, lang: str) -> str:
    """The ratio before anything but source and kind is held equal, of which nothing is claimed."""
    ratio = number(found.steps[0].ratio, lang, "0.00")
    return phrases(lang)["within_untested"].format(ratio=ratio)


def _composition(found: Composition, lang: str) -> str:
    texts = phrases(lang)
    by = texts[f"by_{found.by}"] if found.by is not None else ""
    first, last = found.steps[0].ratio, found.steps[-1].ratio
    return texts[found.explained].format(
        by=by, first=number(first, lang, "0.00"), last=number(last, lang, "0.00")
    )


def _held_out(pair: SectorPair, found: Scrutiny, lang: str) -> str | None:
    splits = [
        held
        for held in found.held_out
        if (held.found.a, held.found.b, held.found.verdict) == (pair.a, pair.b, pair.verdict)
        and held.after.ratio is not None
    ]
    if not splits:
        return None
    return phrases(lang)["held_out"].format(
        n=len(splits),
        same=sum(held.after.verdict is held.found.verdict for held in splits),
        side=sum(_same_side(held.found, held.after) for held in splits),
    )


def _same_side(one: PairVerdict, other: PairVerdict) -> bool:
    return (
        one.ratio is not None and other.ratio is not None and (one.ratio < 1) == (other.ratio < 1)
    )


def _recording(pair: SectorPair, lang: str) -> list[str]:
    """How much rarer, or commoner, its meetings would have to be recorded to explain it away."""
    if pair.recording_ratio is None:
        return []
    near = abs(pair.recording_ratio - 1) < FINE  # in whole per cent it would be all of them
    share = percent(pair.recording_ratio, lang, int(near), int(near))
    return [phrases(lang)[f"recording_{pair.verdict.value}"].format(ratio=share)]


def job_line(job: Job, lang: str, *, ending: bool = False) -> str:
    """How far a run has come, or that it is about to end."""
    texts = phrases(lang)
    if ending:
        return texts["job_ending"]
    if job.state == "running" and job.total and job.seconds_left is not None:
        return texts["job_running"].format(
            done=job.done, total=job.total, left=_duration(job.seconds_left, lang)
        )
    key = {"running": "job_begun", "done": "job_begun"}.get(job.state, f"job_{job.state}")
    return texts[key].format(error=job.error or "")


def _duration(seconds: float, lang: str) -> str:
    texts = phrases(lang)
    if seconds < LONG:
        left = max(1, round(seconds))
        said = texts["second" if left == 1 else "seconds"]
        return said.format(n=format_decimal(left, locale=lang))
    return texts["minutes"].format(n=format_decimal(round(seconds / 60), locale=lang))
