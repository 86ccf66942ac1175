"""Audit returns of the made-up auditors: lines typed into a mail, or the workbook filled in."""

import random
import re
from datetime import date

from bot.configuration.default_form import DEFAULT_FORM
from bot.configuration.form_list import as_form
from bot.configuration.rows import FormRow, read_row
from bot.policy.form import AuditForm, AuditReturn, GradeGiven
from bot.policy.said import StatedAction
from bot.ports import Attachment
from bot.workbooks.return_form import FormFacts, return_form

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WEIGHTS = (8, 52, 34, 6)  # of the four grades, best first
_STATES_ACTIONS = re.compile(r"(?m)^(?:Action|Remedial|No remedial)")
GOOD_PRACTICE = (
    "direct work that gave the child a say in the plan",
    "a chronology that shows the pattern at a glance",
    "supervision that asks why, not only what",
)


def default_form() -> AuditForm:
    """The form that a new workspace begins with."""
    rows = [read_row(FormRow, row)[0] for row in DEFAULT_FORM]
    return as_form([row for row in rows if row is not None])


def graded(words: str, dice: random.Random) -> str:
    """The words of a completion, with a line for each section of the form."""
    form = default_form()
    lines = [f"{section.name}: {_grade(form, dice, short=True)}" for section in form.sections]
    if dice.random() < 0.3:
        lines.append(f"Good practice: {dice.choice(GOOD_PRACTICE)}")
    lines.append("Safeguarding concern: no")
    block = "\n".join(lines) + "\n"
    at = _STATES_ACTIONS.search(words)
    return words[: at.start()] + block + words[at.start() :] if at else f"{words}\n\n{block}"


def filled_in(
    ref: str, auditor: str, actions: list[str], on: date, dice: random.Random
) -> Attachment:
    """The workbook as the auditor sends it back."""
    form = default_form()
    given = AuditReturn(
        ref,
        auditor,
        form.version,
        on,
        tuple(GradeGiven(s.name, _grade(form, dice, short=False)) for s in form.sections),
        good_practice=dice.choice(GOOD_PRACTICE) if dice.random() < 0.3 else "",
        actions_required=bool(actions),
        actions=tuple(StatedAction(text, None, dice.choice(form.categories)) for text in actions),
        safeguarding=False,
    )
    facts = FormFacts(ref, auditor, "", None, "", "", "", 25)
    return Attachment(f"Audit return {ref}.xlsx", _XLSX, return_form(form, facts, given))


def _grade(form: AuditForm, dice: random.Random, *, short: bool) -> str:
    (grade,) = dice.choices(form.grades, weights=_WEIGHTS)
    return grade.short if short and grade.short else grade.name
