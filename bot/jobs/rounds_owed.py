"""Which rounds are owed today: the month's, those that the lists ask for, and the exercise."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.policy.council import tidy
from bot.policy.model import Round, RoundStatus
from bot.policy.occasion import Occasion
from bot.policy.plans import Plan, exercise, inspection, monthly, thematic
from bot.policy.round_parts import RoundKind
from bot.policy.rounds import is_owed
from bot.policy.themes import Inspection, Wanted, months_after, owed
from bot.store import programme, publications
from bot.store.publications import Publication
from bot.store.transaction import Transaction

# Of these another is proposed: one of the same frame and seed, so of the same cases.
_AGAIN = (RoundStatus.UNDEPLOYED, RoundStatus.DRAWN_AGAIN)


def rounds_owed(
    work: Transaction, wanted: Wanted, occasion: Occasion
) -> Iterator[tuple[Plan, Publication]]:
    """Each round that is owed, with the publication of Annexe A that it is drawn from.

    A period has one round. One that was discarded stays so; one that was deployed by mistake and
    taken back is proposed again, and one that a person wants drawn again.
    """
    first = publications.first_of_month(work, occasion.today)
    if first and is_owed(occasion.today, first.as_at, occasion.policy):
        yield from _new(work, monthly(occasion.policy, occasion.today), first)
    newest = publications.latest(work)
    if newest is None or _is_stale(newest, occasion):
        return
    for theme in wanted.themes:
        if day := owed(theme, occasion.today, occasion.calendar):
            yield from _new(work, thematic(theme, day, occasion.council), newest)
    for asked in wanted.inspections:
        yield from _inspection(work, asked, newest, occasion)
    if _exercise_is_owed(work, occasion):
        yield from _new(work, exercise(occasion.policy, occasion.today), newest)


def _new(
    work: Transaction, plan: Plan, publication: Publication
) -> Iterator[tuple[Plan, Publication]]:
    settled = (r for r in programme.all_rounds(work) if r.status not in _AGAIN)
    if all(round_.period != plan.period for round_ in settled):
        yield plan, publication


def _is_stale(publication: Publication, occasion: Occasion) -> bool:
    """A-18: an old Annexe A is never drawn from silently."""
    oldest = occasion.today - timedelta(days=occasion.rules.annexe_age_days)
    return publication.as_at < oldest


def _inspection(
    work: Transaction, asked: Inspection, newest: Publication, occasion: Occasion
) -> Iterator[tuple[Plan, Publication]]:
    if occasion.today < asked.start:
        return
    before = [
        round_
        for round_ in programme.all_rounds(work)
        if round_.kind is RoundKind.INSPECTION
        and round_.status not in _AGAIN
        and tidy(round_.theme or "") == tidy(asked.name)
    ]
    held = {tidy(child) for round_ in before for child in round_.named}
    left = [child for child in asked.children if tidy(child) not in held]
    if left:
        yield inspection(asked, left, len(before) + 1), newest


def _exercise_is_owed(work: Transaction, occasion: Occasion) -> bool:
    """R-8.1-4: so many months after the last exercise, or after the programme began."""
    months = occasion.rules.inter_rater_months
    rounds = programme.all_rounds(work)
    since = [_last(rounds), _began(rounds)]
    days = [day for day in since if day]
    return bool(months and days) and occasion.today >= months_after(max(days), months)


def _last(rounds: list[Round]) -> date | None:
    held = (
        round_.proposed_on
        for round_ in rounds
        if round_.kind is RoundKind.INTER_RATER and round_.status not in _AGAIN
    )
    return max(held, default=None)


def _began(rounds: list[Round]) -> date | None:
    return min((r.deployed_on for r in rounds if r.deployed_on), default=None)
