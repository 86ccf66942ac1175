"""From the rows of the lists to the frame: each open case once, with who holds it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from bot.annexe import row_problems as faults
from bot.annexe.problems import Problem, note, warning
from bot.annexe.rows import OPEN, UNKNOWN, Entry, State
from bot.annexe.statuses import (
    CARE_LEAVER,
    CHILD_PROTECTION,
    LOOKED_AFTER,
    NOT_STATED,
    OPEN_ASSESSMENT,
    USUAL_AREA,
)
from bot.policy.council import tidy
from bot.policy.model import Case
from bot.policy.publication import ChildRow

Entries = Mapping[int, Entry]  # of one child, by list; the most believed first, as in CASE_LISTS
_STATUS_OF_LIST = {
    8: LOOKED_AFTER,
    7: CHILD_PROTECTION,
    9: CARE_LEAVER,
    4: OPEN_ASSESSMENT,
}


def by_child(entries: Iterable[Entry], problems: list[Problem]) -> dict[str, Entries]:
    """The one row that counts, by child and list. Lists 6 to 9 should name a child once each.

    `entries`: list by list, in the order of CASE_LISTS.
    """
    children: dict[str, dict[int, Entry]] = {}
    repeated: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        sheet, _, child = entry.place
        number = sheet.number
        lists = children.setdefault(child, {})
        first = lists.setdefault(number, entry)
        if first is not entry:
            repeated.setdefault((child, number), [first]).append(entry)
    for (child, number), rows in repeated.items():
        best = children[child][number] = max(rows, key=_precedence)
        if number != 4:
            others = ", ".join(f"row {e.place.row}" for e in rows if e is not best)
            matters = number == 6 or best.state is not State.CLOSED
            problems.append(faults.repeated(best.place, others, matters=matters))
    return {child: children[child] for child in sorted(children)}


def _precedence(entry: Entry) -> tuple[int, date]:
    # Open before closed, then the latest episode. On List 6, which names a child once, a row that
    # cannot be read leaves the child in doubt; elsewhere one open row is enough.
    doubt = 3 if entry.place.list == 6 else 1
    rank = {UNKNOWN: doubt, OPEN: 2, State.CLOSED: 0}[entry.state]
    return rank, entry.start or date.min


def deciding(child: Entries, problems: list[Problem]) -> tuple[int, ...]:
    """The lists that make the child an open case, if any; contradictions become problems."""
    six = child.get(6)
    if six and (six.state is UNKNOWN or len(child) == 1):  # most are on List 6 alone
        return (6,) if six.state is OPEN else ()
    open_on = tuple([number for number, entry in child.items() if entry.state is OPEN])
    if six and six.state is OPEN:
        return open_on
    problems.extend(_contradictions(child, open_on, six))
    # On Lists 7 and 8 the open child is in danger or in care, whatever List 6 says; an assessment
    # left open after the case was closed is no more than untidy.
    return () if six and open_on == (4,) else open_on


def _contradictions(child: Entries, open_on: Sequence[int], six: Entry | None) -> Iterator[Problem]:
    for number in open_on:
        if number == 9:
            continue  # care leavers are rightly not on List 6, or closed there
        place = child[number].place
        if six is None:
            yield faults.not_on_list_6(place)
        else:
            yield faults.closed_on_list_6(place, six.end)


class CaseMaker:
    """Makes cases of children; remembers the first spelling of a name, and teams not known."""

    def __init__(
        self, areas: Mapping[str, str], *, guess_areas: bool, problems: list[Problem]
    ) -> None:
        """`areas`: team name -> service area."""
        self.problems = problems
        self._areas = {tidy(team): area for team, area in areas.items()}
        self._guess_areas = guess_areas
        self._spelled = _first_spellings()
        # Few differ among thousands of cases, so each is found once.
        self._areas_of, self._ordered = cache(self._area), cache(_ordered)

    def cases(self, children: Iterable[Entries]) -> tuple[Case, ...]:
        """The children who are open somewhere."""
        found = ((child, deciding(child, self.problems)) for child in children)
        return tuple([self._case(child, open_on) for child, open_on in found if open_on])

    def _case(self, child: Entries, open_on: tuple[int, ...]) -> Case:
        """`open_on`: the lists on which the child is open, the most believed first."""
        first = child[open_on[0]]
        status = self._status(child, open_on)
        team, worker = self._held(child, open_on)
        if team is None or worker is None:
            self._report_unallocated(first, team, worker)
        area, stratum = self._areas_of(team, status)
        lists, who = self._ordered(open_on), first.place.child
        return Case(who, lists, status, team, worker, area, stratum, first.start)

    def _status(self, child: Entries, open_on: Sequence[int]) -> str:
        stated = child[6].status if 6 in open_on else None
        if stated and len(open_on) == 1:
            return stated
        if stated is None:
            others = (number for number in open_on if number != 6)
            return next((_STATUS_OF_LIST[number] for number in others), NOT_STATED)
        for number in open_on:
            if number in (7, 8) and stated not in (_STATUS_OF_LIST[number], LOOKED_AFTER):
                self.problems.append(faults.status_differs(child[6].place, stated, number))
                break
        return stated

    def _held(self, child: Entries, open_on: Sequence[int]) -> tuple[str | None, str | None]:
        first = child[open_on[0]]
        if first.team and first.worker:  # as of nearly every child
            return self._spelled(first.team), self._spelled(first.worker)
        # List 4 says who made an assessment, not who holds the case: heard only when alone.
        entries = [child[number] for number in open_on if number != 4 or len(open_on) == 1]
        holder = next((e for e in entries if e.team), None)
        holder = holder or next((e for e in entries if e.worker), entries[0])
        team = self._spelled(holder.team)
        same = (e.worker for e in entries if e.worker and self._spelled(e.team) == team)
        return team, self._spelled(holder.worker or next(same, None))

    def _area(self, team: str | None, status: str) -> tuple[str | None, str]:
        """The service area, and the stratum with it."""
        area = self._mapped(team) or (USUAL_AREA[status] if self._guess_areas else None)
        return area, f"{status}, {area or 'service area not known'}"

    def _mapped(self, team: str | None) -> str | None:
        return self._areas.get(tidy(team)) if team else None

    def _report_unallocated(self, first: Entry, team: str | None, worker: str | None) -> None:
        if team is None:
            self.problems.append(faults.unallocated(first.place, "team"))
        if worker is None:
            self.problems.append(faults.unallocated(first.place, "worker"))

    def area_problems(self, cases: Iterable[Case]) -> Iterator[Problem]:
        """What to tell of the teams that no table of teams maps to a service area."""
        teams: dict[str | None, list[tuple[str | None, int]]] = defaultdict(list)
        held = Counter((case.team, case.service_area) for case in cases)
        for (team, area), count in sorted(held.items(), key=str):
            if not self._mapped(team):
                teams[team].append((area, count))
        if teams and not self._areas and self._guess_areas:
            yield note(
                "areas_guessed",
                f"No table of teams was given, so the service area of all {len(teams)} teams was"
                " taken from the status of each case. Fill in the Teams list.",
            )
            return
        for team, guesses in teams.items():
            yield warning("team_not_mapped", _not_mapped(team, guesses))


def _ordered(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(numbers))


def _first_spellings() -> Callable[[str | None], str | None]:
    """Of the names that differ in case or white space alone, the one that was asked for first."""
    first: dict[str, str] = {}

    @cache  # the same few hundred names, over and over
    def spelled(name: str | None) -> str | None:
        return None if name is None else first.setdefault(tidy(name), name)

    return spelled


def _not_mapped(team: str | None, guesses: Sequence[tuple[str | None, int]]) -> str:
    cases = sum(count for _, count in guesses)
    who = f"The team “{team}” is not on the Teams list" if team else "Cases without a team"
    guessed = ", ".join(f"{area} for {count}" for area, count in guesses if area)
    what = f"taken from the status of each case: {guessed}" if guessed else "not guessed"
    return (
        f"{who} ({cases} open {'case' if cases == 1 else 'cases'}). Their service area was {what}."
        + (" Add the team, or add this spelling to its other names." if team else "")
    )


def child_row(child: Entries, case: Case | None) -> ChildRow:
    """All that is kept of a child; `case` if the child is in the frame."""
    four, six, seven, eight = (child.get(number) for number in (4, 6, 7, 8))
    first = six or eight or seven or child.get(9) or child[4]
    states = [(number, entry.state) for number, entry in child.items()]
    unknown = any(state is UNKNOWN for _, state in states)
    return ChildRow(
        child=first.place.child,
        on=tuple(sorted(child)),
        open_on=tuple(sorted([number for number, state in states if state is OPEN])),
        start=six.start if six else None,
        end=six.end if six else None,
        end_unreadable=unknown and case is None,
        status=six.status if six else None,
        reason=six.reason if six else None,
        team=case.team if case else first.team,
        worker=case.worker if case else first.worker,
        plan_start=seven.start if seven else None,
        plan_end=seven.end if seven else None,
        care_start=eight.start if eight else None,
        care_end=eight.end if eight else None,
        assessment_end=four.end if four else None,
        in_frame=case is not None,
    )
