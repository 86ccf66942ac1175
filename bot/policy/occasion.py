"""What every decision needs to know of its moment: the policy in force, the time, and the cause."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias

from bot.policy.chains import Post, Told
from bot.policy.conflicts import HeldBefore, conflict
from bot.policy.council import Council, Person
from bot.policy.decision import Letter
from bot.policy.in_force import Policy
from bot.policy.kept_rules import as_begun
from bot.policy.model import Audit, Case, Fact, Round
from bot.policy.rules import Rules
from bot.policy.working_days import WorkingCalendar

# Gives the reference for a new thing: prefix and what names it. The same parts, the same reference.
NewReference: TypeAlias = Callable[..., str]

# Who has held the case of a child in the last months.
Holders: TypeAlias = Callable[[str], Sequence[HeldBefore]]

# How much each person was given in the last twelve months: counted only where somebody is chosen.
Load: TypeAlias = Callable[[], Mapping[str, int]]


def nothing_given() -> Mapping[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One mail read, one answer given, one cycle's look at what is owed."""

    policy: Policy
    at: datetime  # aware
    cause: str  # the mail, question or rung behind what is decided: part of each letter's key
    new_reference: NewReference
    load: Load = nothing_given  # audits, by auditor
    review_load: Load = nothing_given  # reviews, by reviewer
    held_before: Holders = lambda child: ()

    def begun(self, round_: Round | None) -> "Occasion":
        """The same moment, by the numbers that this round's audits began with (R-1.2-1)."""
        policy = as_begun(self.policy, round_)
        return self if policy is self.policy else replace(self, policy=policy)

    def part(self, audit: str) -> "Occasion":
        """The same moment, where one mail speaks of several audits: what it does to this one."""
        return replace(self, cause=f"{self.cause}: {audit}")

    @property
    def today(self) -> date:
        return self.policy.today(self.at)

    @property
    def council(self) -> Council:
        return self.policy.council

    @property
    def calendar(self) -> WorkingCalendar:
        return self.policy.calendar

    @property
    def rules(self) -> Rules:
        return self.policy.rules

    def tell(self, audit: Audit, *posts: Post) -> list[Told]:
        """The readers of the first of `posts` that anybody fills today for this audit's case.

        Never its auditor, who may have become a manager of the case since (A-24).
        """
        matter = replace(self.policy.matter(audit), concerns=frozenset({audit.auditor}))
        return self.policy.tell(matter, self.today, *posts)

    def conflicts_of(self, case: Case | Audit) -> Callable[[Person], str | None]:
        """Why a person may not look at this case; None: they may. For many persons at once."""
        before = self.held_before(case.child)
        return lambda person: conflict(person, case, self.council, self.today, before)

    def decider(self, asked_by: str | None = None) -> Told | None:
        return self.policy.decider(self.today, asked_by)

    def letter(
        self, name: str, to: str, about: str, facts: Mapping[str, Fact], cc: tuple[str, ...] = ()
    ) -> Letter:
        return Letter(name, to, about, self.cause, facts, cc)
