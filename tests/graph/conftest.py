"""A tenant in memory for the tests of the connector: a clock that waits at once, and answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import responses

from connectors.clock import Clock
from connectors.graph.access import Access, SignIn
from connectors.graph.credentials import Tokens
from connectors.graph.door import Door, user_agent
from connectors.graph.requests import Graph

NINE = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
TOKEN_URL = "https://login.microsoftonline.com/our-tenant/oauth2/v2.0/token"
GRAPH = "https://graph.microsoft.com/v1.0"
ACCESS = Access("our-tenant", "our-client", SignIn.SECRET, secret="our-secret")


@dataclass
class SimulatedTime:
    """Waiting takes no time, and is written down."""

    at: datetime = NINE
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)

    def clock(self) -> Clock:
        return Clock(lambda: self.at, lambda: (self.at - NINE).total_seconds(), self.wait)


@dataclass
class Tenant:
    """The connector, and what its server answers next."""

    time: SimulatedTime
    door: Door
    tokens: Tokens
    graph: Graph
    server: responses.RequestsMock

    def sent(self) -> list[str]:
        """What has been asked, but for tokens: "GET /v1.0/sites"."""
        return [
            f"{call.request.method} {call.request.path_url}"
            for call in self.server.calls
            if not str(call.request.url).startswith("https://login.")
        ]


@pytest.fixture
def server() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def tenant_of(server: responses.RequestsMock, access: Access = ACCESS) -> Tenant:
    time = SimulatedTime()
    clock = time.clock()
    door = Door(clock, user_agent=user_agent("Ourtown Council", "1.0"), chance=lambda: 0.5)
    tokens = Tokens(access, door, clock)
    return Tenant(time, door, tokens, Graph(access, door, tokens), server)


@pytest.fixture
def tenant(server: responses.RequestsMock) -> Tenant:
    """A tenant that gives tokens: "token-1", then "token-2" and so on."""
    given: list[int] = []

    def give(_: object) -> tuple[int, dict[str, str], str]:
        given.append(1)
        body = (
            f'{{"access_token": "token-{len(given)}", "expires_in": 3599, "token_type": "Bearer"}}'
        )
        return 200, {}, body

    server.add_callback(responses.POST, TOKEN_URL, give)
    return tenant_of(server)


def access(**changes: object) -> Access:
    return replace(ACCESS, **changes)  # type: ignore[arg-type]
