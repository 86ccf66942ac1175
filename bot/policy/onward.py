"""Where a completed audit goes: to its panel, to quality assurance, or to the Team Manager."""

from dataclasses import dataclass
from enum import StrEnum

from bot.policy.council import tidy
from bot.policy.decision import Letter, Question, Record
from bot.policy.form import AuditReturn
from bot.policy.life import Event, after
from bot.policy.model import Action, Audit, AuditFile
from bot.policy.occasion import Occasion
from bot.policy.panels import PanelStatus
from bot.policy.quality import begin, cannot_wait
from bot.policy.releasing import actions_of, result
from bot.policy.requiring import perhaps_same
from bot.policy.reviews import ReviewStatus
from bot.policy.wording import count_words


class Way(StrEnum):
    """Which way it went, for the auditor's receipt."""

    TEAM = "team"
    REVIEW = "review"
    PANEL = "panel"


@dataclass(frozen=True, slots=True)
class Onward:
    """What a whole return brings about beyond the auditor's own receipt."""

    way: Way
    audit: Audit
    actions: tuple[Action, ...]
    note: str
    letters: tuple[Letter, ...] = ()
    records: tuple[Record, ...] = ()
    questions: tuple[Question, ...] = ()


def onward(file: AuditFile, audit: Audit, returned: AuditReturn, occasion: Occasion) -> Onward:
    """`audit` is completed, and `returned` is whole."""
    panel, review = file.panel, file.review
    if panel and panel.status is PanelStatus.AUDITING:
        return _to_panel(file, audit, returned, occasion)
    if review and review.status is ReviewStatus.SEALED:
        return _to_review(file, audit, returned, occasion)
    return to_team(file, audit, returned, occasion)


def to_team(file: AuditFile, audit: Audit, returned: AuditReturn, occasion: Occasion) -> Onward:
    """6.5: to the Team Manager of the case; an audit without actions is closed.

    What the team knows of this audit already, because it could not wait, is not told again.
    """
    known = {tidy(action.text) for action in file.standing_actions}
    stated = [(n, a) for n, a in enumerate(returned.actions, 1) if tidy(a.text) not in known]
    actions = actions_of(file, audit, stated, occasion)
    moved = after(audit, Event.RELEASE if actions or file.open_actions else Event.CLOSE)
    note = f"completed by the auditor; {count_words(len(actions), 'remedial action')} required"
    letters = tuple(result(moved, actions, occasion)) if actions or not known else ()
    asked = perhaps_same(file, actions)
    return Onward(Way.TEAM, moved, actions, note, letters, actions, asked)


def _to_panel(file: AuditFile, audit: Audit, returned: AuditReturn, occasion: Occasion) -> Onward:
    """R-8.1-1: it waits for the others of the panel; what cannot wait does not (A-8)."""
    waiting = after(audit, Event.AWAIT_CONSENSUS)
    actions = _at_once(file, waiting, returned, occasion)
    note = "completed by the auditor; left to the panel"
    if actions:
        note += f"; {count_words(len(actions), 'remedial action')} released at once"
    letters = result(waiting, actions, occasion, more=True) if actions else []
    return Onward(Way.PANEL, waiting, actions, note, tuple(letters), actions)


def _at_once(
    file: AuditFile, audit: Audit, returned: AuditReturn, occasion: Occasion
) -> tuple[Action, ...]:
    stated = [(n, returned.actions[n - 1]) for n in cannot_wait(returned, occasion)]
    return actions_of(file, audit, stated, occasion)


def _to_review(file: AuditFile, audit: Audit, returned: AuditReturn, occasion: Occasion) -> Onward:
    """A-8: to quality assurance first; what cannot wait is released at once."""
    checked = after(audit, Event.SEND_TO_QA)
    actions = _at_once(file, checked, returned, occasion)
    begun = begin(file, checked, returned, cannot_wait(returned, occasion), occasion)
    letters = list(begun.letters)
    if actions:
        letters += result(checked, actions, occasion, more=True)
    note = f"completed by the auditor; {begun.note}"
    if actions:
        note += f"; {count_words(len(actions), 'remedial action')} released at once"
    return Onward(
        Way.REVIEW,
        checked,
        actions,
        note,
        tuple(letters),
        (*begun.records, *actions),
        begun.questions,
    )
