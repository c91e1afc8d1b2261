"""Core and groups in words and rows: what the map shows, and whether one can rely on it."""

import tomllib
from functools import cache
from importlib.resources import files

from graph_schema.answers import PartPage
from graph_schema.group_answers import CoreMember, Group, GroupsAnswer, Modularity, SectorCount
from graph_schema.vocabularies import Sector
from queries.network.brokers import BrokerQuestion
from queries.readmodel.open import ReadModel
from service.counted_text import counted
from service.coverage_text import unseen_lines
from service.examining import examining_command
from service.gap_text import number, small
from service.listed_text import coverage_lines, is_thin, share
from service.part_text import part_lines

NAMED = 3  # members that stand for a group
ARENAS = ("arenas", "left_out")
FAR = 1.96  # from where on z says that chance gives something else
HEADERS = {
    "sv": ("vilka", "aktörer", "arenor", "deltaganden"),
    "en": ("which", "actors", "arenas", "participations"),
}
CORE_HEADERS = {
    "sv": ("aktör", "sektor", "α", "arenor i kärnan", "arenor"),
    "en": ("actor", "sector", "α", "arenas in the core", "arenas"),
}


@cache
def phrases(lang: str) -> dict[str, str]:
    """What is said in one language, by key."""
    place = files("service") / "group_phrases.toml"
    return {key: said[lang] for key, said in tomllib.loads(place.read_text("utf-8")).items()}


def groups_summary(found: GroupsAnswer, lang: str) -> list[str]:
    """What the core and the groups say, and what they do not, in sentences made from figures."""
    says, network = phrases(lang), found.network
    if not network.participations:
        return [says["nothing"]]
    arenas = {name: counted(getattr(network, name), "arenas", lang) for name in ARENAS}
    actors = {"actors": counted(network.actors or 0, "actors", lang)}
    actors |= {"repeating": number(network.repeating, lang, "#,##0")}
    key = "network_sensitive" if network.repeating is None else "network"
    key = "network_alone" if network.actors is None else key
    lines = [says[key].format(**arenas, **actors)]
    lines += _core(found, lang) + _groups(found, lang) + _hidden(found, lang)
    lines.append(says["merit"])
    lines.append(coverage_lines(found.coverage, lang)[0])  # the next is said above
    lines += unseen_lines(found.coverage.unseen, lang)
    lines += part_lines(exploratory=found.exploratory, lang=lang)
    if found.command is not None:
        what = says["missing_runs" if found.stability is None else "missing_null"]
        lines.append(says["missing"].format(what=what, command=found.command))
    return lines


def _core(found: GroupsAnswer, lang: str) -> list[str]:
    says, cores = phrases(lang), found.cores
    if found.sensitive:
        return [says["sensitive"]]
    if not cores.levels:
        return [says["no_core"]]
    first, last = cores.levels[0], cores.levels[-1]
    lines = [says["core"].format(**_counts(lang, actors=first.actors, arenas=first.arenas))]
    mixes = {"mix": mix(first.sectors, lang), "all": mix(found.network.sectors, lang)}
    lines.append(says["mix"].format(**mixes))
    if last.alpha > first.alpha:
        lines.append(says["deep"].format(**_counts(lang, alpha=last.alpha, actors=last.actors)))
    null = cores.against_null
    if null is not None:
        than = _than(null.actors.z, ("more", "fewer", "alike"))
        lines.append(
            says["core_null"].format(
                expected=number(null.actors.expected, lang),
                sd=number(null.actors.sd, lang),
                observed=number(null.actors.observed, lang, "#,##0"),
                than=says[than],
            )
        )
    return [*lines, says["unknown"].format(share=share(cores.known_share, lang, fine=False))]


def _groups(found: GroupsAnswer, lang: str) -> list[str]:
    says, stable, modularity = phrases(lang), found.stability, found.modularity
    if stable is None or modularity is None or found.network.repeating is None:
        return []
    if stable.mean is None:
        return [says["one"]]
    line = says["stable" if stable.is_stable else "unstable"].format(
        mean=number(stable.mean, lang, "0.00"),
        least=number(stable.least, lang, "0.00"),
        threshold=number(stable.threshold, lang, "0.0"),
        **_counts(
            lang, runs=modularity.runs, found=found.found or 0, small=found.small or 0,
            least_actors=found.least_actors,
        ),
    )  # fmt: skip
    if stable.is_stable and found.unsure:
        line += " " + says["unsure"].format(
            **_counts(lang, unsure=found.unsure, found=found.found or 0)
        )
    null = modularity.against_null
    if null is None:
        return [line]
    values = {"observed": null.observed, "expected": null.expected, "sd": null.sd}
    told = {name: number(value, lang, "0.000") for name, value in values.items()}
    z = "–" if null.z is None else number(null.z, lang)
    clear = "clear" if stable.is_stable else "clear_unstable"
    than = "thin" if is_thin(found.coverage) else _than(null.z, (clear, "weak", "same"))
    says_of_null = says["modular"].format(**told, z=z, p=small(null.p, lang), than=says[than])
    return [line, says_of_null, *_by_seed(modularity, lang)]


def _by_seed(modularity: Modularity, lang: str) -> list[str]:
    """How many runs are compared, and how far p hangs on which."""
    if modularity.compared_runs is None or modularity.p_range is None:
        return []
    least, most = (small(p, lang) for p in modularity.p_range)
    compared = _counts(lang, runs=modularity.compared_runs)["runs"]
    return [phrases(lang)["by_seed"].format(compared=compared, least=least, most=most)]


def _hidden(found: GroupsAnswer, lang: str) -> list[str]:
    hidden = found.hidden
    if hidden is None or hidden.core is None or hidden.groups is None:
        return []
    return [
        phrases(lang)["hidden"].format(
            repeats=hidden.repeats,
            core=share(hidden.core, lang, fine=False),
            least=share(hidden.core_least, lang, fine=False),
            groups=number(hidden.groups, lang, "0.00"),
            groups_least=number(hidden.groups_least, lang, "0.00"),
        )
    ]


def _than(z: float | None, words: tuple[str, str, str]) -> str:
    if z is None or abs(z) < FAR:
        return words[2]
    return words[0] if z > 0 else words[1]


def mix(sectors: tuple[SectorCount, ...], lang: str) -> str:
    """The sectors that are there, most first, with their shares; not where one is hidden."""
    there = sorted((s for s in sectors if s.actors), key=lambda s: -(s.actors or 0))
    if any(s.actors is None for s in sectors):
        return phrases(lang)["not_shown"]
    return ", ".join(f"{share(s.share, lang, fine=False)} {word(s.sector, lang)}" for s in there)


def word(sector: Sector, lang: str) -> str:
    """The sector within a sentence, without what stands in brackets."""
    return sector.label(lang).partition(" (")[0].lower()


def group_name(group: Group) -> str:
    """A group by those of its members that are in most of its arenas, if they are shown."""
    names = ", ".join(member.actor.name for member in group.members[:NAMED])
    return f"{names} …".strip() if group.actors > NAMED or not names else names


def groups_rows(found: GroupsAnswer, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers, then a row per level of the core and per group, for a terminal."""
    headers = (*HEADERS[lang], *(word(sector, lang) for sector in Sector))
    group = "grupp" if lang == "sv" else "group"
    core = "kärna" if lang == "sv" else "core"
    rows = [
        (f"{core} α={level.alpha}", *_row((level.actors, level.arenas, level.participations),
                                          level.sectors, lang))
        for level in found.cores.levels
    ] + [
        (f"{group} {each.number}: {group_name(each)}",
         *_row((each.actors, each.arenas, each.participations), each.sectors, lang))
        for each in found.items
    ]  # fmt: skip
    return headers, rows


def core_title(found: PartPage[CoreMember], lang: str) -> str:
    """How many of the core are listed."""
    return phrases(lang)["shown"].format(
        **_counts(lang, shown=len(found.items), total=found.total or 0)
    )


def core_rows(
    found: PartPage[CoreMember], lang: str
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per actor of the core, for a terminal."""
    rows = [
        (
            member.actor.name,
            member.sector.label(lang),
            *_numbers((member.alpha, member.in_core, member.arenas), lang),
        )
        for member in found.items
    ]
    return CORE_HEADERS[lang], rows


def _row(counts: tuple[int, ...], sectors: tuple[SectorCount, ...], lang: str) -> tuple[str, ...]:
    return _numbers((*counts, *(sector.actors for sector in sectors)), lang)


def _numbers(values: tuple[int | None, ...], lang: str) -> tuple[str, ...]:
    hidden = phrases(lang)["not_shown"]
    return tuple(hidden if value is None else number(value, lang, "#,##0") for value in values)


def with_command(
    found: GroupsAnswer, question: BrokerQuestion, model: ReadModel, as_of: str | None
) -> GroupsAnswer:
    """The answer with the command that computes what it has not got; an empty one lacks nothing.

    Nor does one whose groups are not told: what is computed would not be shown.
    """
    untold = found.sensitive and found.network.repeating is None
    if found.null is not None or not found.network.participations or untold:
        return found
    command = examining_command("groups", question, model.audience, as_of)
    return found.model_copy(update={"command": command})


def _counts(lang: str, **counts: int) -> dict[str, str]:
    return {name: number(count, lang, "#,##0") for name, count in counts.items()}
