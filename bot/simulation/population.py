"""The children of a simulated council: ids, teams and dates alone, and what each week does."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from bot.demo.cast import CastTeam
from bot.policy.model import Case, Frame
from bot.policy.publication import ChildRow
from bot.simulation.plan import WeekPlan

# Status -> service area of the teams that hold it, the list that names it, share of the children.
_STATUSES = {
    "Looked after": ("CYPIC", 8, 0.22),
    "Child protection": ("Safeguarding", 7, 0.14),
    "Child in need": ("Safeguarding", 6, 0.34),
    "Open assessment": ("A&A", 4, 0.30),
}
_HALF_YEAR = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Child:
    """One child's latest episode."""

    id: str
    status: str
    team: str | None
    worker: str | None
    opened: date
    closed: date | None = None


class Population:
    """Open and lately closed children; the same seed lives the same year."""

    def __init__(self, teams: Sequence[CastTeam], open_cases: int, start: date, seed: int) -> None:
        self._dice = random.Random(f"children {seed}")
        self._teams = {area: [t.name for t in teams if t.area == area] for area in _areas(teams)}
        self._every = [team.name for team in teams]
        self._next = 100_001
        self.children: dict[str, Child] = {}
        self._listed: dict[str, tuple[Child, Case, ChildRow]] = {}  # as Annexe A says it
        self.as_at = start
        for _ in range(open_cases):
            self._open(start - timedelta(days=self._dice.randint(1, 900)))

    def next_week(self, plan: WeekPlan) -> None:
        """A week goes by: every child has its own luck."""
        self.as_at += timedelta(days=7)
        dice, was_open = self._dice, [c for c in self.children.values() if c.closed is None]
        for child in was_open:
            luck = dice.random()
            for share, happens in (
                (plan.closed, self._close),
                (plan.moved, self._move),
                (plan.worker_changed, self._other_worker),
                (plan.unallocated, self._lose_worker),
                (plan.vanished, self._vanish),
                (plan.id_changed, self._other_id),
            ):
                if luck < share:
                    happens(child)
                    break
                luck -= share
        self._come_back(plan.reopened)
        for _ in range(round(plan.opened * len(was_open))):
            self._open(self.as_at - timedelta(days=dice.randint(0, 6)))

    def open_children(self) -> list[str]:
        return [child.id for child in self.children.values() if child.closed is None]

    def frame(self) -> Frame:
        """The open cases, as a reading of the weekly workbook gives them."""
        found = (case for child, case, _ in self._as_listed() if child.closed is None)
        return Frame(self.as_at, tuple(sorted(found, key=attrgetter("child"))))

    def rows(self) -> dict[str, ChildRow]:
        """What two publications are compared by."""
        return {child.id: row for child, _, row in self._as_listed()}

    def _as_listed(self) -> Iterable[tuple[Child, Case, ChildRow]]:
        """Made anew for those alone who have changed since the week before."""
        before = self._listed
        self._listed = {
            name: known
            if (known := before.get(name)) and known[0] is child
            else (child, _case(child), _row(child))
            for name, child in self.children.items()
        }
        return self._listed.values()

    def _open(self, day: date, child_id: str | None = None) -> None:
        dice = self._dice
        status = dice.choices(list(_STATUSES), [share for *_, share in _STATUSES.values()])[0]
        teams = self._teams.get(_STATUSES[status][0]) or self._every
        team = dice.choice(teams)
        if child_id is None:
            child_id, self._next = str(self._next), self._next + 1
        self.children[child_id] = Child(child_id, status, team, self._worker(team), day)

    def _worker(self, team: str) -> str:
        return f"Worker {self._dice.randint(1, 8)} of {team}"

    def _close(self, child: Child) -> None:
        day = self.as_at - timedelta(days=self._dice.randint(0, 6))
        self.children[child.id] = replace(child, closed=max(day, child.opened))

    def _move(self, child: Child) -> None:
        team = self._dice.choice(self._every)
        self.children[child.id] = replace(child, team=team, worker=self._worker(team))

    def _other_worker(self, child: Child) -> None:
        if child.team:
            self.children[child.id] = replace(child, worker=self._worker(child.team))

    def _lose_worker(self, child: Child) -> None:
        self.children[child.id] = replace(child, worker=None)

    def _vanish(self, child: Child) -> None:
        del self.children[child.id]

    def _other_id(self, child: Child) -> None:
        del self.children[child.id]
        new, self._next = str(self._next), self._next + 1
        self.children[new] = replace(child, id=new)

    def _come_back(self, share: float) -> None:
        since = self.as_at - _HALF_YEAR
        for child in [c for c in self.children.values() if c.closed is not None]:
            if child.closed and child.closed < since:
                del self.children[child.id]  # Annexe A looks six months back
            elif self._dice.random() < share:
                self._open(self.as_at - timedelta(days=self._dice.randint(0, 6)), child.id)


def _areas(teams: Sequence[CastTeam]) -> list[str]:
    return sorted({team.area for team in teams})


def _case(child: Child) -> Case:
    number = _STATUSES[child.status][1]
    lists = (number,) if number == 6 else (6, number)
    return Case(
        child.id,
        tuple(sorted(lists)),
        child.status,
        child.team,
        child.worker,
        None,
        f"{child.status}, service area not known",
        child.opened,
    )


def _row(child: Child) -> ChildRow:
    is_open = child.closed is None
    number = _STATUSES[child.status][1]
    on = tuple(sorted({6, number}))
    in_care = child.status == "Looked after"
    on_plan = child.status == "Child protection"
    return ChildRow(
        child=child.id,
        on=on,
        open_on=on if is_open else (),
        start=child.opened,
        end=child.closed,
        end_unreadable=False,
        status=child.status if is_open else "Closed",
        reason=None,
        team=child.team,
        worker=child.worker,
        plan_start=child.opened if on_plan else None,
        plan_end=child.closed if on_plan else None,
        care_start=child.opened if in_care else None,
        care_end=child.closed if in_care else None,
        assessment_end=child.closed if child.status == "Open assessment" else None,
        in_frame=is_open,
    )
