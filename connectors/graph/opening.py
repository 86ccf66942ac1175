"""Microsoft 365 of one council, put together: one door for its mailbox, lists and library."""

from collections.abc import Callable
from dataclasses import dataclass
from random import random

from connectors.clock import Clock
from connectors.graph.access import Access
from connectors.graph.credentials import Tokens
from connectors.graph.door import Door, user_agent
from connectors.graph.library import GraphLibrary
from connectors.graph.lists import GraphLists
from connectors.graph.mail_premises import GraphMailPremises
from connectors.graph.mailbox import GraphMailbox
from connectors.graph.premises import GraphPremises
from connectors.graph.reach import GraphReach
from connectors.graph.requests import Graph
from connectors.graph.sites import Site


@dataclass(frozen=True, slots=True)
class Place:
    """Where the council's things are in Microsoft 365."""

    mailbox: str  # an address
    site: str  # as the browser shows it
    library: str = ""  # empty: the one that every site has


@dataclass(frozen=True, slots=True)
class Microsoft365:
    mailbox: GraphMailbox
    lists: GraphLists
    library: GraphLibrary
    premises: GraphPremises
    mail_premises: GraphMailPremises
    reach: GraphReach


def opened(
    access: Access, place: Place, clock: Clock, *, council: str, version: str
) -> Microsoft365:
    """Nothing is asked yet: what is wrong with the settings is told by the first use of each."""
    return behind(Door(clock, user_agent=user_agent(council, version)), access, place, clock)


def behind(
    door: Door,
    access: Access,
    place: Place,
    clock: Clock,
    chance: Callable[[], float] = random,
) -> Microsoft365:
    """The same, through a door that is there already. `chance` gives numbers from 0 to 1."""
    tokens = Tokens(access, door, clock)
    graph = Graph(access, door, tokens)
    site = Site(graph, place.site, place.library)
    return Microsoft365(
        GraphMailbox(graph, access, place.mailbox, clock),
        GraphLists(graph, site, clock, chance),
        GraphLibrary(graph, site, clock),
        GraphPremises(graph, site),
        GraphMailPremises(graph, place.mailbox, clock),
        GraphReach(graph, tokens, access, site, clock),
    )
