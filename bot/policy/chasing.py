"""What is owed about work that is due or overdue: chains D and E, never the same rung twice.

Each function looks at one audit on one day and names the highest rung that is owed. The caller
keeps which rungs have been done; a ladder that was missed for a week sends its highest rung once.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from bot.policy.alarms import if_nobody
from bot.policy.chains import Told
from bot.policy.chasing_actions import chase_actions
from bot.policy.chasing_matters import chase_matters
from bot.policy.council import Absence, has_left
from bot.policy.decision import Decision, Letter
from bot.policy.digests import digest_lines
from bot.policy.facts import audit_facts, days_over
from bot.policy.ladder import Owed, highest_rung, names_of, reached, reminder_rung
from bot.policy.model import WITH_AUDITOR, Audit, AuditFile, Fact, Request, Status
from bot.policy.occasion import Occasion
from bot.policy.requests import request_to_decide
from bot.policy.returning import form_meant, missing
from bot.policy.wording import count_words, day_words

_ACTIONS_WANTED_TIMES = 3  # asked so often; after that it stands on the Needs attention list


def chase(file: AuditFile, occasion: Occasion) -> list[Owed]:
    """Everything that one audit owes today."""
    owed = [_chase_audit(file, occasion), _chase_statement(file, occasion)]
    owed += [*chase_actions(file, occasion), *chase_matters(file, occasion)]
    owed.append(_nudge(file, occasion))
    return [one for one in owed if one is not None]


def _chase_audit(file: AuditFile, occasion: Occasion) -> Owed | None:
    audit = file.audit
    if audit.status not in WITH_AUDITOR or audit.due is None:
        return None
    if occasion.today > audit.due:
        return _overdue_audit(file, occasion)
    auditor = occasion.council.person(audit.auditor)
    if auditor and has_left(auditor, occasion.today):
        return None  # who takes the audit stands on the Decisions list (C6)
    if absence := occasion.council.absence(audit.auditor, occasion.today):
        return _away(audit, audit.due, absence, occasion)
    return None if _paused(file.pending, occasion) else _reminder(audit, audit.due, occasion)


def _reminder(audit: Audit, due: date, occasion: Occasion) -> Owed | None:
    left = occasion.calendar.between(occasion.today, due)
    whole = occasion.calendar.between(audit.assigned_on or due, due)
    rung = reminder_rung(left, whole, occasion.rules.audit_reminders)
    if rung is None:
        return None
    step = f"reminder {rung} of {due} for {audit.auditor}"
    return Owed(step, partial(_reminded, audit, left, occasion))


def _reminded(audit: Audit, left: int, occasion: Occasion) -> Decision:
    facts: dict[str, Fact] = {"audit": audit_facts(audit, occasion), "days_left": left}
    letter = occasion.letter("reminder", audit.auditor, audit.ref, facts)
    return Decision(f"reminded: {count_words(left, 'working day')} left", (), (letter,))


def _away(audit: Audit, due: date, absence: Absence, occasion: Occasion) -> Owed | None:
    """C8: nobody is reminded on leave; what is owed then comes when they are back.

    That they come back too late is told to those who keep count, who may give the audit to another.
    """
    if absence.end < due:
        return None
    line = f"due {day_words(due)}, but {audit.auditor} is away until {day_words(absence.end)}"
    step = f"away until {absence.end} of {due} for {audit.auditor}"
    return Owed(step, lambda: Decision(line, (), tuple(digest_lines(audit.ref, line, occasion))))


def _overdue_audit(file: AuditFile, occasion: Occasion) -> Owed | None:
    audit = file.audit
    over = days_over(audit.due, occasion.policy, occasion.today)
    rung = highest_rung(over, occasion.policy.chains.overdue_audit)
    if rung is None:
        return None
    told = reached(rung, occasion.policy.chains.overdue_audit, audit, occasion)
    if _paused(file.pending, occasion):
        told = [t for t in told if t.person.name != audit.auditor]
        if not told:
            return None  # the rung stays owed until the auditor may be written to again
    step = f"overdue {rung.days} of {audit.due} for {audit.auditor}"
    return Owed(step, partial(_told_overdue, audit, told, over, occasion))


def _told_overdue(audit: Audit, told: Sequence[Told], over: int, occasion: Occasion) -> Decision:
    letters = [_overdue_letter(t, audit, over, occasion) for t in told]
    letters += if_nobody(told, audit, "that this audit is overdue", occasion)
    line = f"overdue by {count_words(over, 'working day')}: told {names_of(told)}"
    return Decision(line, (), (*letters, *digest_lines(audit.ref, line, occasion)))


def _overdue_letter(told: Told, audit: Audit, over: int, occasion: Occasion) -> Letter:
    facts: dict[str, Fact] = {"audit": audit_facts(audit, occasion), "days_over": over}
    if told.person.name == audit.auditor:
        return occasion.letter("overdue", audit.auditor, audit.ref, facts)
    facts["why_you"] = told.why
    return occasion.letter(
        "overdue_escalated", told.person.name, audit.ref, facts, cc=(audit.auditor,)
    )


def _chase_statement(file: AuditFile, occasion: Occasion) -> Owed | None:
    """R-9.1-1, R-7.3-1: completed, but not all has been stated that the form asks."""
    audit = file.audit
    if audit.status is not Status.COMPLETED or audit.completed_on is None:
        return None
    waited = occasion.calendar.between(audit.completed_on, occasion.today)
    times = min(waited // occasion.rules.actions_wanted_days, _ACTIONS_WANTED_TIMES)
    if times < 1 or occasion.council.absence(audit.auditor, occasion.today):
        return None
    return Owed(f"actions wanted {times}", partial(_wanted, file, occasion))


def _wanted(file: AuditFile, occasion: Occasion) -> Decision:
    audit = file.audit
    wanted = missing(file.returned, form_meant(file, "", occasion.policy))
    facts: dict[str, Fact] = {"audit": audit_facts(audit, occasion), "missing": list(wanted)}
    letter = occasion.letter("actions_wanted", audit.auditor, audit.ref, facts)
    return Decision("asked for what is missing of the audit return", (), (letter,))


def _nudge(file: AuditFile, occasion: Occasion) -> Owed | None:
    """A-12: a request nobody has decided is put again, never granted by itself."""
    request = file.pending
    if request is None:
        return None
    waited = occasion.calendar.between(request.asked_on, occasion.today)
    times = waited // occasion.rules.request_nudge_days
    if times < 1:
        return None
    step = f"nudge {times} of {request.ref}"
    return Owed(step, partial(_put_again, file.audit, request, waited, occasion))


def _put_again(audit: Audit, request: Request, waited: int, occasion: Occasion) -> Decision:
    letters = request_to_decide(audit, request, occasion, again=True)
    note = f"{request.kind.value} still undecided after {count_words(waited, 'working day')}"
    return Decision(note, (), tuple(letters))


def _paused(request: Request | None, occasion: Occasion) -> bool:
    """A-12: the auditor is left alone for some days while the request is with somebody else."""
    if request is None:
        return False
    waited = occasion.calendar.between(request.asked_on, occasion.today)
    return waited <= occasion.rules.request_pause_days
