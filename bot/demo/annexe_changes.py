"""What a week does to the made-up council: every kind of change that two Mondays can differ by."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.demo.annexe_world import Child, Leaver, Maker, Period, Stage, World, closed

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Change:
    """One known difference between a world and the one that follows it."""

    child: str  # the id in the earlier file; of a new case, in the later
    kind: str
    on: date | None = None  # of the closure, the new start or the end of care
    now: str | None = None  # the new id, team or worker


def following_monday(world: World, seed: int, *, each: int = 1) -> tuple[World, tuple[Change, ...]]:
    """The same council a week later, and the list of all that changed, `each` times every kind.

    A world too small for a kind goes without it; the list always says what was done.
    """
    week = _Week(world, random.Random(seed))
    _foretold_closures(week)
    for _ in range(each):
        for happen in _KINDS.values():
            happen(week)
    return week.result(), tuple(week.changes)


class _Week:
    """The world while it changes; nobody changes twice."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self.rng = rng
        self.before = world.as_at
        self.now = world.as_at + _WEEK
        self.children = {child.person.id: child for child in world.children}
        self.leavers = {leaver.person.id: leaver for leaver in world.leavers}
        self.changes: list[Change] = []
        highest = max((int(i) for i in (*self.children, *self.leavers)), default=100_000)
        self.maker = Maker(self.now, world.teams, rng, first_id=highest)
        self._touched = set(self.leavers)

    def result(self) -> World:
        children = tuple(self._visited(child) for child in self.children.values())
        return World(self.now, self.maker.teams, children, tuple(self.leavers.values()))

    def _visited(self, child: Child) -> Child:
        """A third of the children are seen in any week: no change that anybody need know of."""
        if not child.open(self.now) or self.rng.random() > 1 / 3:
            return child
        return replace(child, seen=max(child.episode.start, self.day()))

    def some(
        self, *, is_open: bool, fits: Callable[[Child], bool] = lambda _: True
    ) -> Child | None:
        able = [
            child
            for key, child in self.children.items()
            if key not in self._touched and child.open(self.before) is is_open and fits(child)
        ]
        if not able:
            return None
        child = self.rng.choice(able)
        self._touched.add(child.person.id)
        return child

    def put(
        self, child: Child, kind: str, *, on: date | None = None, now: str | None = None
    ) -> None:
        self.children[child.person.id] = child
        self._touched.add(child.person.id)
        self.changes.append(Change(child.person.id, kind, on, now))

    def day(self) -> date:
        """A day of the week that has gone by."""
        return self.now - timedelta(days=self.rng.randint(0, 6))


def _foretold_closures(week: _Week) -> None:
    """A closure date that lay ahead last week, and has come."""
    for child in list(week.children.values()):
        end = child.episode.end
        if end and week.before < end <= week.now:
            week.put(closed(child, end, week.maker.reason()), "closed", on=end)


def _closed(week: _Week) -> None:
    if child := week.some(is_open=True):
        day = week.day()
        week.put(closed(child, day, week.maker.reason()), "closed", on=day)


def _closed_backdated(week: _Week) -> None:
    def long_open(child: Child) -> bool:
        return child.episode.start < week.before - timedelta(days=40)

    if child := week.some(is_open=True, fits=long_open):
        day = week.before - timedelta(days=week.rng.randint(1, 30))
        week.put(closed(child, day, week.maker.reason()), "closed_backdated", on=day)


def _vanished(week: _Week) -> None:
    if child := week.some(is_open=True):
        del week.children[child.person.id]
        week.changes.append(Change(child.person.id, "vanished_without_closure"))


def _future_closure(week: _Week) -> None:
    if child := week.some(is_open=True):
        day = week.now + timedelta(days=week.rng.randint(3, 30))
        episode = Period(child.episode.start, day)
        week.put(replace(child, episode=episode), "future_closure_date_still_open", on=day)


def _closed_status(week: _Week) -> None:
    if child := week.some(is_open=True, fits=lambda c: not (c.care or c.plan or c.assessment)):
        week.put(replace(child, said_closed=True), "closed_status_no_date")


def _reopened(week: _Week) -> None:
    if child := week.some(is_open=False, fits=lambda c: c.episode.end is not None):
        day = week.day()
        fresh = week.maker.child(Stage.ASSESSMENT, start=day)
        week.put(replace(fresh, person=child.person), "reopened_new_episode", on=day)


def _reversed(week: _Week) -> None:
    def plain(child: Child) -> bool:
        return child.episode.end is not None and child.stage is Stage.CHILD_IN_NEED

    if child := week.some(is_open=False, fits=plain):
        again = replace(child, episode=Period(child.episode.start), reason=None)
        week.put(again, "closure_reversed_same_episode")


def _opened_and_closed(week: _Week) -> None:
    if child := week.some(is_open=False, fits=lambda c: c.episode.end is not None):
        start = week.before + timedelta(days=1)
        end = start + timedelta(days=week.rng.randint(1, 5))
        fresh = closed(week.maker.child(Stage.CHILD_IN_NEED, start=start), end, week.maker.reason())
        brief = replace(fresh, person=child.person)
        week.put(brief, "opened_and_closed_between_publications", on=end)


def _moved(week: _Week) -> None:
    if child := week.some(is_open=True, fits=lambda c: c.stage is Stage.CHILD_IN_NEED):
        others = [t for t in week.maker.teams if t.name != child.team and not t.care_leavers]
        team = week.rng.choice(others)
        moved = replace(child, team=team.name, worker=week.rng.choice(team.workers))
        week.put(moved, "team_and_worker_changed", now=team.name)


def _worker_left(week: _Week) -> None:
    child = week.some(is_open=True, fits=lambda c: c.worker is not None)
    if child is None:
        return
    team = next(t for t in week.maker.teams if t.name == child.team)
    left, others = child.worker, [w for w in team.workers if w != child.worker]
    if not others:
        return
    for key, held in list(week.children.items()):
        mine = held.team == team.name and held.worker == left and held.open(week.before)
        if mine and (key == child.person.id or key not in week._touched):
            new = week.rng.choice(others)
            week.put(replace(held, worker=new), "worker_changed", now=new)


def _unallocated(week: _Week) -> None:
    if child := week.some(is_open=True, fits=lambda c: c.worker is not None):
        week.put(replace(child, worker=None), "became_unallocated")


def _left_care(week: _Week) -> None:
    if child := week.some(is_open=True, fits=lambda c: c.care is not None):
        day = week.day()
        start = child.care.start if child.care else day
        care = Period(min(start, day), day)
        home = replace(child, care=care, stage=Stage.CHILD_IN_NEED)
        week.put(home, "left_care_still_open", on=day)


def _id_changed(week: _Week) -> None:
    if child := week.some(is_open=True):
        del week.children[child.person.id]
        person = replace(child.person, id=week.maker.person(0, 1).id)
        week.children[person.id] = replace(child, person=person)
        week._touched.add(person.id)
        week.changes.append(Change(child.person.id, "id_changed", now=person.id))


def _new_case(week: _Week) -> None:
    day = week.day()
    week.put(week.maker.child(Stage.ASSESSMENT, start=day), "new_case", on=day)


def _leaver_gone(week: _Week) -> None:
    able: list[Leaver] = [x for key, x in week.leavers.items() if key not in week.children]
    if able:
        leaver = week.rng.choice(able)
        del week.leavers[leaver.person.id]
        week.changes.append(Change(leaver.person.id, "care_leaver_gone"))


_KINDS: Mapping[str, Callable[[_Week], None]] = {
    "closed": _closed,
    "closed_backdated": _closed_backdated,
    "vanished_without_closure": _vanished,
    "future_closure_date_still_open": _future_closure,
    "closed_status_no_date": _closed_status,
    "reopened_new_episode": _reopened,
    "closure_reversed_same_episode": _reversed,
    "opened_and_closed_between_publications": _opened_and_closed,
    "team_and_worker_changed": _moved,
    "worker_changed": _worker_left,
    "became_unallocated": _unallocated,
    "left_care_still_open": _left_care,
    "id_changed": _id_changed,
    "new_case": _new_case,
    "care_leaver_gone": _leaver_gone,
}
KINDS = tuple(_KINDS)
