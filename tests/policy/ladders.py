"""What one audit owes on a day, for the tests of both ladders."""

from datetime import date

from bot.policy.chasing import Owed, chase
from bot.policy.council import Council
from bot.policy.model import AuditFile
from tests.policy.cast import CALENDAR, COUNCIL, DUE, occasion, sent


def after(days: int, due: date = DUE) -> date:
    """So many working days after (or, below zero, before) the due date."""
    return CALENDAR.add(due, days) if days >= 0 else CALENDAR.subtract(due, -days)


def owed(file: AuditFile, day: date, among: Council = COUNCIL) -> list[Owed]:
    return chase(file, occasion(day, among, cause="chasing"))


def letters(file: AuditFile, day: date, among: Council = COUNCIL) -> list[tuple[str, str]]:
    return [letter for one in owed(file, day, among) for letter in sent(one.decision)]


def steps(file: AuditFile, first: date, last: date) -> list[str]:
    """The rungs that a cycle on each of these working days would find, each once, in order."""
    days = [first, *CALENDAR.days(first, last)]
    return list(dict.fromkeys(one.step for day in days for one in owed(file, day)))
