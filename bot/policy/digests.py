"""Lines for the daily digests: one mail a day instead of five (C19, requirements 8, column d)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.policy.chains import who_coordinates
from bot.policy.council import DigestTime
from bot.policy.decision import Letter
from bot.policy.in_force import Policy
from bot.policy.model import Fact
from bot.policy.occasion import Occasion

_LONGEST_WAIT = 60  # days: longer than a week with all the closures that may follow it


def programme_leads(policy: Policy, on: date) -> list[str]:
    """Who keeps count of the whole programme: the coordinators and the Consultant Head."""
    coordinators = [p.name for p in who_coordinates(policy.council, on)]
    decider = policy.decider(on)
    return list(dict.fromkeys([*coordinators, *([decider.person.name] if decider else [])]))


def last_slot(chosen: DigestTime, at: datetime, policy: Policy) -> date:
    """The day of the newest summary that was due at `at`; a holiday's comes a working day later."""
    here = policy.hours.local(at)
    days = (here.date() - timedelta(days=back) for back in range(_LONGEST_WAIT))
    slots = (policy.calendar.on_or_after(day) for day in days if day.weekday() in chosen.weekdays)
    now = (here.date(), here.time())
    return next(slot for slot in slots if (slot, chosen.at) <= now)


def coordinator_lines(about: str, line: str, occasion: Occasion) -> list[Letter]:
    """One line for the coordinators alone: what the Consultant Head need not count (row 11)."""
    coordinators = who_coordinates(occasion.council, occasion.today)
    return _lines(about, line, [p.name for p in coordinators], occasion)


def digest_lines(about: str, line: str, occasion: Occasion) -> list[Letter]:
    """One line about something that has happened, for each of those who keep count."""
    return _lines(about, line, programme_leads(occasion.policy, occasion.today), occasion)


def _lines(about: str, line: str, readers: Sequence[str], occasion: Occasion) -> list[Letter]:
    facts: dict[str, Fact] = {"line": line}
    return [
        Letter("digest_line", name, about, f"{occasion.cause}: {line}", facts, digest=True)
        for name in readers
    ]
