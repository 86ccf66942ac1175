"""A service of Microsoft 365 and the connectors to it, on one simulated clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.demo.microsoft365.login import CLIENT, SECRET, TENANT
from bot.demo.microsoft365.server import Microsoft365
from connectors.graph.access import Access, SignIn
from connectors.graph.clock import Clock
from connectors.graph.credentials import Tokens
from connectors.graph.door import Door, user_agent
from connectors.graph.library import GraphLibrary
from connectors.graph.lists import GraphLists
from connectors.graph.requests import Graph
from connectors.graph.sites import Site

MAILBOX = "case-audits@moorbridge.example"
SITE = "moorbridge.sharepoint.com:/sites/audits"
SITE_ADDRESS = "https://moorbridge.sharepoint.com/sites/audits"
NINE = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)


@dataclass
class SimulatedTime:
    """Waiting takes no time, and is written down. Each look at the clock finds it a little later,
    as clocks do, so that what happened first is known."""

    at: datetime = NINE
    tick: timedelta = timedelta()
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        self.at += self.tick
        return self.at

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)

    def clock(self) -> Clock:
        return Clock(self.now, lambda: (self.at - NINE).total_seconds(), self.wait)


@dataclass(frozen=True)
class Connected:
    graph: Graph
    lists: GraphLists
    library: GraphLibrary


def connected(
    service: Microsoft365, time: SimulatedTime, chance: Callable[[], float] = lambda: 0.5
) -> Connected:
    clock = time.clock()
    access = Access(
        TENANT,
        CLIENT,
        SignIn.SECRET,
        secret=SECRET,
        graph_url=service.graph_url,
        login_url=service.login_url,
    )
    door = Door(clock, user_agent=user_agent("Moorbridge Council", "1.0"), chance=chance)
    graph = Graph(access, door, Tokens(access, door, clock))
    site = Site(graph, SITE_ADDRESS)
    return Connected(
        graph, GraphLists(graph, site, clock, chance), GraphLibrary(graph, site, clock)
    )


def text_columns(headings: Sequence[str]) -> list[dict[str, object]]:
    """The first heading is that of the title, as in a list that people have made."""
    titled: dict[str, object] = {"name": "Title", "displayName": headings[0], "text": {}}
    rest = [
        {"name": h.replace(" ", "_x0020_"), "displayName": h, "text": {"allowMultipleLines": True}}
        for h in headings[1:]
    ]
    return [titled, *rest]
