"""What a coordinator puts on the lists in a year: rounds besides the month's, who leaves."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.configuration.columns import CHECK
from bot.demo.cast import address
from bot.policy.council import Role
from bot.ports import ListRow, RowChange
from bot.simulation.outside import Lists
from bot.simulation.plan import LeaverPlan, RoundPlan

_REPEATS = ("Once", "Every two weeks", "Every month")
_STATUSES = ("Looked after", "Child protection", "Child in need")
_MAY_LEAVE = (Role.TEAM_MANAGER.value, Role.AUDITOR.value)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody's last day in post, and the day on which a successor begins."""

    name: str
    last: date
    followed: date


class Coordinator:
    """Keeps the lists, each working morning before the service looks."""

    def __init__(self, lists: Lists, start: date, weeks: int, seed: int) -> None:
        self._lists, self._start, self._weeks = lists, start, weeks
        self._dice = random.Random(f"coordinator {seed}")
        self._due: dict[date, list[Callable[[], None]]] = {}
        self._teams: dict[str, list[str]] = {}  # that a leaver managed: rows of Teams
        self.left: dict[str, date] = {}  # address -> the last day in post

    def plan_rounds(self, plan: RoundPlan, open_children: Callable[[], Sequence[str]]) -> None:
        """Themes and inspections, each from a Monday on."""
        for number in range(self._share(plan.themes_a_year)):
            self._on(self._monday(), self._theme, number + 1, plan.theme_cases)
        for number in range(self._share(plan.inspections_a_year)):
            named = plan.inspection_cases
            self._on(self._monday(), self._inspection, number + 1, named, open_children)

    def plan_leavers(self, plan: LeaverPlan) -> None:
        """Auditors and Team Managers go; whoever follows them is there at once, or weeks later."""
        for row in self._lists.read("People"):
            roles = set(str(row.values["Roles"]).split("; "))
            if not roles <= set(_MAY_LEAVE):
                continue
            if self._dice.random() < plan.share_a_year * self._weeks / 52:
                last = self._monday() + timedelta(days=4)
                weeks = plan.vacant_weeks if self._dice.random() < plan.vacant else 0
                leaver = Leaver(
                    str(row.values["Name"]), last, last + timedelta(days=3, weeks=weeks)
                )
                self._on(last - timedelta(weeks=plan.notice_weeks), self._gives_notice, leaver)
                self._on(last + timedelta(days=3), self._has_left, leaver)
                self._on(leaver.followed, self._is_followed, leaver)

    def morning(self, day: date) -> None:
        """Everything that is due by this day; what fell on a day off is done on the next."""
        for due in sorted(d for d in self._due if d <= day):
            for act in self._due.pop(due):
                act()

    def _on(self, day: date, act: Callable[..., None], *what: object) -> None:
        self._due.setdefault(day, []).append(lambda: act(day, *what))

    def _share(self, a_year: float) -> int:
        """So many in the weeks that are played; what is left over is a chance of one more."""
        wanted = a_year * self._weeks / 52
        return int(wanted) + (self._dice.random() < wanted % 1)

    def _monday(self) -> date:
        return self._start + timedelta(weeks=self._dice.randrange(max(1, self._weeks)))

    def _theme(self, day: date, number: int, cases: int) -> None:
        repeat = self._dice.choice(_REPEATS)
        self._lists.add(
            "Themes",
            **{
                "Theme": f"Theme {number}",
                "From": day,
                "Until": None if repeat == "Once" else day + timedelta(weeks=8),
                "Repeat": repeat,
                "Cases": cases,
                "Auditors a case": self._dice.choice((1, 1, 2)),
                "Statuses": self._dice.choice(_STATUSES),
            },
        )

    def _inspection(
        self, day: date, number: int, cases: int, open_children: Callable[[], Sequence[str]]
    ) -> None:
        until = self._dice.choice((None, day + timedelta(days=11)))
        for child in self._dice.sample(sorted(open_children()), cases):
            row = {"Inspection": f"Inspection {number}", "Child": child}
            self._lists.add("Inspections", **row, From=day, **{"Complete by": until})

    def _gives_notice(self, day: date, leaver: Leaver) -> None:
        (row,) = self._rows("People", "Name", leaver.name)
        self._lists.write("People", [RowChange(row.id, {"Until": leaver.last})])

    def _has_left(self, day: date, leaver: Leaver) -> None:
        """The team has nobody until somebody follows."""
        (row,) = self._rows("People", "Name", leaver.name)
        self.left[str(row.values["Address"])] = leaver.last
        self._instead_of(leaver.name, None)

    def _is_followed(self, day: date, leaver: Leaver) -> None:
        """Who follows has the post, the line and the team, and another name."""
        (row,) = self._rows("People", "Name", leaver.name)
        name = f"{leaver.name} the Next"
        changed = {"Name": name, "Address": address(name), "From": day, "Until": None, CHECK: None}
        blank = {"Other addresses": None, "Also known as": None}
        self._lists.add("People", **{**row.values, **blank, **changed})
        self._instead_of(leaver.name, name)

    def _instead_of(self, old: str, new: str | None) -> None:
        """In the teams that they managed, and to those whose line manager they were."""
        managed = [row.id for row in self._rows("Teams", "Team Manager", old)]
        teams = self._teams.setdefault(old, managed)
        self._lists.write("Teams", [RowChange(team, {"Team Manager": new}) for team in teams])
        if new:
            below = self._rows("People", "Line manager", old)
            self._lists.write("People", [RowChange(row.id, {"Line manager": new}) for row in below])

    def _rows(self, name: str, column: str, value: str) -> list[ListRow]:
        return [row for row in self._lists.read(name) if row.values[column] == value]
