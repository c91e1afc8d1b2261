"""Other defensible ways to put actors into sectors, one choice changed at a time.

An actor that a coding puts *apart* is in none of the four: it stays in every draw and is compared
with nobody, as one whose sector is unknown.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from graph_schema.scrutiny_answers import Coding
from graph_schema.vocabularies import ActorKind, Sector, SectorBasis
from queries.readmodel.columns import Ints
from queries.readmodel.open import ReadModel

SECTORS = tuple(Sector)


@dataclass(frozen=True)
class Recoded:
    """Actors of these sectors, of these kinds or whose sector was decided so, are in another one.

    What is empty does not narrow.
    """

    name: Coding
    into: Sector
    of: Collection[Sector] = ()
    kinds: Collection[ActorKind] = ()
    bases: Collection[SectorBasis] = ()


CODINGS = (
    # Most of them are state authorities, and national accounts count them as general government.
    Recoded("academia_public", Sector.PUBLIC, of={Sector.ACADEMIA}),
    # Central and local government are different sectors in national accounts; public is local then.
    Recoded("state_apart", Sector.UNKNOWN, of={Sector.PUBLIC}, kinds={ActorKind.AGENCY}),
    # Companies by form; national accounts count those that sell on a market as corporations.
    Recoded(
        "public_companies_private",
        Sector.PRIVATE,
        of={Sector.PUBLIC},
        kinds={ActorKind.PUBLIC_COMPANY},
    ),
    # Made of several public bodies, so that a meeting with one is a meeting among public bodies.
    Recoded(
        "joint_bodies_apart",
        Sector.UNKNOWN,
        of={Sector.PUBLIC},
        kinds={ActorKind.COORDINATION_ASSOCIATION, ActorKind.MUNICIPAL_FEDERATION},
    ),
    # A network that acts as a party often has members of several sectors.
    Recoded("networks_apart", Sector.UNKNOWN, kinds={ActorKind.NETWORK}),
    # They live on what they sell: corporations in national accounts, whatever their purpose.
    Recoded(
        "cooperatives_private",
        Sector.PRIVATE,
        of={Sector.CIVIL_SOCIETY},
        kinds={
            ActorKind.COOPERATIVE,
            ActorKind.SOCIAL_ENTERPRISE,
            ActorKind.WORK_INTEGRATION_ENTERPRISE,
        },
    ),
    # Public bodies and companies form them too, and the form does not say who did.
    Recoded(
        "foundations_apart",
        Sector.UNKNOWN,
        of={Sector.CIVIL_SOCIETY},
        kinds={ActorKind.FOUNDATION},
    ),
    # They speak for interests at work or in elections, where many end civil society.
    Recoded(
        "interests_apart",
        Sector.UNKNOWN,
        of={Sector.CIVIL_SOCIETY},
        kinds={
            ActorKind.TRADE_UNION,
            ActorKind.EMPLOYER_ORGANISATION,
            ActorKind.POLITICAL_PARTY,
        },
    ),
    # Education by what they do, associations by who runs them.
    Recoded(
        "education_academia",
        Sector.ACADEMIA,
        of={Sector.CIVIL_SOCIETY},
        kinds={ActorKind.FOLK_HIGH_SCHOOL, ActorKind.STUDY_ASSOCIATION},
    ),
    # The form of a name is the weakest evidence that a rule takes.
    Recoded("names_unknown", Sector.UNKNOWN, bases={SectorBasis.NAME_PATTERN}),
    # Decided by people who read about the actor, and by nothing that can be looked up.
    Recoded("lists_unknown", Sector.UNKNOWN, bases={SectorBasis.CURATED}),
)


def codings(model: ReadModel, sector: Ints) -> Iterator[tuple[Coding, Ints]]:
    """The sector of every actor in each of the other codings; ``sector`` is the usual one."""
    kinds, bases = _facts(model)
    for coding in CODINGS:
        moved = np.ones(sector.size, np.bool_)
        for values, wanted in ((kinds, coding.kinds), (bases, coding.bases)):
            if wanted:
                moved &= np.isin(values, [each.value for each in wanted])
        if coding.of:
            moved &= np.isin(sector, [SECTORS.index(each) for each in coding.of])
        yield coding.name, np.where(moved, SECTORS.index(coding.into), sector)


def _facts(model: ReadModel) -> tuple[np.ndarray, np.ndarray]:
    """Per actor its kind and what decided its sector, as their codes."""
    columns = model.columns
    kinds = np.full(columns.actor_node.size, "", object)
    bases = np.full(columns.actor_node.size, "", object)
    for row in model.ask("sector_facts", {"limit": columns.actor_node.size}):
        actor = columns.node_index[row["n"]]
        kinds[actor], bases[actor] = row["kind"] or "", row["basis"] or ""
    return kinds.astype(np.str_), bases.astype(np.str_)
