"""What goes wrong with an Exchange Server, and when."""

from collections.abc import Callable, Sequence

from bot.demo.emulation import mishaps
from bot.demo.emulation.mishaps import anything, cut_after, cut_before, moved_by_a_person
from bot.demo.exchange.house import House
from bot.demo.exchange.soap import Answer, Request, answer, asked, fault, refused

HTML = {"Content-Type": "text/html"}
Faults = mishaps.Faults[Request, House, Answer]
Failing = mishaps.Failing[Request, House, Answer]
Fault = mishaps.Fault[Request, House, Answer]
Misbehaving = mishaps.Misbehaving[Request, House, Answer]


def misbehaving(
    seed: int, share: float = 0.1, special: Sequence[Fault] | None = None
) -> Misbehaving:
    """`special`: in place of all faults of single calls."""
    return Misbehaving(USUAL, SPECIAL if special is None else special, seed, share)


def call(request: Request) -> str:
    """The name of what is asked for, such as "SendItem"."""
    return asked(request.body).name


def _calls(*names: str) -> Callable[[Request], bool]:
    return lambda request: call(request) in names


# --- what may happen to any request ---------------------------------------------------------------


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
        name = call(failing.request)
        return answer(name, [refused(name, code)])

    return act


def signed_out(failing: Failing) -> Answer:
    """The sign-in has ended early."""
    return Answer(401, b"", {"WWW-Authenticate": "NTLM", "Connection": "close"})


# --- what belongs to one call ---------------------------------------------------------------------


def sent_late(failing: Failing) -> Answer:
    """Accepted, and not yet taken by the transport for a while."""
    box = failing.place.box
    before, box.late = box.late, 90.0
    try:
        return failing.well(failing.request)
    finally:
        box.late = before


def state_forgotten(failing: Failing) -> Answer:
    failing.place.states.clear()
    return failing.well(failing.request)


def state_unreadable(failing: Failing) -> Answer:
    """The refusal without the elements that exchangelib counts on."""
    return fails("ErrorInvalidSyncStateData")(failing)


def changed_by_a_person(failing: Failing) -> Answer:
    """Somebody opens the draft and saves it as it is, just before it is used."""
    for message in failing.place.box.all():
        if message.facts["isDraft"] and message.leaves_at is None:
            failing.place.box.change(message, {})
    return failing.well(failing.request)


USUAL = (
    Fault("cut before it was read", anything, cut_before),
    Fault("cut after it was done", anything, cut_after),
    Fault("504", anything, gateway),
    Fault("504, but done", anything, gateway_but_done),
    Fault("503", anything, away),
    Fault("503 with seconds", anything, away_for),
    Fault("busy with milliseconds", anything, busy(1500)),
    Fault("busy with nothing", anything, busy(None)),
    Fault("store away", anything, fails("ErrorMailboxStoreUnavailable")),
    Fault("transient", anything, fails("ErrorInternalServerTransientError")),
    Fault("timed out, but done", anything, fails("ErrorTimeoutExpired", done=True)),
    Fault("signed out", anything, signed_out),
)
SPECIAL = (
    Fault("sent, and not gone for a while", _calls("SendItem"), sent_late),
    Fault("changed by a person", _calls("SendItem", "CreateAttachment"), changed_by_a_person),
    Fault("moved by a person", _calls("MoveItem"), moved_by_a_person),
    Fault("state forgotten", _calls("SyncFolderItems"), state_forgotten),
    Fault("state unreadable", _calls("SyncFolderItems"), state_unreadable),
)
