"""Cases that close, come back or vanish while there is still work on them (9.6, 9.7).

The frame says what happened; who must act on it, and by when, is said here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from bot.policy.alarms import if_nobody
from bot.policy.chains import Post
from bot.policy.decision import Decision, Letter, Question, QuestionKind
from bot.policy.digests import digest_lines
from bot.policy.facts import action_facts, audit_facts, iso
from bot.policy.ladder import Owed
from bot.policy.life import AUDITORS_TURN, UNFINISHED
from bot.policy.model import Action, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import owner_names
from bot.policy.publication import CLOSURES, CaseEvent, Change, ChangeKind
from bot.policy.replacing import may_be_replaced, replace_question
from bot.policy.rules import Rules
from bot.policy.wording import count_words, day_words

WAS_CLOSED, STILL_OPEN, HAS_NEW_ID = "It was closed", "It is still open", "It has a new id"
SAME, ANOTHER = "Same child", "Another child"
_MANAGERS = (Post.TEAM_MANAGER, Post.SERVICE_MANAGER)


# --- a whole week ---------------------------------------------------------------------------------

# What may happen to a few cases in any week, and to many only when the extract is at fault, or the
# council has been built anew: a person says which.
_MASSES: Mapping[str, frozenset[ChangeKind]] = {
    "have closed": CLOSURES,
    "are gone without a closure": frozenset({ChangeKind.VANISHED, ChangeKind.LEAVER_GONE}),
    "have a new id": frozenset({ChangeKind.ID_CHANGED}),
    "are with another team": frozenset({ChangeKind.MOVED}),
    "have no team or worker any more": frozenset({ChangeKind.UNALLOCATED}),
    "have been opened again": frozenset({ChangeKind.REOPENED, ChangeKind.CLOSURE_REVERSED}),
    "have a closure date that cannot be read": frozenset({ChangeKind.NOT_READABLE}),
}


def mass_changes(changes: Iterable[Change], open_before: int, rules: Rules) -> Iterator[str]:
    """Each kind of change that too many of the open cases have gone through, in words."""
    numbers = Counter(change.kind for change in changes)
    for words, kinds in _MASSES.items():
        number = sum(numbers[kind] for kind in kinds)
        if number >= rules.mass_cases and number > rules.mass_share * open_before:
            yield f"{count_words(number, 'case')} of {open_before} {words}"


# --- closed ---------------------------------------------------------------------------------------


def owed_on_closure(file: AuditFile, event: CaseEvent, occasion: Occasion) -> list[Owed]:
    """What a closed case owes today: its audit is told of every week, its actions once."""
    if file.audit.status in UNFINISHED:
        monday = date.fromordinal(occasion.today.toordinal() - occasion.today.weekday())
        step, decide = f"closed, week of {monday}", _closed_in_audit
    elif file.open_actions:
        step, decide = f"closed with actions {event.ref}", _closed_with_actions
    else:
        return []
    return [Owed(step, partial(decide, file, event, replace(occasion, cause=step)))]


def _closed_in_audit(file: AuditFile, event: CaseEvent, occasion: Occasion) -> Decision:
    """R-9.6-2, matrix row 16: the auditor, the Team Manager with a copy above, the lead.

    An auditor who has finished, or is excused, has nothing left to do, and is not written to.
    """
    audit = file.audit
    questions = replace_question(file, event)
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "closed": _facts(event),
        "may_be_replaced": may_be_replaced(file),
        "waits_for_auditor": audit.status in AUDITORS_TURN,
    }
    managers, copied = _managers(file, occasion)
    lead = occasion.decider(audit.auditor)
    heads = [lead.person.name] if lead else []
    auditors = [audit.auditor] if facts["waits_for_auditor"] else []
    letters = [
        occasion.letter("case_closed", name, audit.ref, {**facts, "you": you}, cc)
        for you, names, cc in (
            ("auditor", auditors, ()),
            ("manager", managers, copied),
            ("head", heads, ()),
        )
        for name in names
    ]
    letters += if_nobody(managers, audit, "in the team that its case closed", occasion)
    line = f"the case closed{_on(event)} although the audit is not complete"
    decision = _told(line, audit.ref, tuple(_once(letters)), occasion)
    return replace(decision, questions=tuple(questions))


def _once(letters: list[Letter]) -> list[Letter]:
    """One letter a reader: who has two parts in a matter is written to in the first."""
    first: dict[str, Letter] = {}
    for letter in letters:
        first.setdefault(letter.to, letter)
    return list(first.values())


def _closed_with_actions(file: AuditFile, event: CaseEvent, occasion: Occasion) -> Decision:
    """R-9.6-3: a closure depends on every action. To the Team Manager, with a copy above."""
    managers, copied = _managers(file, occasion)
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "closed": _facts(event),
        "actions": action_facts(file.open_actions),
    }
    letters = [
        occasion.letter("case_closed_actions", name, file.audit.ref, facts, copied)
        for name in managers
    ]
    letters += if_nobody(managers, file.audit, "that its case closed with open actions", occasion)
    number = count_words(len(file.open_actions), "remedial action")
    line = f"the case closed{_on(event)} with {number} open"
    return _told(line, file.audit.ref, tuple(letters), occasion)


def _managers(file: AuditFile, occasion: Occasion) -> tuple[list[str], tuple[str, ...]]:
    """The Team Manager, or who stands in, and the Service Manager for a copy."""
    told = [t.person.name for t in occasion.tell(file.audit, *_MANAGERS)]
    above = [t.person.name for t in occasion.tell(file.audit, Post.SERVICE_MANAGER)]
    return told, tuple(name for name in above if name not in told)


# --- back again -----------------------------------------------------------------------------------


def reopened(file: AuditFile, event: CaseEvent, occasion: Occasion) -> Decision | None:
    """R-9.7-1, R-9.7-2: what was not fulfilled counts again, with its days from the alert on."""
    if not file.open_actions:
        return None
    actions = tuple(_anew(action, occasion) for action in file.open_actions)
    told = owner_names(file.audit, occasion)
    worker = occasion.council.person(file.audit.worker)
    copied = (worker.name,) if worker and worker.name not in told else ()
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "reopened_on": iso(event.on),
        "actions": action_facts(actions),
    }
    letters = [
        occasion.letter("case_reopened", name, file.audit.ref, facts, copied) for name in told
    ]
    letters += if_nobody(told, file.audit, "that its case is open again with actions", occasion)
    number = count_words(len(actions), "remedial action")
    due = ", ".join(dict.fromkeys(day_words(action.due) for action in actions))
    line = f"the case was opened again with {number} not fulfilled; due {due}"
    return replace(_told(line, file.audit.ref, tuple(letters), occasion), records=actions)


def _anew(action: Action, occasion: Occasion) -> Action:
    day = occasion.policy.letter_day(occasion.at)
    return replace(action, due=occasion.calendar.add(day, action.days), provisional=False)


# --- gone, or somebody else -----------------------------------------------------------------------


def ask_about_vanished(file: AuditFile, child: str, seen_on: date, occasion: Occasion) -> Decision:
    """A case that is gone without a closure was not closed: a person finds out (A-26)."""
    ref = file.audit.ref
    asks = (
        f"The case of {ref} (child's id {child}) is gone from the Annexe A of {day_words(seen_on)} "
        "without a closure. It may have a new id, be adopted, or be a fault of the extract. What "
        "has become of it? If it has a new id, put both on the sheet Aliases."
    )
    question = Question(
        vanished_key(file, seen_on),
        QuestionKind.VANISHED,
        ref,
        asks,
        "",
        (WAS_CLOSED, STILL_OPEN, HAS_NEW_ID),
        {"child": child, "seen_on": seen_on.isoformat()},
    )
    line = "the case is gone from Annexe A without a closure; the coordinator is asked"
    return replace(_told(line, ref, (), occasion), questions=(question,))


def ask_about_id(
    file: AuditFile, child: str, now: str, seen_on: date, occasion: Occasion
) -> Decision:
    """Every date agrees, but only a person can say that two ids are one child (A-26)."""
    ref = file.audit.ref
    asks = (
        f"The case of {ref} (child's id {child}) is gone from the Annexe A of "
        f"{day_words(seen_on)}, and a case with the same dates has come under the id {now}. "
        "Is it the same child?"
    )
    question = Question(
        f"same child {ref} {now}",
        QuestionKind.SAME_CHILD,
        ref,
        asks,
        SAME,
        (SAME, ANOTHER),
        {"child": child, "now": now, "seen_on": seen_on.isoformat()},
    )
    line = "the case seems to have a new id in Annexe A; the coordinator is asked"
    return replace(_told(line, ref, (), occasion), questions=(question,))


def vanished_key(file: AuditFile, seen_on: date) -> str:
    return f"vanished {file.audit.ref} {seen_on}"


def in_history(event: CaseEvent) -> Decision:
    """A line in the audit's history: what is owed because of it is asked for elsewhere."""
    return Decision(f"Annexe A: {_NOTES[event.kind]}{_on(event)}")


def in_words(file: AuditFile, event: CaseEvent, occasion: Occasion) -> Decision:
    """The same, and a line in the digest of those who keep count."""
    return _told(in_history(event).note, file.audit.ref, (), occasion)


_NOTES = {
    ChangeKind.CLOSED: "the case closed",
    ChangeKind.CLOSED_BACKDATED: "the case closed, dated back",
    ChangeKind.CLOSED_NO_DATE: "the case closed, without a date",
    ChangeKind.OPENED_AND_CLOSED: "the case was opened and closed again",
    ChangeKind.LEAVER_GONE: "the young person left the care leavers' service",
    ChangeKind.REOPENED: "the case was opened again",
    ChangeKind.CLOSURE_REVERSED: "the closure of the case was taken back",
    ChangeKind.NEW: "the case is there again",
    ChangeKind.CLOSES_LATER: "the case is to close",
    ChangeKind.UNALLOCATED: "the case has no team or no worker any more",
    ChangeKind.NOT_READABLE: "whether the case is open cannot be read",
}
NOTED = frozenset(_NOTES)


def _told(line: str, ref: str, letters: tuple[Letter, ...], occasion: Occasion) -> Decision:
    """With a line in the digest of everybody who keeps count and has no letter of their own."""
    readers = {letter.to for letter in letters}
    lines = [x for x in digest_lines(ref, line, occasion) if x.to not in readers]
    return Decision(line, (), (*letters, *lines))


def _facts(event: CaseEvent) -> dict[str, Fact]:
    return {"on": iso(event.on), "seen_on": iso(event.seen_on)}


def _on(event: CaseEvent) -> str:
    # A closure that was taken back has the day of the closure, not of its end.
    known = event.on if event.kind is not ChangeKind.CLOSURE_REVERSED else None
    return f" on {day_words(known)}" if known else ""
