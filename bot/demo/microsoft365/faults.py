"""What goes wrong, and when: each with the place where it was seen or is documented."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, timedelta
from email.utils import format_datetime

from bot.demo.emulation import mishaps
from bot.demo.emulation.mishaps import anything, cut_after, cut_before, moved_by_a_person
from bot.demo.microsoft365.login import expired
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Request, not_found, refused

Faults = mishaps.Faults[Request, Tenant, Answer]
Failing = mishaps.Failing[Request, Tenant, Answer]
Fault = mishaps.Fault[Request, Tenant, Answer]
Misbehaving = mishaps.Misbehaving[Request, Tenant, Answer]


def misbehaving(
    seed: int, share: float = 0.1, special: Sequence[Fault] | None = None
) -> Misbehaving:
    """`special`: in place of all faults of single places."""
    return Misbehaving(USUAL, SPECIAL if special is None else special, seed, share)


# --- what may happen to any request ---------------------------------------------------------------


def _signed(request: Request) -> bool:
    return "authorization" in request.headers


def _gateway(failing: Failing) -> Answer:
    return refused(504, "UnknownError", "")


def _gateway_but_done(failing: Failing) -> Answer:
    failing.well(failing.request)
    return _gateway(failing)


def _away(failing: Failing) -> Answer:
    words = "The service is not available. Try the request again after a delay."
    return refused(503, "serviceNotAvailable", words, headers={"Retry-After": "2"})


def _throttled(headers: Callable[[Failing], Mapping[str, str]]) -> Callable[[Failing], Answer]:
    words = "Application is over its MailboxConcurrency limit."
    return lambda failing: refused(429, "ApplicationThrottled", words, headers=headers(failing))


def _on_a_date(failing: Failing) -> Mapping[str, str]:
    later = failing.place.now().astimezone(UTC) + timedelta(seconds=3)
    return {"Retry-After": format_datetime(later, usegmt=True)}


def _token_ended(failing: Failing) -> Answer:
    failing.place.login.forget()
    return expired().answer


# --- what belongs to one kind of request ----------------------------------------------------------


def _ends(method: str, ending: str) -> Callable[[Request], bool]:
    return lambda r: r.method == method and r.path.endswith(ending)


def _versioned(request: Request) -> bool:
    return "/lists/" in request.path and "if-match" in request.headers


def _further_page(request: Request) -> bool:
    return "$skiptoken" in request.query


def _sent_and_told_to_wait(failing: Failing) -> Answer:
    """It was sent (msgraph-sdk-java 1487): a client that tries again sends it twice."""
    answer = failing.well(failing.request)
    return Answer(answer.status, answer.body, {**answer.headers, "Retry-After": "5"})


def _sent_late(failing: Failing) -> Answer:
    """Accepted, and still among the drafts for a while."""
    box = failing.place.mailbox(_user(failing.request))
    before, box.late = box.late, 90.0
    try:
        return failing.well(failing.request)
    finally:
        box.late = before


def _came_again(failing: Failing) -> Answer:
    """The same mail is delivered once more."""
    answer = failing.well(failing.request)
    box = failing.place.mailbox(_user(failing.request))
    mails = [
        m for m in box.messages.values() if m.raw is not None and f"/{m.id}/" in _path(failing)
    ]
    for mail in mails[:1]:
        box.deliver(mail.raw or b"")
    return answer


def _forgotten(failing: Failing) -> Answer:
    words = "Resync required. Replace any local items with the server's version."
    return refused(410, "resyncRequired", words)


def _changed_meanwhile(failing: Failing) -> Answer:
    """Somebody has saved the row, and changed nothing that shows."""
    _, site, _, held, _, item, *_ = failing.request.path.strip("/").split("/")
    rows = failing.place.site(site.replace("%2C", ",")).list(held.replace("%20", " ")).items
    if item in rows:
        rows[item].version += 1
    return failing.well(failing.request)


def _open_at_somebodys(failing: Failing) -> Answer:
    words = "The resource you are attempting to access is locked"
    return refused(423, "notAllowed", words, inner="resourceLocked")


def _link_has_ended(failing: Failing) -> Answer:
    """302 to an address that is not there any more when it is asked."""
    answer = failing.well(failing.request)
    if answer.status == 302:
        failing.place.uploads.links.clear()
    return answer if answer.status == 302 else not_found().answer


def _user(request: Request) -> str:
    return request.path.split("/")[2].replace("%40", "@")


def _path(failing: Failing) -> str:
    return failing.request.path.replace("%3D", "=")


USUAL = (
    Fault("cut before it was read", anything, cut_before),
    Fault("cut after it was done", anything, cut_after),
    Fault("504", anything, _gateway),
    Fault("504, but done", anything, _gateway_but_done),
    Fault("503", anything, _away),
    Fault("429 with seconds", anything, _throttled(lambda failing: {"Retry-After": "1"})),
    Fault("429 with a fraction", anything, _throttled(lambda failing: {"Retry-After": "2.128"})),
    Fault("429 with a date", anything, _throttled(_on_a_date)),
    Fault("429 with nothing", anything, _throttled(lambda failing: {})),
    Fault("token ended early", _signed, _token_ended),
)
SPECIAL = (
    Fault("202 with Retry-After", _ends("POST", "/send"), _sent_and_told_to_wait),
    Fault("sent, and a draft for a while", _ends("POST", "/send"), _sent_late),
    Fault("moved by a person", _ends("POST", "/move"), moved_by_a_person),
    Fault("delivered twice", _ends("POST", "/move"), _came_again),
    Fault("410 between pages", _further_page, _forgotten),
    Fault("412", _versioned, _changed_meanwhile),
    Fault("423", _ends("PUT", "/content"), _open_at_somebodys),
    Fault("302 to what has ended", _ends("GET", "/content"), _link_has_ended),
)
