"""What is owed about remedial actions: reminders and chain E, and a worker who is away (9.3, 9.5).

Left alone: an action that is the same as one of another audit, one that is disputed, and one that
waits for a Management Decision, whose own chase goes to those who must decide.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import groupby

from bot.policy.actions import under_decision
from bot.policy.alarms import if_nobody
from bot.policy.chains import Post, Rung, Told
from bot.policy.council import Person
from bot.policy.decision import Decision, Letter
from bot.policy.digests import coordinator_lines, digest_lines
from bot.policy.facts import action_facts, audit_facts, days_over, iso
from bot.policy.ladder import Owed, highest_rung, names_of, reached, reminder_rung
from bot.policy.model import Action, Audit, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import matter_without, owners
from bot.policy.wording import count_words


def chase_actions(file: AuditFile, occasion: Occasion) -> list[Owed | None]:
    """One ladder for each due date of the audit's actions, and what a worker's absence means."""
    groups = _by_due(file)
    chased = [_chase(file.audit, actions, occasion) for actions in groups]
    return [*chased, *(_worker_away(file.audit, actions, occasion) for actions in groups)]


def _by_due(file: AuditFile) -> list[list[Action]]:
    """The open actions of an audit, those of one due date together: one letter for each date."""
    waiting = under_decision(file)
    running = (a for a in file.own_actions if a.paused_on is None and a.ref not in waiting)
    actions = sorted(running, key=lambda a: (a.due, a.ref))
    return [list(group) for _, group in groupby(actions, key=lambda a: a.due)]


def _chase(audit: Audit, actions: Sequence[Action], occasion: Occasion) -> Owed | None:
    due = actions[0].due
    if occasion.today > due:
        return _overdue(audit, actions, occasion)
    left = occasion.calendar.between(occasion.today, due)
    whole = occasion.calendar.between(max(a.created_on for a in actions), due)
    rung = reminder_rung(left, whole, occasion.rules.action_reminders)
    if rung is None:
        return None
    return Owed(
        f"action reminder {rung} of {due}", partial(_reminded, audit, actions, left, occasion)
    )


def _reminded(audit: Audit, actions: Sequence[Action], left: int, occasion: Occasion) -> Decision:
    told = owners(audit, occasion)
    facts = {**_facts(audit, actions, occasion), "days_left": left}
    cc = worker_copy(audit, occasion)
    letters = [
        occasion.letter("action_reminder", t.person.name, audit.ref, facts, cc) for t in told
    ]
    letters += if_nobody(told, audit, "that remedial actions are due", occasion)
    note = f"{count_words(len(actions), 'remedial action')} due: reminded {names_of(told)}"
    lines = coordinator_lines(audit.ref, note, occasion)
    return Decision(note, (), (*letters, *lines))


def _overdue(audit: Audit, actions: Sequence[Action], occasion: Occasion) -> Owed | None:
    due = actions[0].due
    over = days_over(due, occasion.policy, occasion.today)
    rung = highest_rung(over, occasion.policy.chains.overdue_action)
    if rung is None:
        return None
    step = f"actions overdue {rung.days} of {due}"
    return Owed(step, partial(_told_overdue, audit, actions, over, rung, occasion))


def _told_overdue(
    audit: Audit, actions: Sequence[Action], over: int, rung: Rung, occasion: Occasion
) -> Decision:
    told = reached(rung, occasion.policy.chains.overdue_action, audit, occasion)
    here = occasion.policy.tell(matter_without(audit, occasion), occasion.today, Post.TEAM_MANAGER)
    managers = {t.person.name for t in here}
    letters = [_overdue_letter(t, managers, audit, actions, over, occasion) for t in told]
    letters += if_nobody(told, audit, "that remedial actions are overdue", occasion)
    line = (
        f"{count_words(len(actions), 'remedial action')} overdue by "
        f"{count_words(over, 'working day')}: told {names_of(told)}"
    )
    # Row 12, whoever is here to be told: the Consultant Head counts what has gone up the line.
    first = rung.posts == (Post.TEAM_MANAGER,)
    lines = (coordinator_lines if first else digest_lines)(audit.ref, line, occasion)
    return Decision(line, (), (*letters, *lines))


def _overdue_letter(
    told: Told,
    managers: set[str],
    audit: Audit,
    actions: Sequence[Action],
    over: int,
    occasion: Occasion,
) -> Letter:
    facts = {**_facts(audit, actions, occasion), "days_over": over}
    name = told.person.name
    if name in managers or not managers:
        cc = worker_copy(audit, occasion)
        return occasion.letter("action_overdue", name, audit.ref, facts, cc)
    facts["why_you"] = told.why
    cc = tuple(sorted(managers))
    return occasion.letter("action_overdue_escalated", name, audit.ref, facts, cc)


def _worker_away(audit: Audit, actions: Sequence[Action], occasion: Occasion) -> Owed | None:
    """R-9.5-1: the Team Manager must do what the case worker will not be here for."""
    worker = occasion.council.person(audit.worker)
    due = actions[0].due
    until = away_until(worker.name, due, occasion) if worker else None
    if worker is None or until is None:
        return None
    step = f"worker {worker.name} away before {due}"
    return Owed(step, partial(_must_act, audit, actions, worker, until, occasion))


def _must_act(
    audit: Audit, actions: Sequence[Action], worker: Person, until: date, occasion: Occasion
) -> Decision:
    told = owners(audit, occasion)
    above = occasion.policy.tell(
        matter_without(audit, occasion, *(t.person.name for t in told)),
        occasion.today,
        Post.SERVICE_MANAGER,
    )
    cc = tuple(t.person.name for t in above)
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "actions": action_facts(actions),
        "away_until": iso(until),
    }
    letters = [occasion.letter("worker_away", t.person.name, audit.ref, facts, cc) for t in told]
    note = f"{worker.name} is away for much of the time left: {names_of(told)} must act"
    lines = coordinator_lines(audit.ref, note, occasion)
    return Decision(note, (), (*letters, *lines))


def away_until(name: str, due: date, occasion: Occasion) -> date | None:
    """The last day of an absence that takes a significant part of the time left; None: none does.

    Significant: half of the working days up to the due date, or ten of them in a row (R-9.5-1).
    """
    today, council, rules = occasion.today, occasion.council, occasion.rules
    left = [day for day in (today, *occasion.calendar.days(today, due)) if day <= due]
    left = [day for day in left if occasion.calendar.is_working_day(day)]
    away = [council.absence(name, day) for day in left]
    row = longest = 0
    for absence in away:
        row = row + 1 if absence else 0
        longest = max(longest, row)
    missed = [absence.end for absence in away if absence]
    much = bool(left) and len(missed) >= rules.worker_away_share * len(left)
    return max(missed) if missed and (much or longest >= rules.worker_away_days) else None


def worker_copy(audit: Audit, occasion: Occasion) -> tuple[str, ...]:
    worker = occasion.council.person(audit.worker)
    return (worker.name,) if worker else ()


def _facts(audit: Audit, actions: Sequence[Action], occasion: Occasion) -> dict[str, Fact]:
    return {"audit": audit_facts(audit, occasion), "actions": action_facts(actions)}
