"""The state of a deadline in words, made from dates alone (C15)."""

from collections.abc import Mapping
from datetime import date

from bot.policy.in_force import Policy
from bot.policy.wording import count_words
from bot.workbooks.tables import Tone

SOON = 10  # working days: "due in the next 10 working days" stands before what is late (C18)
STATES: Mapping[str, Tone] = {
    "Overdue": Tone.LATE,
    "Due": Tone.SOON,
    "In time": Tone.GOOD,
    "Completed": Tone.GOOD,
    "Closed": Tone.QUIET,
}


def state_of(due: date | None, policy: Policy, today: date) -> str:
    """How it stands with a deadline, and how long it is or was."""
    if due is None:
        return "No date"
    left = policy.calendar.between(today, due)
    if left < 0:
        return f"Overdue by {count_words(-left, 'working day')}"
    if left <= SOON:
        return f"Due in {count_words(left, 'working day')}" if left else "Due today"
    return f"In time, {count_words(left, 'working day')} left"
