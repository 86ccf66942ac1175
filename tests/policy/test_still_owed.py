"""Whether a chaser that was decided is still owed when it leaves (complaints C3 and C4)."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.policy import chasing
from bot.policy.chasing import chase
from bot.policy.chasing_second_looks import chase_panel, chase_review
from bot.policy.consensus import Together
from bot.policy.council import Council
from bot.policy.decision import Letter
from bot.policy.deploying import assignment_letters
from bot.policy.ladder import Owed
from bot.policy.model import (
    ActionStatus,
    AuditFile,
    ConcernStatus,
    RequestStatus,
    Status,
)
from bot.policy.panels import Panel, PanelKind, PanelStatus
from bot.policy.quality import give
from bot.policy.requests import request_to_decide
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from bot.policy.safeguarding import raise_concern, widen
from bot.policy.still_owed import Now, why_withhold
from tests.policy.cast import (
    ADA,
    AUDIT,
    BEN,
    CAT,
    COUNCIL,
    MONDAY,
    WILL,
    a_concern,
    a_file,
    a_request,
    an_action,
    away,
    council,
    occasion,
    on,
)
from tests.policy.ladders import after

pytestmark = pytest.mark.requirement("R-B-2", "R-B-1")

COMPLETED = a_file(status=Status.COMPLETED, completed_on=date(2025, 12, 1))
TWO_ACTIONS = a_file(an_action(1), an_action(2), status=Status.WITH_TEAM_MANAGER)
PENDING = a_file(request=a_request())


def chased(file: AuditFile, day: date, name: str, among: Council = COUNCIL) -> Letter:
    letters = (x for one in chase(file, occasion(day, among)) for x in one.decision.letters)
    return next(letter for letter in letters if letter.name == name)


def looked_at(owed: Owed | None, name: str) -> Letter:
    """The first letter of that name about a review or a panel."""
    assert owed is not None
    return next(letter for letter in owed.decision.letters if letter.name == name)


def concern_letters() -> dict[str, Letter]:
    """What is sent in the end about a concern that nobody answers."""
    raised = raise_concern(a_concern(), occasion()).records[0]
    near_the_end = replace(raised, rung=2, next_rung_at=on(date(2025, 12, 2)))
    decision = widen(near_the_end, occasion(on(date(2025, 12, 2), 11)))
    return {letter.name: letter for letter in decision.letters}


LATE = date(2025, 12, 15)
ABOUT_AUDIT = Now(a_file())
GONE = Now(a_file(status=Status.COMPLETED))
HERS_NO_MORE = Now(a_file(auditor=BEN.name))
DEFERRED = Now(a_file(due=date(2026, 1, 9)))
ALL_DONE = Now(
    a_file(
        an_action(1, status=ActionStatus.DONE),
        an_action(2, status=ActionStatus.NOT_ACHIEVABLE),
        status=Status.CLOSED,
    )
)
ONLY_ANOTHER_OPEN = Now(
    a_file(
        an_action(1, status=ActionStatus.DONE),
        an_action(2, status=ActionStatus.DONE),
        an_action(3),
        status=Status.WITH_TEAM_MANAGER,
    )
)
PUT = Now(PENDING, a_request())
ANSWERED = a_concern(status=ConcernStatus.ACKNOWLEDGED)

REVIEW = Review("QA-1111-1A", AUDIT.ref, AUDIT.round, ReviewKind.QUALITY)


def with_reviewer(name: str) -> Review:
    return replace(REVIEW, status=ReviewStatus.WITH_REVIEWER, reviewer=name)


ADAS_REVIEW = replace(with_reviewer(ADA.name), due=MONDAY)
REVIEW_ENDS = [
    (Now(review=replace(ADAS_REVIEW, status=status)), "the review is over")
    for status in (ReviewStatus.CONFIRMED, ReviewStatus.NOT_CONFIRMED, ReviewStatus.CANCELLED)
]
BENS = replace(AUDIT, ref="AU-2222-2B", auditor=BEN.name)
PANEL = Panel(
    "PN-1111-1A",
    AUDIT.round,
    AUDIT.child,
    PanelKind.CONSENSUS,
    AUDIT.ref,
    PanelStatus.AGREEING,
    agree_by=MONDAY,
    stated=True,
    agreed=(AUDIT.ref,),
)


def panel(**changes: object) -> Together:
    """Ada has stated the view of the panel, Ben has not said a word."""
    changed = replace(PANEL, **changes)  # type: ignore[arg-type]
    return Together(changed, (a_file(), AuditFile(BENS)))


NO_AUDIT = "the audit is no longer waiting for its auditor"
MOVED = "the due date has moved"
NO_ACTION = "none of its remedial actions is open any more, or it is disputed"
DECIDED = "the request has been decided"
ACKNOWLEDGED = "the concern has been acknowledged"

# Each chaser: the letter, how things stood, and how they may stand when it leaves.
CHASERS = {
    "assignment": (
        assignment_letters(AUDIT, occasion())[0],
        ABOUT_AUDIT,
        [(GONE, NO_AUDIT), (HERS_NO_MORE, "the audit is now with Ben Cole"), (DEFERRED, MOVED)],
    ),
    "reminder": (
        chased(a_file(), after(-1), "reminder"),
        ABOUT_AUDIT,
        [(GONE, NO_AUDIT), (HERS_NO_MORE, "the audit is now with Ben Cole"), (DEFERRED, MOVED)],
    ),
    "overdue": (
        chased(a_file(), after(1), "overdue"),
        ABOUT_AUDIT,
        [(GONE, NO_AUDIT), (HERS_NO_MORE, "the audit is now with Ben Cole"), (DEFERRED, MOVED)],
    ),
    "overdue_escalated": (
        chased(a_file(), after(5), "overdue_escalated"),
        ABOUT_AUDIT,
        [(GONE, NO_AUDIT), (HERS_NO_MORE, "the audit is now with Ben Cole"), (DEFERRED, MOVED)],
    ),
    "actions_wanted": (
        chased(COMPLETED, date(2025, 12, 4), "actions_wanted"),
        Now(COMPLETED),
        [
            (Now(a_file(status=Status.CLOSED)), "it has been stated whether actions are required"),
            (Now(TWO_ACTIONS), "it has been stated whether actions are required"),
        ],
    ),
    "action_reminder": (
        chased(TWO_ACTIONS, date(2026, 1, 7), "action_reminder"),
        Now(TWO_ACTIONS),
        [(ALL_DONE, NO_ACTION), (ONLY_ANOTHER_OPEN, NO_ACTION)],
    ),
    "action_overdue": (
        chased(TWO_ACTIONS, date(2026, 1, 9), "action_overdue"),
        Now(TWO_ACTIONS),
        [(ALL_DONE, NO_ACTION), (ONLY_ANOTHER_OPEN, NO_ACTION)],
    ),
    "action_overdue_escalated": (
        chased(TWO_ACTIONS, date(2026, 1, 16), "action_overdue_escalated"),
        Now(TWO_ACTIONS),
        [(ALL_DONE, NO_ACTION), (ONLY_ANOTHER_OPEN, NO_ACTION)],
    ),
    "request_to_decide": (
        request_to_decide(AUDIT, a_request(), occasion(), again=True)[0],
        PUT,
        [
            (Now(PENDING, a_request(status=status)), DECIDED)
            for status in RequestStatus
            if status is not RequestStatus.PENDING
        ],
    ),
    "review_request": (
        give(REVIEW, ADA.name, AUDIT, None, occasion()).letters[0],
        Now(review=with_reviewer(ADA.name)),
        [
            (Now(review=with_reviewer(BEN.name)), "the review is now with Ben Cole"),
            (Now(review=replace(REVIEW, status=ReviewStatus.CANCELLED)), "the review is over"),
        ],
    ),
    "second_look_reminder": (
        looked_at(chase_review(a_file(), ADAS_REVIEW, occasion()), "second_look_reminder"),
        Now(review=ADAS_REVIEW),
        [(Now(review=with_reviewer(BEN.name)), "the review is now with Ben Cole"), *REVIEW_ENDS],
    ),
    "second_look_overdue": (
        looked_at(chase_review(a_file(), ADAS_REVIEW, occasion(LATE)), "second_look_overdue"),
        Now(review=ADAS_REVIEW),
        REVIEW_ENDS,
    ),
    "worker_away": (
        chased(TWO_ACTIONS, date(2025, 12, 2), "worker_away", council(away(WILL))),
        Now(TWO_ACTIONS),
        [(ALL_DONE, NO_ACTION), (ONLY_ANOTHER_OPEN, NO_ACTION)],
    ),
    "safeguarding_chase": (
        concern_letters()["safeguarding_chase"],
        Now(concern=a_concern()),
        [(Now(concern=ANSWERED), ACKNOWLEDGED)],
    ),
    "safeguarding_alarm": (
        concern_letters()["safeguarding_alarm"],
        Now(concern=a_concern()),
        [(Now(concern=ANSWERED), ACKNOWLEDGED)],
    ),
}


@pytest.mark.parametrize("name", CHASERS)
def test_a_chaser_leaves_while_what_it_says_is_so(name: str) -> None:
    letter, before, _ = CHASERS[name]
    assert letter.name == name
    assert why_withhold(letter, before) is None


@pytest.mark.parametrize(
    ("name", "now", "reason"),
    [(name, now, reason) for name, (_, _, ends) in CHASERS.items() for now, reason in ends],
)
def test_a_chaser_that_is_not_owed_any_more_is_withheld_for_a_reason(
    name: str, now: Now, reason: str
) -> None:
    assert why_withhold(CHASERS[name][0], now) == reason


@pytest.mark.parametrize("name", CHASERS)
def test_a_chaser_about_what_is_no_longer_there_is_withheld(name: str) -> None:
    assert why_withhold(CHASERS[name][0], Now()) is not None


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (panel(), None),
        (panel(agreed=(AUDIT.ref, BENS.ref)), "Ben Cole has answered"),
        (panel(status=PanelStatus.MODERATION, moderator=CAT.name), "the panel has gone on"),
        (panel(status=PanelStatus.AGREED), "the panel has gone on"),
    ],
)
def test_whoever_has_answered_a_panel_meanwhile_is_not_reminded(
    now: Together, reason: str | None
) -> None:
    letter = looked_at(chase_panel(panel(), occasion()), "second_look_reminder")
    assert letter.to == BEN.name
    assert why_withhold(letter, Now(panel=now)) == reason


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (panel(status=PanelStatus.MODERATION, moderator=CAT.name), None),
        (panel(status=PanelStatus.AGREED, moderator=CAT.name), "the panel has gone on"),
        (panel(), "the panel has gone on"),
    ],
)
def test_nobody_is_told_of_a_late_moderation_that_is_over(
    now: Together, reason: str | None
) -> None:
    moderated = panel(status=PanelStatus.MODERATION, moderator=CAT.name)
    letter = looked_at(chase_panel(moderated, occasion(LATE)), "second_look_overdue")
    assert why_withhold(letter, Now(panel=now)) == reason


def test_one_open_action_of_two_is_enough_to_be_reminded() -> None:
    half = a_file(an_action(1, status=ActionStatus.DONE), an_action(2))
    assert why_withhold(CHASERS["action_reminder"][0], Now(half)) is None


def names_of_letters(module: Path) -> set[str]:
    """Every letter that the source of a module names in `….letter("name", …)`."""
    calls = (n for n in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(n, ast.Call))
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "letter"
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_letter_that_chases_is_looked_at_again() -> None:
    modules = Path(chasing.__file__).parent.glob("chasing*.py")
    assert set().union(*map(names_of_letters, modules)) <= CHASERS.keys()


@pytest.mark.parametrize(
    "name",
    [
        "completed_receipt",
        "request_granted",
        "reallocated_away",
        "safeguarding_notice",
        "safeguarding_answered",
        "digest_line",
    ],
)
def test_what_has_happened_stays_true_and_is_told(name: str) -> None:
    for now in (GONE, ALL_DONE, Now(concern=ANSWERED), Now()):
        assert why_withhold(Letter(name, ADA.name, AUDIT.ref, "mail 1"), now) is None
