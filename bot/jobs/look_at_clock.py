"""Job: say that the clock was set back, because what was done before bears times yet to come."""

from datetime import datetime, timedelta

from bot.jobs.service import Service
from bot.policy.in_force import Policy
from bot.policy.wording import day_words
from bot.policy.working_days import OfficeHours
from bot.ports import TemporaryError
from bot.store import keeping
from bot.store.transaction import Transaction

_APART = timedelta(minutes=10)  # so much the clocks of two machines may differ
_TOLD_FOR = timedelta(days=1)  # then whoever watches the service needs it to go well again


def look_at_clock(service: Service, policy: Policy, at: datetime) -> str:
    """Raises TemporaryError for a day from the first cycle that ended earlier than one before."""
    with service.store.reading() as work:
        words = set_back(work, policy.hours, at)
        since = keeping.set_back_at(work)
    if words and (since is None or at - since < _TOLD_FOR):
        raise TemporaryError(words)
    return words or "no cycle has ended later than now"


def set_back(work: Transaction, hours: OfficeHours, at: datetime) -> str | None:
    """What is wrong with the clock, and what to do; None: nothing that the record shows."""
    latest = keeping.latest_end(work)
    if latest is None or latest - at <= _APART:
        return None
    return (
        f"a cycle has ended at {_words(latest, hours)}, and by the clock of this machine it is only"
        f" {_words(at, hours)}. Let it take its time from a time server (NTP). If it is right now,"
        " it was wrong then: letters may have left too early, and what began then is chased only"
        " once that time has come. Look through the sheet Needs attention"
    )


def _words(at: datetime, hours: OfficeHours) -> str:
    local = hours.local(at)
    return f"{local:%H:%M} on {day_words(local.date())}"
