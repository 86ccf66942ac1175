"""An emulator for each test, watched by the specification of Graph where that is at hand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.microsoft365.server import Microsoft365
from bot.demo.microsoft365.tenant import Tenant
from tests.emulator.client import Client
from tests.emulator.specification import STRICT, Specification
from tests.emulator.stumbling import Stumbling

MAILBOX = "case-audits@moorbridge.example"
SITE = "moorbridge.sharepoint.com:/sites/audits"
COLUMNS = (
    {"name": "Name", "text": {}},
    {"name": "From", "dateTime": {"format": "dateOnly"}},
    {"name": "Bot_x0020_check", "displayName": "Bot check", "text": {"allowMultipleLines": True}},
    {"name": "Key", "text": {}, "enforceUniqueValues": True, "indexed": True},
)


class Hands:
    """A clock whose hands are turned by the test."""

    def __init__(self) -> None:
        self.at = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def service(hands: Hands) -> Iterator[Microsoft365]:
    """Fails the test if anything that was asked or answered breaks the specification."""
    made = Microsoft365(Tenant(hands.now, mailbox=MAILBOX, site=SITE))
    specification = Specification() if STRICT.exists() else None
    if specification:
        made.watches.append(specification.watch)
    with made.running():
        yield made
    assert specification is None or specification.breaches == []


@pytest.fixture
def client(service: Microsoft365) -> Client:
    made = Client(service)
    made.sign_in()
    return made


@pytest.fixture
def faults() -> Stumbling:
    """What is to go wrong; nothing yet."""
    return Stumbling()
