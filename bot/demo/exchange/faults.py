"""What goes wrong with an Exchange Server, and when."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from bot.demo.exchange.house import House
from bot.demo.exchange.soap import Answer, Request, answer, asked, fault, refused

Well = Callable[[Request], Answer]
HTML = {"Content-Type": "text/html"}


class Cut(Exception):
    """The connection is closed without an answer."""


class Faults(Protocol):
    def around(self, request: Request, house: House, well: Well) -> Answer:
        """Answer the request, well or not. Raises Cut."""
        ...


class Faultless:
    """Nothing goes wrong."""

    def around(self, request: Request, house: House, well: Well) -> Answer:
        return well(request)


@dataclass(frozen=True, slots=True)
class Failing:
    """A request that is about to be answered badly."""

    request: Request
    house: House
    well: Well

    @property
    def name(self) -> str:
        return asked(self.request.body).name


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    act: Callable[[Failing], Answer]
    calls: tuple[str, ...] = ()  # empty: whatever is asked for

    def fits(self, call: str) -> bool:
        return not self.calls or call in self.calls


class Misbehaving:
    """One request in so many goes wrong (`share`: from 0 to 1); the same seed, the same faults."""

    def __init__(
        self, seed: int, share: float = 0.1, special: Sequence[Fault] | None = None
    ) -> None:
        """`special`: the faults of single calls; those of every call always happen."""
        self._special = SPECIAL if special is None else special
        self.happened: Counter[str] = Counter()
        self._dice = Random(seed)
        self._share = share

    def around(self, request: Request, house: House, well: Well) -> Answer:
        if self._dice.random() >= self._share:
            return well(request)
        failing = Failing(request, house, well)
        # By kind first: faults of single calls would else drown in those that fit everywhere.
        special = [each for each in self._special if each.fits(failing.name)]
        chosen = self._dice.choice(special if special and self._dice.random() < 0.5 else USUAL)
        self.happened[chosen.name] += 1
        return chosen.act(failing)


# --- what may happen to any request ---------------------------------------------------------------


def cut_before(failing: Failing) -> Answer:
    raise Cut


def cut_after(failing: Failing) -> Answer:
    failing.well(failing.request)
    raise Cut


def gateway(failing: Failing) -> Answer:
    """A load balancer that waits no longer."""
    return Answer(504, b"<html>Gateway timeout</html>", HTML)


def gateway_but_done(failing: Failing) -> Answer:
    failing.well(failing.request)
    return gateway(failing)


def away(failing: Failing) -> Answer:
    return Answer(503, b"<html>Service unavailable</html>", HTML)


def away_for(failing: Failing) -> Answer:
    return Answer(503, b"<html>Service unavailable</html>", {**HTML, "Retry-After": "2"})


def busy(milliseconds: int | None) -> Callable[[Failing], Answer]:
    """Throttled ("EWS throttling in Exchange"): it says for how long, or does not."""
    return lambda failing: fault("ErrorServerBusy", milliseconds)


def fails(code: str, *, done: bool = False) -> Callable[[Failing], Answer]:
    """Answered in the words of EWS; `done`: and done all the same."""

    def act(failing: Failing) -> Answer:
        if done:
            failing.well(failing.request)
        return answer(failing.name, [refused(failing.name, code)])

    return act


def signed_out(failing: Failing) -> Answer:
    """The sign-in has ended early."""
    return Answer(401, b"", {"WWW-Authenticate": "NTLM", "Connection": "close"})


# --- what belongs to one call ---------------------------------------------------------------------


def sent_late(failing: Failing) -> Answer:
    """Accepted, and not yet taken by the transport for a while."""
    box = failing.house.box
    before, box.late = box.late, 90.0
    try:
        return failing.well(failing.request)
    finally:
        box.late = before


def moved_by_a_person(failing: Failing) -> Answer:
    """Somebody files the mail by hand, just before the service does."""
    failing.well(failing.request)
    return failing.well(failing.request)


def state_forgotten(failing: Failing) -> Answer:
    failing.house.states.clear()
    return failing.well(failing.request)


def state_unreadable(failing: Failing) -> Answer:
    """The refusal without the elements that exchangelib counts on."""
    return answer(failing.name, [refused(failing.name, "ErrorInvalidSyncStateData")])


def changed_by_a_person(failing: Failing) -> Answer:
    """Somebody opens the draft and saves it as it is, just before it is used."""
    for message in failing.house.box.all():
        if message.facts["isDraft"] and message.leaves_at is None:
            failing.house.box.change(message, {})
    return failing.well(failing.request)


USUAL = (
    Fault("cut before it was read", cut_before),
    Fault("cut after it was done", cut_after),
    Fault("504", gateway),
    Fault("504, but done", gateway_but_done),
    Fault("503", away),
    Fault("503 with seconds", away_for),
    Fault("busy with milliseconds", busy(1500)),
    Fault("busy with nothing", busy(None)),
    Fault("store away", fails("ErrorMailboxStoreUnavailable")),
    Fault("transient", fails("ErrorInternalServerTransientError")),
    Fault("timed out, but done", fails("ErrorTimeoutExpired", done=True)),
    Fault("signed out", signed_out),
)
SPECIAL = (
    Fault("sent, and not gone for a while", sent_late, ("SendItem",)),
    Fault("changed by a person", changed_by_a_person, ("SendItem", "CreateAttachment")),
    Fault("moved by a person", moved_by_a_person, ("MoveItem",)),
    Fault("state forgotten", state_forgotten, ("SyncFolderItems",)),
    Fault("state unreadable", state_unreadable, ("SyncFolderItems",)),
)
