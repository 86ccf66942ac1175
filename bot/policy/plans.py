"""What each kind of round is to be: which cases may be drawn, how many, and by how many each."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.policy.council import Council, Person, tidy
from bot.policy.draw import rank
from bot.policy.in_force import Policy
from bot.policy.model import Case
from bot.policy.round_parts import RoundKind
from bot.policy.themes import LARGEST_PANEL, Inspection, Theme, period_of, why_not
from bot.policy.wording import day_words

NOT_NAMED = "not named by the inspection"


@dataclass(frozen=True, slots=True)
class Plan:
    """A round before its draw."""

    kind: RoundKind
    period: str  # names the round: one of each
    name: str
    theme: str | None = None
    why_not: Callable[[Case], str | None] = lambda case: None  # beyond what bars any case
    cases: int | None = None  # how many; None: as many as the auditors can take on
    auditors: int = 1  # of each case that a panel audits
    panel_share: float = 1.0  # of all that the auditors can take on, what belongs to panels
    again: bool = False  # cases that were audited not long ago may be drawn too
    complete_by: date | None = None
    named: tuple[str, ...] = ()  # the children that an inspection names

    def sizes(self, slots: int) -> tuple[int, int]:
        """How many cases, and how many of them by a panel (R-6.2-2).

        With 17 audits that can be taken on and a share of 0.4, 3 pairs and 11 others: 14 cases.
        """
        if self.kind is RoundKind.INTER_RATER:
            return self.cases or 1, self.cases or 1
        panels = 0
        if self.auditors > 1:
            panels = math.floor(round(slots * self.panel_share, 6)) // self.auditors
        cases = slots - panels * (self.auditors - 1)
        if self.cases is not None:
            cases = min(cases, self.cases)
        return cases, min(panels, cases)

    def members(self, auditors: Sequence[Person]) -> Sequence[Person]:
        """The auditors with the room that they have for this round."""
        if self.kind is not RoundKind.INTER_RATER:
            return auditors
        # R-8.1-4: everybody can be asked to look at the same record, whatever else they have.
        return [replace(p, capacity=max(p.capacity, self.cases or 1)) for p in auditors]


def monthly(policy: Policy, today: date) -> Plan:
    """4.2, 6.2: a random sample of all open cases, some of them audited by a panel."""
    rules = policy.rules
    return Plan(
        RoundKind.MONTHLY,
        f"{today:%Y-%m}",
        f"{today:%B %Y}",
        auditors=min(rules.panel_size, LARGEST_PANEL),
        panel_share=rules.panel_share,
    )


def thematic(theme: Theme, day: date, council: Council) -> Plan:
    """R-4.2-2: cases of one kind; an inter-rater exercise draws its case in the same way."""
    once = theme.end is None or theme.start == day
    return Plan(
        theme.kind,
        period_of(theme, day),
        theme.name if once else f"{theme.name}, {day_words(day)}",
        theme=theme.name,
        why_not=lambda case: why_not(theme, case, council),
        cases=theme.cases,
        auditors=theme.auditors,
        again=theme.kind is RoundKind.INTER_RATER,
    )


def inspection(asked: Inspection, children: Sequence[str], number: int) -> Plan:
    """Those named cases that no round of this inspection holds yet."""
    wanted = {tidy(child) for child in children}
    again = f" ({number})" if number > 1 else ""
    return Plan(
        RoundKind.INSPECTION,
        f"inspection {tidy(asked.name)} {number}",
        f"{asked.name}{again}",
        theme=asked.name,
        why_not=lambda case: None if tidy(case.child) in wanted else NOT_NAMED,
        cases=len(wanted),
        again=True,
        complete_by=asked.complete_by,
        named=tuple(children),
    )


def exercise(policy: Policy, today: date) -> Plan:
    """R-8.1-4: "periodically", a sample of the pool looks at one and the same record."""
    return Plan(
        RoundKind.INTER_RATER,
        f"inter-rater {today:%Y-%m}",
        f"Inter-rater exercise, {today:%B %Y}",
        cases=1,
        auditors=policy.rules.inter_rater_auditors,
        again=True,
    )


def panel_sizes(plan: Plan, cases: Sequence[Case], panels: int, seed: str) -> Mapping[str, int]:
    """Child -> auditors, for the cases whose lot it is to be audited by a panel."""
    drawn = sorted(cases, key=lambda case: rank(f"{seed} panel", case.child))
    return {case.child: plan.auditors for case in drawn[:panels]}
