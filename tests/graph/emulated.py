"""The connector on the emulated Microsoft 365, both with the same simulated clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.demo.microsoft365.faults import Faults
from bot.demo.microsoft365.login import CLIENT, SECRET, TENANT
from bot.demo.microsoft365.mailbox import Mailbox
from bot.demo.microsoft365.server import Microsoft365
from bot.demo.microsoft365.site import Site as SiteInside
from bot.demo.microsoft365.tenant import Tenant
from connectors.clock import Clock
from connectors.graph.access import Access, SignIn
from connectors.graph.credentials import Tokens
from connectors.graph.door import Door, user_agent
from connectors.graph.library import GraphLibrary
from connectors.graph.lists import GraphLists
from connectors.graph.mailbox import GraphMailbox
from connectors.graph.requests import Graph
from connectors.graph.sites import Site
from tests.emulator.specification import STRICT, Specification

ADDRESS = "case-audits@moorbridge.example"
SITE = "moorbridge.sharepoint.com:/sites/audits"
SITE_ADDRESS = "https://moorbridge.sharepoint.com/sites/audits"
NINE = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)


@dataclass
class Hands:
    """Waiting takes no time, and is written down."""

    at: datetime = NINE
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)

    def clock(self) -> Clock:
        return Clock(self.now, lambda: (self.at - NINE).total_seconds(), self.wait)


@dataclass
class Emulated:
    """`box` and `site` are mailbox and site from inside, the methods make the connectors."""

    service: Microsoft365
    hands: Hands

    @property
    def box(self) -> Mailbox:
        return self.service.tenant.mailboxes[ADDRESS]

    @property
    def site(self) -> SiteInside:
        return self.service.tenant.site(SITE)

    @property
    def access(self) -> Access:
        service = self.service
        return Access(
            TENANT,
            CLIENT,
            SignIn.SECRET,
            secret=SECRET,
            graph_url=service.graph_url,
            login_url=service.login_url,
        )

    def mailbox(
        self, address: str = ADDRESS, *, clock: Clock | None = None, **changes: object
    ) -> GraphMailbox:
        """The connector as after a start of the programme: it remembers nothing."""
        access = replace(self.access, **changes)  # type: ignore[arg-type]
        own = clock or self.hands.clock()
        return GraphMailbox(self._graph(access, own), access, address, own)

    def lists(self) -> GraphLists:
        graph, clock = self._graph(self.access), self.hands.clock()
        return GraphLists(graph, Site(graph, SITE_ADDRESS), clock, lambda: 0.5)

    def library(self) -> GraphLibrary:
        graph, clock = self._graph(self.access), self.hands.clock()
        return GraphLibrary(graph, Site(graph, SITE_ADDRESS), clock)

    def _graph(self, access: Access, own: Clock | None = None) -> Graph:
        clock = own or self.hands.clock()
        door = Door(clock, user_agent=user_agent("Moorbridge", "1.0"), chance=lambda: 0.5)
        return Graph(access, door, Tokens(access, door, clock))


@contextmanager
def emulated(faults: Faults | None = None, *, watched: bool = True) -> Iterator[Emulated]:
    """`watched`: fails if anything that was asked or answered breaks the specification of Graph."""
    hands = Hands()
    service = Microsoft365(Tenant(hands.now, mailbox=ADDRESS, site=SITE), faults)
    specification = Specification() if watched and STRICT.exists() else None
    if specification:
        service.watches.append(specification.watch)
    with service.running():
        yield Emulated(service, hands)
    assert specification is None or specification.breaches == []


def settings_for(tenant: Emulated) -> dict[str, str]:
    """The environment with which the command line reaches this tenant."""
    return {
        "AUDIT_BOT_CONNECTOR_KIND": "microsoft365",
        "AUDIT_BOT_COUNCIL_MAILBOX": ADDRESS,
        "AUDIT_BOT_GRAPH_TENANT": TENANT,
        "AUDIT_BOT_GRAPH_CLIENT": CLIENT,
        "AUDIT_BOT_GRAPH_SIGN_IN": "secret",
        "AUDIT_BOT_GRAPH_SECRET": SECRET,
        "AUDIT_BOT_GRAPH_SITE": SITE_ADDRESS,
        "AUDIT_BOT_GRAPH_URL": tenant.service.graph_url,
        "AUDIT_BOT_LOGIN_URL": tenant.service.login_url,
    }
