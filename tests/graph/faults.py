"""Faults for the emulated Microsoft 365: one named by a test, or many by lot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from bot.demo.emulation.mishaps import Cut
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Request, refused

Well = Callable[[Request], Answer]
RETRY_AFTER = ({"Retry-After": "2"}, {"Retry-After": "2.128"}, {}, {"Retry-After": "soon"})


def cut_before(request: Request, tenant: Tenant, well: Well) -> Answer:
    raise Cut


def cut_after(request: Request, tenant: Tenant, well: Well) -> Answer:
    well(request)
    raise Cut


def timeout_after(request: Request, tenant: Tenant, well: Well) -> Answer:
    """504, and it was done all the same."""
    well(request)
    return refused(504, "UnknownError", "")


def timeout_before(request: Request, tenant: Tenant, well: Well) -> Answer:
    return refused(504, "UnknownError", "")


def unavailable(request: Request, tenant: Tenant, well: Well) -> Answer:
    return refused(503, "serviceNotAvailable", "", headers={"Retry-After": "3"})


def throttled(request: Request, tenant: Tenant, well: Well) -> Answer:
    headers = RETRY_AFTER[len(request.path) % len(RETRY_AFTER)]
    return refused(429, "ApplicationThrottled", "MailboxConcurrency", headers=headers)


def revoked(request: Request, tenant: Tenant, well: Well) -> Answer:
    """Every token has ended early."""
    tenant.login.forget()
    return well(request)


def accepted_slowly(request: Request, tenant: Tenant, well: Well) -> Answer:
    """202 with a Retry-After: it was done."""
    answer = well(request)
    return Answer(answer.status, answer.body, {**answer.headers, "Retry-After": "5"})


ALL = (
    cut_before,
    cut_after,
    timeout_after,
    timeout_before,
    unavailable,
    throttled,
    revoked,
    accepted_slowly,
)
Fault = Callable[[Request, Tenant, Well], Answer]


@dataclass
class Named:
    """Each fault once, for the first request that its words fit, such as "POST /send"."""

    faults: dict[str, Fault] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    each: Callable[[], object] = lambda: None  # before every request

    def around(self, request: Request, tenant: Tenant, well: Well) -> Answer:
        self.each()
        self.seen.append(f"{request.method} {request.path}")
        for words, fault in self.faults.items():
            method, _, part = words.partition(" ")
            if method == request.method and part in request.path:
                del self.faults[words]
                return fault(request, tenant, well)
        return well(request)

    def asked(self, method: str, ending: str) -> int:
        return sum(s.startswith(f"{method} ") and s.endswith(ending) for s in self.seen)


@dataclass
class ByLot:
    """One request in `of` fails, in a random way. The sign-in fails as well."""

    random: Random
    of: int = 10
    happened: Mapping[str, int] = field(default_factory=dict)

    def around(self, request: Request, tenant: Tenant, well: Well) -> Answer:
        if self.random.randrange(self.of):
            return well(request)
        fault = self.random.choice(ALL)
        self.happened = {
            **self.happened,
            fault.__name__: self.happened.get(fault.__name__, 0) + 1,
        }
        return fault(request, tenant, well)
