"""How simulated managers and heads answer what is put before them: decisions, disputes, checks."""

import random
from collections.abc import Mapping
from datetime import date

from bot.simulation.got import Got
from bot.workbooks.team_layout import DATE_DONE, DECISION, REASON, REPORT

# Letter -> what may be answered, each with its weight, and within how many working days.
ANSWERS: Mapping[str, tuple[tuple[tuple[int, str], ...], int]] = {
    "decision_to_authorise": (
        ((7, "APPROVE"), (2, "DECLINE\nReason: it can be done."), (1, "")),
        4,
    ),
    "decision_wanted": (
        (
            (
                6,
                "NOT ACHIEVABLE\nManagement Decision: MD in LCS, case note of today\n"
                "Reason: whoever knew has left the council.",
            ),
            (4, ""),
        ),
        5,
    ),
    "dispute_opened": (((3, "ACTION STANDS"), (2, "ACTION NOT REQUIRED"), (5, "")), 6),
    "dispute_referred": (((5, "ACTION STANDS"), (3, "NOT AGREED"), (2, "")), 5),
    "dispute_review": (((8, "REVIEWED\nView: the action is needed."), (2, "")), 5),
    "safeguarding_to_team": (((8, "ACKNOWLEDGE"), (2, "")), 1),
}


def answer_of(got: Got, dice: random.Random) -> tuple[str, int] | None:
    """The words, and after how many working days; None: this reader does not answer."""
    if got.name == "dispute_discussion":
        return _discussed(got), dice.randint(1, 6)
    choices, days = ANSWERS[got.name]
    words = dice.choices([words for _, words in choices], [weight for weight, _ in choices])[0]
    return (words, dice.randint(0, days)) if words else None


def _discussed(got: Got) -> str:
    parties = ", ".join(str(party["name"]) for party in got.facts.get("parties", ()))
    return f"ACTION STANDS\nAttended: {parties}\nOutcome: the action is needed after all."


def raised() -> str:
    """How the concern is raised with the Team Manager, as 9.1 wants it recorded."""
    return "ACKNOWLEDGE\nWay: in a meeting\nBy whom: myself\nDay: tomorrow"


def checked_rows(got: Got, dice: random.Random, today: date) -> list[tuple[str, dict[str, str]]]:
    """The Consultant Head's workbook after four months: most is done, some is not."""
    day = f"{today:%d/%m/%Y}"
    found = []
    for ref in got.facts["actions"]:
        cells = {}
        for fact in ("Fulfilled", "Completed", "Authorised"):
            yes = dice.random() < 0.8
            cells[f"{fact}?"] = "Yes" if yes else "No"
            cells |= {f"{fact} by": "the Team Manager", f"{fact} on": day} if yes else {}
        found.append((str(ref), cells))
    return found


def reported_rows(got: Got, dice: random.Random, today: date) -> list[tuple[str, dict[str, str]]]:
    """A team's workbook as its manager sends it back: some is done, some cannot be, some waits."""
    day = f"{today:%d/%m/%Y}"
    ways: tuple[dict[str, str], ...] = (
        {REPORT: "Done", DATE_DONE: day},
        {REPORT: "Done"},
        {REPORT: "Not achievable", DECISION: "case note of today", REASON: "The family has moved."},
        {REPORT: "Not achievable"},  # neither where it stands nor why: it is asked for
        {REPORT: "Not done yet"},
        {REPORT: "soon"},
    )
    chosen = ((ref, dice.choices(ways, (5, 3, 1, 1, 3, 1))[0]) for ref in got.facts["actions"])
    return [(str(ref), dict(cells)) for ref, cells in chosen]
