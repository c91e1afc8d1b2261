"""The tables of bridges and brokers: every measure of an actor, of an arena, of a participation."""

from graph_schema.network_answers import BridgingAnswer, Broker, BrokersAnswer
from visualisations.broker_phrases import BrokerPhrase as Say
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.wording import require_language

LED = (
    Say.LED_COORDINATOR, Say.LED_CONSULTANT, Say.LED_REPRESENTATIVE, Say.LED_GATEKEEPER,
    Say.LED_LIAISON,
)  # fmt: skip
COLUMNS = (
    Say.ACTOR, Say.SECTOR, Say.ARENA_COUNT, Say.PARTNERS, Say.SOLE, Say.BURDEN, Say.SOLE_SMALL,
    Say.MASS, Say.NEXT_PIECE, Say.APART, Say.TOTAL, Say.COORDINATOR, Say.CONSULTANT, Say.GATE,
    Say.LIAISON, Say.UNPLACED, Say.Z, Say.BETWEEN, Say.ERROR, Say.CONSTRAINT_VALUE, Say.TO_MEDIAN,
    Say.SIZE, Say.PLACE, Say.STAYS, Say.CREDIT, *LED, Phrase.LISTS_COMPLETE, Say.UNITS, Say.ID,
)  # fmt: skip
ARENA_COLUMNS = (
    Say.ARENA, Say.YEAR, Say.PARTICIPANTS, Say.PIECES, Say.MASS, Say.NEXT_PIECE, Say.APART,
    Say.STAYS, Say.LIST_COMPLETE, Say.ID,
)  # fmt: skip


def broker_tables(answer: BrokersAnswer, lang: str) -> tuple[Table]:
    """Actors in the order asked for."""
    require_language(lang)
    large = str(answer.parameters.large_arena)
    headers = tuple(say.fill(lang, large=large) for say in COLUMNS)
    rows = tuple(_row(broker, lang) for broker in answer.items)
    return (Table(headers, rows, Say.CAPTION.label(lang)),)


def arena_tables(answer: BridgingAnswer, lang: str) -> tuple[Table, Table]:
    """Arenas by what would come apart without them, and single participations likewise."""
    require_language(lang)
    said = {True: Say.YES.label(lang), False: Say.NO.label(lang)}
    rows = tuple(
        (
            arena.arena.name,
            str(arena.year) if arena.year is not None else None,
            *(arena.participants, arena.pieces, arena.cut_mass, arena.next_piece),
            *(arena.pairs_separated, arena.stays, said[arena.list_complete], arena.arena.id),
        )
        for arena in answer.items
    )
    ties = tuple(
        (
            *(tie.actor.name, tie.arena.name, tie.cut_mass, tie.pairs_separated),
            said[tie.list_complete],
        )
        for tie in answer.ties
    )
    words = (Say.ACTOR, Say.ARENA, Say.MASS, Say.APART, Say.LIST_COMPLETE)
    of_ties = tuple(say.label(lang) for say in words)
    return (
        Table(tuple(say.label(lang) for say in ARENA_COLUMNS), rows, Say.ARENA_CAPTION.label(lang)),
        Table(of_ties, ties, Say.TIE_CAPTION.label(lang), name=Say.TIE_NAME.label(lang)),
    )


def _row(broker: Broker, lang: str) -> tuple[Cell, ...]:
    roles = broker.roles
    null = broker.against_null
    more = broker.units_total > len(broker.units)
    return (
        broker.actor.name,
        broker.sector.label(lang),
        *(broker.arenas, broker.partners),
        *(broker.sole_pairs, broker.burden, broker.sole_pairs_without_large),
        *(broker.cut_mass, broker.next_piece, broker.pairs_separated),
        *(roles.total, roles.coordinator, roles.consultant, roles.gate, roles.liaison),
        roles.unplaced,
        None if null is None else null.total.z,
        *(broker.betweenness, broker.betweenness_error),
        *(broker.constraint, broker.constraint_to_median),
        *(broker.effective_size, broker.band_place),
        *(broker.stays, broker.partial_credit, *_led(broker)),
        broker.arenas_complete / broker.arenas if broker.arenas else None,
        ", ".join(unit.name for unit in broker.units) + (", …" if more else ""),
        broker.actor.id,
    )


def _led(broker: Broker) -> tuple[Cell, ...]:
    led = broker.led
    if led is None:
        return (None,) * len(LED)
    return (led.coordinator, led.consultant, led.representative, led.gatekeeper, led.liaison)
