"""The people of a simulated council as rows of the coordinator's lists, and their leave."""

import random
from collections.abc import Mapping
from datetime import date, timedelta

from bot.configuration.columns import Sheet
from bot.configuration.sheets import SHEETS
from bot.demo.cast import CastTeam, address, cast
from bot.policy.council import Role
from bot.simulation.plan import CouncilPlan, LeavePlan

Row = dict[str, object]
_AREAS = {
    "A&A": "Assessment",
    "Safeguarding": "Family Safeguarding",
    "CYPIC": "Children in Care",
}


def teams_of(plan: CouncilPlan) -> list[CastTeam]:
    areas = [list(_AREAS.items())[n % 3] for n in range(plan.teams)]
    return [CastTeam(f"{name} {n // 3 + 1}", area) for n, (area, name) in enumerate(areas)]


def council_rows(plan: CouncilPlan, start: date) -> dict[str, list[Row]]:
    """Every list, with exactly as many auditors as planned."""
    rows: Mapping[str, list[Row]] = cast(teams_of(plan), start)
    people = rows["People"]
    auditors = [p for p in people if Role.AUDITOR.value in str(p["Roles"]).split("; ")]
    for person in auditors[plan.auditors :]:
        roles = [r for r in str(person["Roles"]).split("; ") if r != Role.AUDITOR.value]
        person["Roles"] = "; ".join(roles or [Role.CASE_WORKER.value])
    boss = str(people[0]["Line manager"])
    for number in range(plan.auditors - len(auditors)):
        people.append(_more(f"Auditor {number + 1:03}", boss, list(_AREAS)[number % 3]))
    filled = {**rows, "Absences": [], "Closures": []}
    return {
        name: [_every_column(sheet, row) for row in filled.get(name, [])]
        for name, sheet in SHEETS.items()
    }


def _every_column(sheet: Sheet, row: Row) -> Row:
    return {column.heading: row.get(column.heading) for column in sheet.columns}


def _more(name: str, boss: str, area: str) -> Row:
    return {
        "Name": name,
        "Address": address(name),
        "Roles": Role.AUDITOR.value,
        "Service area": area,
        "Line manager": boss,
        "Qualified": "Yes",
        "Trained": "Yes",
    }


def leave(
    rows: Mapping[str, list[Row]], plan: LeavePlan, start: date, weeks: int, seed: int
) -> list[Row]:
    """The absences of everybody, each with whether it is listed beforehand under "Listed"."""
    dice = random.Random(f"leave {seed}")
    names = [str(person["Name"]) for person in rows["People"]]
    found: list[Row] = []
    for name in names:
        owed = round(plan.weeks_a_year * weeks / 52)
        while owed > 0:
            length = min(owed, dice.choice((1, 1, 2)))
            first = start + timedelta(weeks=dice.randrange(max(1, weeks)))
            cover = dice.choice(names) if dice.random() < plan.covered else None
            found.append(
                {
                    "Person": name,
                    "From": first,
                    "Until": first + timedelta(days=7 * length - 3),
                    "Cover": cover if cover != name else None,
                    "Listed": dice.random() < plan.listed,
                }
            )
            owed -= length
    return sorted(found, key=lambda row: (str(row["From"]), str(row["Person"])))
