"""A small council as its coordinator would write it down, and a way to check it."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.configuration.check import Checked, check
from bot.configuration.faults import Known
from bot.configuration.last_good import NONE_YET, LastGood
from bot.configuration.sheets import SHEETS
from bot.ports import ListRow

Cells = Mapping[str, object]

KNOWN = Known(
    on=date(2025, 12, 1),
    domains=("council.example",),
    service_areas=("Safeguarding", "CYPIC"),
    rules={"audit_days": 20, "audit_reminders": (10, 5, 1), "away_share": 0.5},
)


def person(name: str, roles: str = "Auditor", **cells: object) -> Cells:
    address = f"{name.split()[0].lower()}@council.example"
    given = {key.replace("_", " ").capitalize(): value for key, value in cells.items()}
    yes = {"Qualified": "Yes", "Trained": "Yes"}
    return {"Name": name, "Address": address, "Roles": roles, **yes, **given}


PEOPLE: Sequence[Cells] = (
    person("Ada Obi", team="Duty 1", line_manager="Bo Reed"),
    person("Bo Reed", "Team Manager", team="Duty 1"),
    person("Cy Wall", "Service Manager; Service Manager, Safeguarding"),
    person("Di Ash", "Strategic Lead, Strategic Lead for Safeguarding"),
    person("Ed Fox", "Strategic Lead for Placement Services"),
    person("Flo Moss", "Consultant Head; Coordinator"),
    person("Gus Hill", "AD"),
)
DUTY: Cells = {
    "Team": "Duty 1",
    "Service area": "safeguarding",
    "Team Manager": "Bo Reed",
    "Service Manager": "Cy Wall",
    "Strategic Lead": "Di Ash",
    "Also written as": "Duty One; D1",
}


def rows(sheet: str, *cells: Cells) -> list[ListRow]:
    """The rows of a sheet, from row 4 on, as a connector reads them."""
    blank = dict.fromkeys(SHEETS[sheet].headings())
    return [ListRow(f"{sheet} {n}", n, {**blank, **row}) for n, row in enumerate(cells, start=4)]


def lists(**changes: Sequence[Cells]) -> dict[str, list[ListRow]]:
    """All lists, empty but for people and teams and what is given."""
    cells: dict[str, Sequence[Cells]] = {"People": PEOPLE, "Teams": (DUTY,), **changes}
    return {sheet: rows(sheet, *cells.get(sheet, ())) for sheet in SHEETS}


def checked(last_good: LastGood = NONE_YET, **changes: Sequence[Cells]) -> Checked:
    return check(lists(**changes), last_good, known=KNOWN)


def said(result: Checked, sheet: str, number: int = 4) -> str:
    """What stands under Bot check in that row."""
    return result.checks[sheet][f"{sheet} {number}"]
