"""One small graph that every test here can hold in its head, in three versions.

register (version 1; public; projects of 2015–2021 with complete lists, 2018 not covered)

    Malmö stad ──owner────┐                         Åsa Kooperativ ──owner──┐
    Åsa Kooperativ ───────┤ Delad vinst             Ärla universitet ───────┤ Bron
    Öresund AB ───────────┤ 2015-03 … 2016-12       Fritidsförvaltningen ───┘ 2019 … 2021
    (Ärla co-finances) ···┘                          (a unit of Malmö stad)

    Öresund AB ──owner──┐
    Ärla universitet ───┘ Odaterat (no dates; "en förening" takes part)      Zeta Ensam (no ties)

    Delad vinst: Skåne län, theme Arbete, Programområde C (part of ESF+); granted 1000.50 SEK by
                 Fonden and the same by Rådet (one grant listed twice), 200 SEK own by Malmö stad
    Bron:        Malmö (part of Skåne län), theme Hälsa; Fonden pays 7 SEK of unknown kind
    Odaterat:    granted 10 SEK by Fonden
    Malmö stad lies in Malmö.

almanac (version 2; public; events of 2016–2017, lists unknown)

    Malmö stad (organiser and participant; by the same orgnr) ──┐
    Åsa Kooperativ (by the same name) ── organiser ─────────────┤ Frukost om arbete, 2017-07-03
    (Öresund AB is interested) ·································┘
    and a theme "Arbete i almanackan" that nothing has

diary (version 3; private; complete)

    Malmö stad ──┐
    Ärla ────────┘ Hemligt möte, 2020-02 (round table)
"""

from collections.abc import Iterator

import pytest

from graph_schema.vocabularies import Audience
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from queries.stores.opening import open_store
from tests.lookup.small_graph import almanac, diary, record, register


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The three versions in an SQLite store."""
    store = open_store(f"sqlite://{tmp_path_factory.mktemp('store') / 'small.db'}")
    for statements in (register(), almanac(), diary()):
        record(store, statements)
    yield store
    store.shut()


@pytest.fixture(scope="session")
def library(small_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The read models of the small store."""
    models = Library(small_store, tmp_path_factory.mktemp("cache"))
    yield models
    models.close()


@pytest.fixture(scope="session")
def model(library: Library) -> ReadModel:
    """Version 2 with everything: what is public."""
    return library.at(2, Audience.EVERYTHING)


@pytest.fixture(scope="session")
def private(library: Library) -> ReadModel:
    """Version 3 with the diary in it."""
    return library.at(3, Audience.EVERYTHING)


@pytest.fixture(scope="session")
def public(library: Library) -> ReadModel:
    """Version 3 for everybody."""
    return library.at(3, Audience.PUBLIC)
