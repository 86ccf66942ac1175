"""What is owed about work that is due or overdue: chains D and E, never the same rung twice.

Each function looks at one audit on one day and names the highest rung that is owed. The caller
keeps which rungs have been done; a ladder that was missed for a week sends its highest rung once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.policy.actions import OWNERS
from bot.policy.chains import Post, Rung, Told, tell
from bot.policy.decision import Decision, Letter
from bot.policy.digests import digest_lines
from bot.policy.facts import action_facts, audit_facts, days_over
from bot.policy.model import WITH_AUDITOR, Action, Audit, AuditFile, Fact, Request, Status
from bot.policy.occasion import Occasion
from bot.policy.requests import request_to_decide
from bot.policy.wording import count_words

_ACTIONS_WANTED_TIMES = 3  # asked so often; after that it stands on the Needs attention list


@dataclass(frozen=True, slots=True)
class Owed:
    """One rung. `step` names it for ever: what is done once is never done again."""

    step: str
    decision: Decision


def chase(file: AuditFile, occasion: Occasion) -> list[Owed]:
    """Everything that one audit owes today."""
    owed = [_chase_audit(file, occasion), _chase_statement(file.audit, occasion)]
    owed += [_chase_actions(file.audit, actions, occasion) for actions in _by_due(file)]
    owed.append(_nudge(file, occasion))
    return [_caused(one) for one in owed if one is not None]


def _caused(owed: Owed) -> Owed:
    """The rung itself is the cause of its letters, so that they can be owed only once."""
    letters = tuple(replace(letter, cause=owed.step) for letter in owed.decision.letters)
    return Owed(owed.step, replace(owed.decision, letters=letters))


def _chase_audit(file: AuditFile, occasion: Occasion) -> Owed | None:
    audit = file.audit
    if audit.status not in WITH_AUDITOR or audit.due is None:
        return None
    left = occasion.calendar.between(occasion.today, audit.due)
    if occasion.today <= audit.due:
        whole = occasion.calendar.between(audit.assigned_on or audit.due, audit.due)
        rung = _reminder(left, whole, occasion.rules.audit_reminders)
        if rung is None or _paused(file.pending, occasion):
            return None
        facts: dict[str, Fact] = {"audit": audit_facts(audit, occasion), "days_left": left}
        letter = occasion.letter("reminder", audit.auditor, audit.ref, facts)
        return Owed(
            f"reminder {rung} of {audit.due} for {audit.auditor}",
            Decision(f"reminded: {count_words(left, 'working day')} left", (), (letter,)),
        )
    return _overdue_audit(file, occasion)


def _overdue_audit(file: AuditFile, occasion: Occasion) -> Owed | None:
    audit = file.audit
    over = days_over(audit.due, occasion.policy, occasion.today)
    rung = _highest(over, occasion.policy.chains.overdue_audit)
    if rung is None:
        return None
    told = _reached(rung, occasion.policy.chains.overdue_audit, audit, occasion)
    if _paused(file.pending, occasion):
        told = [t for t in told if t.person.name != audit.auditor]
        if not told:
            return None  # the rung stays owed until the auditor may be written to again
    letters = [_overdue_letter(t, audit, over, occasion) for t in told]
    line = f"overdue by {count_words(over, 'working day')}: told {_names(told)}"
    return Owed(
        f"overdue {rung.days} of {audit.due} for {audit.auditor}",
        Decision(line, (), (*letters, *digest_lines(audit.ref, line, occasion))),
    )


def _overdue_letter(told: Told, audit: Audit, over: int, occasion: Occasion) -> Letter:
    facts: dict[str, Fact] = {"audit": audit_facts(audit, occasion), "days_over": over}
    if told.person.name == audit.auditor:
        return occasion.letter("overdue", audit.auditor, audit.ref, facts)
    facts["why_you"] = told.why
    return occasion.letter(
        "overdue_escalated", told.person.name, audit.ref, facts, cc=(audit.auditor,)
    )


def _chase_statement(audit: Audit, occasion: Occasion) -> Owed | None:
    """R-9.1-1: completed, but not yet stated whether actions are required."""
    if audit.status is not Status.COMPLETED or audit.completed_on is None:
        return None
    waited = occasion.calendar.between(audit.completed_on, occasion.today)
    times = min(waited // occasion.rules.actions_wanted_days, _ACTIONS_WANTED_TIMES)
    if times < 1:
        return None
    facts: dict[str, Fact] = {"audit": audit_facts(audit, occasion)}
    letter = occasion.letter("actions_wanted", audit.auditor, audit.ref, facts)
    return Owed(
        f"actions wanted {times}", Decision("asked whether actions are required", (), (letter,))
    )


def _by_due(file: AuditFile) -> list[list[Action]]:
    """The open actions of an audit, those of one due date together: one letter for each date."""
    actions = sorted(file.open_actions, key=lambda a: (a.due, a.ref))
    return [list(group) for _, group in groupby(actions, key=lambda a: a.due)]


def _chase_actions(audit: Audit, actions: Sequence[Action], occasion: Occasion) -> Owed | None:
    due = actions[0].due
    if occasion.today > due:
        return _overdue_actions(audit, actions, occasion)
    left = occasion.calendar.between(occasion.today, due)
    whole = occasion.calendar.between(max(a.created_on for a in actions), due)
    rung = _reminder(left, whole, occasion.rules.action_reminders)
    if rung is None:
        return None
    told = occasion.tell(audit, *OWNERS)
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "actions": action_facts(actions),
        "days_left": left,
    }
    letters = [
        occasion.letter(
            "action_reminder", t.person.name, audit.ref, facts, _worker(audit, occasion)
        )
        for t in told
    ]
    note = f"{count_words(len(actions), 'remedial action')} due: reminded {_names(told)}"
    return Owed(f"action reminder {rung} of {due}", Decision(note, (), tuple(letters)))


def _overdue_actions(audit: Audit, actions: Sequence[Action], occasion: Occasion) -> Owed | None:
    due = actions[0].due
    over = days_over(due, occasion.policy, occasion.today)
    rung = _highest(over, occasion.policy.chains.overdue_action)
    if rung is None:
        return None
    told = _reached(rung, occasion.policy.chains.overdue_action, audit, occasion)
    owners = {t.person.name for t in occasion.tell(audit, Post.TEAM_MANAGER)}
    letters = [_action_letter(t, owners, audit, actions, over, occasion) for t in told]
    line = (
        f"{count_words(len(actions), 'remedial action')} overdue by "
        f"{count_words(over, 'working day')}: told {_names(told)}"
    )
    return Owed(
        f"actions overdue {rung.days} of {due}",
        Decision(line, (), (*letters, *digest_lines(audit.ref, line, occasion))),
    )


def _action_letter(
    told: Told,
    owners: set[str],
    audit: Audit,
    actions: Sequence[Action],
    over: int,
    occasion: Occasion,
) -> Letter:
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "actions": action_facts(actions),
        "days_over": over,
    }
    if told.person.name in owners or not owners:
        cc = _worker(audit, occasion)
        return occasion.letter("action_overdue", told.person.name, audit.ref, facts, cc)
    facts["why_you"] = told.why
    return occasion.letter(
        "action_overdue_escalated", told.person.name, audit.ref, facts, tuple(sorted(owners))
    )


def _nudge(file: AuditFile, occasion: Occasion) -> Owed | None:
    """A-12: a request nobody has decided is put again, never granted by itself."""
    request = file.pending
    if request is None:
        return None
    waited = occasion.calendar.between(request.asked_on, occasion.today)
    times = waited // occasion.rules.request_nudge_days
    if times < 1:
        return None
    letters = request_to_decide(file.audit, request, occasion, again=True)
    note = f"{request.kind.value} still undecided after {count_words(waited, 'working day')}"
    return Owed(f"nudge {times} of {request.ref}", Decision(note, (), tuple(letters)))


def _reminder(left: int, whole: int, rungs: Sequence[int]) -> int | None:
    """The most urgent reminder owed: the smallest number of days that has been reached.

    A rung as long as the `whole` time given is none: it would come with the first letter.
    """
    return min((r for r in rungs if left <= r < whole), default=None)


def _highest(over: int, ladder: Sequence[Rung]) -> Rung | None:
    return max((r for r in ladder if r.days <= over), key=lambda r: r.days, default=None)


def _reached(rung: Rung, ladder: Sequence[Rung], audit: Audit, occasion: Occasion) -> list[Told]:
    """Everybody of this rung; where its posts are vacant or away, the next rung's."""
    policy = occasion.policy
    for step in sorted((r for r in ladder if r.days >= rung.days), key=lambda r: r.days):
        matter = policy.matter(audit)
        if Post.AUDITOR not in step.posts:
            # Nobody is told about themselves alone: an auditor who manages or leads is passed over.
            matter = replace(matter, concerns=frozenset({audit.auditor}))
        if told := tell(step.posts, matter, policy.council, policy.chains, occasion.today):
            return told
    return []


def _paused(request: Request | None, occasion: Occasion) -> bool:
    """A-12: the auditor is left alone for some days while the request is with somebody else."""
    if request is None:
        return False
    waited = occasion.calendar.between(request.asked_on, occasion.today)
    return waited <= occasion.rules.request_pause_days


def _worker(audit: Audit, occasion: Occasion) -> tuple[str, ...]:
    worker = occasion.council.person(audit.worker)
    return (worker.name,) if worker else ()


def _names(told: Sequence[Told]) -> str:
    return ", ".join(t.person.name for t in told) or "nobody: the posts are vacant"
