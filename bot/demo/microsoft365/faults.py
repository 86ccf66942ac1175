"""What goes wrong, and when: each with the place where it was seen or is documented."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import format_datetime
from random import Random
from typing import Protocol

from bot.demo.microsoft365.login import expired
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Request, not_found, refused

Well = Callable[[Request], Answer]


class Cut(Exception):
    """The connection is closed without an answer."""


class Faults(Protocol):
    def around(self, request: Request, tenant: Tenant, well: Well) -> Answer:
        """Answer the request, well or not. Raises Cut."""
        ...


class Faultless:
    """Nothing goes wrong."""

    def around(self, request: Request, tenant: Tenant, well: Well) -> Answer:
        return well(request)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is about to be answered badly."""

    request: Request
    tenant: Tenant
    well: Well
    dice: Random


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    fits: Callable[[Request], bool]
    act: Callable[[Asked], Answer]


class Misbehaving:
    """One request in so many goes wrong (`share`: from 0 to 1); the same seed, the same faults."""

    def __init__(
        self, seed: int, share: float = 0.1, special: Sequence[Fault] | None = None
    ) -> None:
        """`special`: the faults of single places; those of every place always happen."""
        self._special = SPECIAL if special is None else special
        self.happened: Counter[str] = Counter()
        self._dice = Random(seed)
        self._share = share

    def around(self, request: Request, tenant: Tenant, well: Well) -> Answer:
        if self._dice.random() >= self._share:
            return well(request)
        # By kind first: faults of single places would else drown in those that fit everywhere.
        special = [fault for fault in self._special if fault.fits(request)]
        fitting = special if special and self._dice.random() < 0.5 else USUAL
        fault = self._dice.choice([each for each in fitting if each.fits(request)])
        self.happened[fault.name] += 1
        return fault.act(Asked(request, tenant, well, self._dice))


# --- what may happen to any request ---------------------------------------------------------------


def _anything(request: Request) -> bool:
    return True


def _signed(request: Request) -> bool:
    return "authorization" in request.headers


def _cut_before(asked: Asked) -> Answer:
    raise Cut


def _cut_after(asked: Asked) -> Answer:
    asked.well(asked.request)
    raise Cut


def _gateway(asked: Asked) -> Answer:
    return refused(504, "UnknownError", "")


def _gateway_but_done(asked: Asked) -> Answer:
    asked.well(asked.request)
    return _gateway(asked)


def _away(asked: Asked) -> Answer:
    words = "The service is not available. Try the request again after a delay."
    return refused(503, "serviceNotAvailable", words, headers={"Retry-After": "2"})


def _throttled(headers: Callable[[Asked], Mapping[str, str]]) -> Callable[[Asked], Answer]:
    words = "Application is over its MailboxConcurrency limit."
    return lambda asked: refused(429, "ApplicationThrottled", words, headers=headers(asked))


def _on_a_date(asked: Asked) -> Mapping[str, str]:
    later = asked.tenant.now().astimezone(UTC) + timedelta(seconds=3)
    return {"Retry-After": format_datetime(later, usegmt=True)}


def _token_ended(asked: Asked) -> Answer:
    asked.tenant.login.forget()
    return expired().answer


# --- what belongs to one kind of request ----------------------------------------------------------


def _ends(method: str, ending: str) -> Callable[[Request], bool]:
    return lambda r: r.method == method and r.path.endswith(ending)


def _versioned(request: Request) -> bool:
    return "/lists/" in request.path and "if-match" in request.headers


def _further_page(request: Request) -> bool:
    return "$skiptoken" in request.query


def _sent_and_told_to_wait(asked: Asked) -> Answer:
    """It was sent (msgraph-sdk-java 1487): a client that tries again sends it twice."""
    answer = asked.well(asked.request)
    return Answer(answer.status, answer.body, {**answer.headers, "Retry-After": "5"})


def _sent_late(asked: Asked) -> Answer:
    """Accepted, and still among the drafts for a while."""
    box = asked.tenant.mailbox(_user(asked.request))
    before, box.late = box.late, 90.0
    try:
        return asked.well(asked.request)
    finally:
        box.late = before


def _moved_by_a_person(asked: Asked) -> Answer:
    """Somebody files the mail by hand, just before the service does."""
    asked.well(asked.request)
    return asked.well(asked.request)


def _came_again(asked: Asked) -> Answer:
    """The same mail is delivered once more."""
    answer = asked.well(asked.request)
    box = asked.tenant.mailbox(_user(asked.request))
    mails = [m for m in box.messages.values() if m.raw is not None and f"/{m.id}/" in _path(asked)]
    for mail in mails[:1]:
        box.deliver(mail.raw or b"")
    return answer


def _forgotten(asked: Asked) -> Answer:
    words = "Resync required. Replace any local items with the server's version."
    return refused(410, "resyncRequired", words)


def _changed_meanwhile(asked: Asked) -> Answer:
    """Somebody has saved the row, and changed nothing that shows."""
    _, site, _, held, _, item, *_ = asked.request.path.strip("/").split("/")
    rows = asked.tenant.site(site.replace("%2C", ",")).list(held.replace("%20", " ")).items
    if item in rows:
        rows[item].version += 1
    return asked.well(asked.request)


def _open_at_somebodys(asked: Asked) -> Answer:
    words = "The resource you are attempting to access is locked"
    return refused(423, "notAllowed", words, inner="resourceLocked")


def _link_has_ended(asked: Asked) -> Answer:
    """302 to an address that is not there any more when it is asked."""
    answer = asked.well(asked.request)
    if answer.status == 302:
        asked.tenant.uploads.links.clear()
    return answer if answer.status == 302 else not_found().answer


def _user(request: Request) -> str:
    return request.path.split("/")[2].replace("%40", "@")


def _path(asked: Asked) -> str:
    return asked.request.path.replace("%3D", "=")


USUAL = (
    Fault("cut before it was read", _anything, _cut_before),
    Fault("cut after it was done", _anything, _cut_after),
    Fault("504", _anything, _gateway),
    Fault("504, but done", _anything, _gateway_but_done),
    Fault("503", _anything, _away),
    Fault("429 with seconds", _anything, _throttled(lambda asked: {"Retry-After": "1"})),
    Fault("429 with a fraction", _anything, _throttled(lambda asked: {"Retry-After": "2.128"})),
    Fault("429 with a date", _anything, _throttled(_on_a_date)),
    Fault("429 with nothing", _anything, _throttled(lambda asked: {})),
    Fault("token ended early", _signed, _token_ended),
)
SPECIAL = (
    Fault("202 with Retry-After", _ends("POST", "/send"), _sent_and_told_to_wait),
    Fault("sent, and a draft for a while", _ends("POST", "/send"), _sent_late),
    Fault("moved by a person", _ends("POST", "/move"), _moved_by_a_person),
    Fault("delivered twice", _ends("POST", "/move"), _came_again),
    Fault("410 between pages", _further_page, _forgotten),
    Fault("412", _versioned, _changed_meanwhile),
    Fault("423", _ends("PUT", "/content"), _open_at_somebodys),
    Fault("302 to what has ended", _ends("GET", "/content"), _link_has_ended),
)
