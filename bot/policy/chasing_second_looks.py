"""What is owed about reviews and panels that are due or overdue, each rung once (8.1, A-8)."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.policy.consensus import Together
from bot.policy.decision import Decision, Letter
from bot.policy.digests import digest_lines
from bot.policy.facts import audit_facts
from bot.policy.ladder import Owed
from bot.policy.model import Audit, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.quality import give, next_reviewer
from bot.policy.reviews import Review
from bot.policy.wording import count_words, listed


def chase_review(file: AuditFile, review: Review, occasion: Occasion) -> Owed | None:
    """Passed on if its reviewer cannot do it in time; else reminded, then the head is told."""
    if review.reviewer is None or review.due is None:
        return None
    if _cannot(review, occasion):
        other = next_reviewer(file.audit, occasion, (review.reviewer,))
        if other:
            step = f"review passed on {occasion.today}"
            moved = partial(give, review, other.name, file.audit, file.returned, occasion)
            return Owed(step, moved)
    about = _About(review.ref, review.kind.value, file.audit, (review.reviewer,))
    return _rung(about, review.due, occasion)


def chase_panel(it: Together, occasion: Occasion) -> Owed | None:
    """Whoever has not said a word yet is reminded; a moderator who is late is told of."""
    panel = it.panel
    if panel.agree_by is None or panel.awaited is None:
        return None
    about = _About(panel.ref, panel.awaited, it.lead.audit, silent_in(it))
    return _rung(about, panel.agree_by, occasion)


def silent_in(it: Together) -> tuple[str, ...]:
    """Whose word a panel waits for: the moderator's, the lead's, or that of who has not agreed."""
    panel = it.panel
    if panel.moderated_by:
        return (panel.moderated_by,)
    if not panel.stated:
        return (it.lead.audit.auditor,)
    return tuple(f.audit.auditor for f in it.files if f.audit.ref not in panel.agreed)


@dataclass(frozen=True, slots=True)
class _About:
    """What is chased, and who is silent."""

    ref: str
    kind: str
    audit: Audit
    silent: tuple[str, ...]


def _rung(about: _About, due: date, occasion: Occasion) -> Owed | None:
    left = occasion.calendar.between(occasion.today, due)
    rules = occasion.rules
    if -left >= rules.second_look_overdue > 0:
        step = f"second look overdue of {due}"
        return Owed(step, partial(_overdue, about, due, -left, occasion))
    rungs = [0, -1, *rules.second_look_reminders]
    rung = min((r for r in rungs if left <= r), default=None)
    if rung is None:
        return None
    step = f"second look {rung} of {due}"
    return Owed(step, partial(_reminded, about, due, left, occasion))


def _reminded(about: _About, due: date, left: int, occasion: Occasion) -> Decision:
    facts: dict[str, Fact] = {**_facts(about, due, occasion), "days_left": left}
    letters = [
        occasion.letter("second_look_reminder", name, about.ref, facts) for name in about.silent
    ]
    note = f"{about.kind.lower()}: reminded {listed(about.silent)}"
    return Decision(note, (), tuple(letters))


def _overdue(about: _About, due: date, over: int, occasion: Occasion) -> Decision:
    head = occasion.decider(about.silent[0] if len(about.silent) == 1 else None)
    line = f"{about.kind.lower()} overdue by {count_words(over, 'working day')}"
    letters: list[Letter] = digest_lines(about.audit.ref, line, occasion)
    if head:
        facts: dict[str, Fact] = {
            **_facts(about, due, occasion),
            "days_over": over,
            "who": listed(about.silent),
        }
        letters.append(
            occasion.letter("second_look_overdue", head.person.name, about.ref, facts, about.silent)
        )
    return Decision(line, (), tuple(letters))


def _facts(about: _About, due: date, occasion: Occasion) -> dict[str, Fact]:
    return {
        "audit": audit_facts(about.audit, occasion),
        "ref": about.ref,
        "kind": about.kind,
        "due": due.isoformat(),
    }


def _cannot(review: Review, occasion: Occasion) -> bool:
    """Whether the reviewer has left, or is away until the review is due."""
    person = occasion.council.person(review.reviewer)
    if person is None or not person.in_post(occasion.today):
        return True
    absence = occasion.council.absence(person.name, occasion.today)
    return absence is not None and review.due is not None and absence.end >= review.due
