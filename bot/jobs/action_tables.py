"""The tables of the workbooks that managers fill in and send back (10.2)."""

from collections.abc import Sequence
from datetime import date

from bot.jobs.tracking.states import STATES, state_of
from bot.policy.action_checks import ActionCheck
from bot.policy.compliance import outcome
from bot.policy.in_force import Policy
from bot.policy.model import Action, ActionStatus
from bot.policy.wording import day_words
from bot.workbooks.tables import Column, Kind, Table, Tone, Value
from bot.workbooks.team_layout import (
    DATE_DONE,
    DECISION,
    FACTS,
    FOUND,
    NOTE,
    REASON,
    REFERENCE,
    REPORT,
    REPORTS,
    SUSTAINED,
    WORDS,
    YES_NO,
)

SHEET = "Actions"
_KNOWN = (
    Column(REFERENCE, width=14, meaning="The action's own reference. Please leave it as it is."),
    Column(WORDS, width=46),
    Column("Category", width=16),
    Column("Child's id", width=12, meaning="The unique id of the child's record."),
    Column("Audit", width=14),
    Column("Due", Kind.DATE, width=13),
    Column("Working days left", Kind.NUMBER, width=11, meaning="Below zero: so many days overdue."),
    Column("State", width=26, tones={**STATES, "Not achievable": Tone.QUIET}),
)
_REPORT = (
    Column(REPORT, width=16, fill_in=True, choices=REPORTS, meaning="Choose one, or leave it."),
    Column(DATE_DONE, Kind.DATE, width=13, fill_in=True, meaning="Only with Done; blank: today."),
    Column(
        DECISION,
        width=24,
        fill_in=True,
        meaning="Only with Not achievable: where the Management Decision stands in the record.",
    ),
    Column(REASON, width=30, fill_in=True, meaning="Only with Not achievable: why."),
    Column(NOTE, width=30, fill_in=True, meaning="Anything else. A person reads it."),
)
Looked = tuple[Action, ActionCheck | None]


def team_table(team: str, looked: Sequence[Looked], policy: Policy, today: date) -> Table:
    """Every action of one team with what its manager may report. No other team's rows."""
    found = Column("After four months", width=30, meaning="What the look at the record has found.")
    columns = (*_KNOWN, *((found,) if any(c for _, c in looked) else ()), *_REPORT)
    rows = [
        (
            *_known(action, policy, today),
            *((outcome(check, action, today).value,) if check else (None,) * (found in columns)),
            *(None,) * len(_REPORT),
        )
        for action, check in sorted(looked, key=lambda pair: (pair[0].due, pair[0].ref))
    ]
    about = f"Fill in the yellow columns for each action, from {REPORT} on."
    return Table(SHEET, f"Remedial actions of {team}", columns, rows, REFERENCE, about)


def check_table(looked: Sequence[tuple[Action, ActionCheck]], policy: Policy, today: date) -> Table:
    """The Consultant Head's list: three facts for each action, each with by whom and when."""
    facts = [
        column
        for fact, (by, on) in FACTS.items()
        for column in (
            Column(fact, width=13, fill_in=True, choices=YES_NO, meaning=_MEANINGS[fact]),
            Column(by, width=20, fill_in=True),
            Column(on, Kind.DATE, width=13, fill_in=True),
        )
    ]
    columns = (
        *_KNOWN,
        Column("Team", width=24),
        Column("Look", width=24),
        *facts,
        Column(SUSTAINED, width=13, fill_in=True, choices=YES_NO, meaning=_MEANINGS[SUSTAINED]),
        Column(FOUND, width=36, fill_in=True),
    )
    rows = [
        (
            *_known(action, policy, today),
            action.team,
            check.kind.value,
            *_facts(check),
            _yes_no(check.sustained),
            check.note or None,
        )
        for action, check in looked
    ]
    about = "Examine each record, and fill in the yellow columns. What we know stands there."
    return Table(SHEET, "Remedial actions to look at", columns, rows, REFERENCE, about)


_MEANINGS = dict(
    zip(
        (*FACTS, SUSTAINED),
        (
            "Yes if what was required has been done.",
            "Yes if the Team Manager has signed it off.",
            "Yes if the Team Manager or the Service Manager has confirmed it as fulfilled.",
            "Only for a review of reviews: yes if the improvement has lasted.",
        ),
        strict=True,
    )
)


def _known(action: Action, policy: Policy, today: date) -> tuple[Value, ...]:
    is_open = action.status is ActionStatus.OPEN
    return (
        action.ref,
        action.text,
        action.category or None,
        action.child,
        action.audit,
        action.due,
        policy.calendar.between(today, action.due) if is_open else None,
        state_of(action.due, policy, today) if is_open else _ended(action),
    )


def _ended(action: Action) -> str:
    on = f" on {day_words(action.done_on)}" if action.done_on else ""
    return f"{action.status.value}{on}"


def _facts(check: ActionCheck) -> tuple[Value, ...]:
    return (
        _yes_no(check.fulfilled),
        check.fulfilled_by or None,
        check.fulfilled_on,
        _yes_no(check.completed),
        check.completed_by or None,
        check.completed_on,
        _yes_no(check.authorised),
        check.authorised_by or None,
        check.authorised_on,
    )


def _yes_no(said: bool | None) -> str | None:
    return None if said is None else "Yes" if said else "No"
