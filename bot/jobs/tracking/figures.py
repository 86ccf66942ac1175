"""The figures of the tracking workbook: how audits and actions stand in each team, and overall."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from bot.jobs.tracking.states import state_of
from bot.policy.in_force import Policy
from bot.policy.model import WITH_AUDITOR, Action, ActionStatus, Audit, AuditFile, Status
from bot.policy.wording import count_words
from bot.workbooks.tables import Chart, Column, Kind, Table, Value

_AUDITS = ("Audits completed", "Audits in time", "Audits due soon", "Audits overdue")
_ACTIONS = ("Actions done", "Actions in time", "Actions due soon", "Actions overdue")
_OPEN = {"In": 1, "Due": 2, "Overdue": 3}  # the first word of a state, and which figure it is


def figures(files: Sequence[AuditFile], policy: Policy, today: date) -> Table:
    """A row for each team. Actions that ended undone stand in Remedial actions alone."""
    counts: Counter[tuple[str, str]] = Counter()
    for file in files:
        counts.update(_counted(file, policy, today))
    teams = sorted({team for team, _ in counts})
    parts = (*_AUDITS, *_ACTIONS)
    rows: list[tuple[Value, ...]] = [
        (team, *(counts[team, part] for part in parts)) for team in teams
    ]
    total: Counter[str] = Counter()
    for (_, part), number in counts.items():
        total[part] += number
    columns = (
        Column("Team", width=36),
        *(Column(part, Kind.NUMBER, width=13) for part in parts),
    )
    charts = [
        Chart(_finding(noun, total[parts[3]], sum(total[part] for part in parts)), "Team", parts)
        for noun, parts in (("audit", _AUDITS), ("remedial action", _ACTIONS))
    ]
    about = "Audits that are with their auditors or completed, and actions that are open or done."
    return Table("Figures", "Figures by team", columns, rows, "Team", about, charts if rows else ())


def _counted(file: AuditFile, policy: Policy, today: date) -> Iterable[tuple[str, str]]:
    team = file.audit.team
    if part := _of_audit(file.audit, policy, today):
        yield team, part
    for action in file.actions:
        if part := _of_action(action, policy, today):
            yield action.team, part


def _of_audit(audit: Audit, policy: Policy, today: date) -> str | None:
    if audit.status in WITH_AUDITOR and audit.due:
        return _AUDITS[_place(audit.due, policy, today)]
    return _AUDITS[0] if audit.completed_on and audit.status is not Status.WITHDRAWN else None


def _of_action(action: Action, policy: Policy, today: date) -> str | None:
    if action.status is ActionStatus.OPEN:
        return _ACTIONS[_place(action.due, policy, today)]
    return _ACTIONS[0] if action.status is ActionStatus.DONE else None


def _place(due: date, policy: Policy, today: date) -> int:
    return _OPEN[state_of(due, policy, today).split()[0]]


def _finding(noun: str, overdue: int, of: int) -> str:
    """The title of a chart: what a manager should see in it."""
    if not overdue:
        return f"No {noun} is overdue"
    return f"{overdue} of {count_words(of, noun)} {'is' if overdue == 1 else 'are'} overdue"
