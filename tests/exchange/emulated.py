"""The connector on the emulated Exchange Server, both with the same simulated clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.demo.exchange.faults import Faults
from bot.demo.exchange.house import DOMAIN, PASSWORD, USER, House
from bot.demo.exchange.server import Exchange
from bot.demo.microsoft365.mailbox import Mailbox
from connectors.exchange.access import Access, SignIn
from connectors.exchange.mailbox import ExchangeMailbox
from connectors.exchange.opening import ExchangeServer, opened
from connectors.exchange.premises import ExchangePremises
from tests.exchange.specification import Specification
from tests.graph.emulated import ADDRESS, Hands


@dataclass
class Emulated:
    """`box` is the mailbox from inside, `mailbox` makes the connector to it."""

    service: Exchange
    hands: Hands
    folder: Path  # for what the connector remembers

    @property
    def box(self) -> Mailbox:
        return self.service.house.box

    @property
    def access(self) -> Access:
        user = f"{DOMAIN}\\{USER}"
        return Access(self.service.url, ADDRESS, SignIn.BASIC, user, PASSWORD)

    def mailbox(self, **changes: object) -> ExchangeMailbox:
        return self.opened(**changes).mailbox

    def premises(self, **changes: object) -> ExchangePremises:
        return self.opened(**changes).premises

    def opened(self, **changes: object) -> ExchangeServer:
        """The connector as after a start of the programme."""
        access = replace(self.access, **changes)  # type: ignore[arg-type]
        memory = self.folder / "inbox.json"
        clock = self.hands.clock()
        return opened(access, clock, memory, version="1.0", chance=lambda: 0.5)


@contextmanager
def emulated(folder: Path, faults: Faults | None = None) -> Iterator[Emulated]:
    """Fails if anything that was asked breaks the schema of EWS."""
    hands = Hands()
    specification = Specification()
    house = House(Mailbox(ADDRESS, hands.now), hands.now)
    service = Exchange(house, faults)
    service.watches.append(specification.watch)
    with service.running():
        yield Emulated(service, hands, folder)
    assert specification.breaches == []
