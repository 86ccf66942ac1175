"""A job of the service that fails for hours: who is told, and what does not happen meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.policy.annexe_letters import not_usable
from bot.policy.decision import Letter
from bot.policy.in_force import Policy
from bot.policy.model import Fact
from bot.policy.occasion import Occasion

SERVICE = "Audit Bot"  # what the letter is about

# Job -> what does not happen while it fails, in words for a coordinator.
WITHOUT = {
    "configuration": "your lists are not read",
    "clock": "times are not to be relied on: please show this letter to your IT department",
    "Annexe A": "this week's Annexe A is not taken in",
    "mailbox": "mails are not read",
    "concerns": "safeguarding concerns are not chased: please ring the people concerned",
    "safeguarding letters": "safeguarding letters do not leave: please ring the people concerned",
    "mail count": "mails that came in are not compared with what we have read",
    "decisions": "what you choose on the sheet Decisions is not carried out",
    "Annexe A again": "this week's Annexe A is not taken in",
    "case note dates": "dates on the sheet Case Notes are not taken in",
    "actions": "remedial actions do not follow their cases to new teams",
    "rounds": "no round is proposed",
    "panels": "panels do not go on",
    "chasing": "nobody is reminded of what is due",
    "closed cases": "nobody is told of cases that closed",
    "peers and themes": "no audits of peers are given out",
    "second looks": "nobody is reminded of panels and quality assurance",
    "compliance": "the review after four months does not go on",
    "leavers": "what is still with leavers is not listed",
    "case notes": "texts for Case Notes are not written",
    "packs": "the packs of the month are not written",
    "digests": "daily summaries are not written",
    "letters": "letters do not leave",
    "failures": "nobody is told of jobs that fail",
    "lists": "your lists show nothing new, on Decisions above all",
    "trackers": "the tracking workbook is not up to date",
    "retention": "data whose time is over is not deleted",
    "tracking lists": "the tracking lists are not up to date",
}


@dataclass(frozen=True, slots=True)
class Failing:
    """A job that has failed in every cycle since then, and what it said the last time."""

    job: str
    since: datetime
    words: str


def still_failing(
    before: Sequence[Failing], failed: Mapping[str, str], at: datetime
) -> tuple[Failing, ...]:
    """Those that failed in the cycle of `at`, each since its first failure in a row."""
    since = {each.job: each.since for each in before}
    return tuple(Failing(job, since.get(job, at), words) for job, words in failed.items())


def to_be_told(failing: Sequence[Failing], policy: Policy, at: datetime) -> tuple[Failing, ...]:
    """Those that fail for so long that a person must know, while a letter may leave."""
    if policy.council.quiet(policy.today(at)) or not policy.hours.is_open(at, policy.calendar):
        return ()
    long_ago = at - timedelta(hours=policy.rules.failure_hours)
    return tuple(each for each in failing if each.since <= long_ago)


def failure_letters(
    failing: Sequence[Failing], occasion: Occasion, *, all_stands: bool = False
) -> list[Letter]:
    """One letter about all of them, to whoever coordinates (recipient matrix row 24).

    Where all stands still it leaves with the letters of safeguarding, as no others do.
    """
    if not failing:
        return []
    facts: dict[str, Fact] = {
        "since": min(each.since for each in failing).isoformat(),
        "jobs": [
            {"job": each.job, "without": WITHOUT.get(each.job), "words": each.words}
            for each in failing
        ],
        "all_stands": all_stands,
    }
    letters = not_usable("job_failing", facts, occasion, SERVICE)
    return [replace(letter, urgent=all_stands) for letter in letters]
