"""What UNDO may take back, until when, and what it leaves alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.policy.actions import sign_off
from bot.policy.answers import Heard
from bot.policy.commands import CHANGE, UNDO, undo_word
from bot.policy.completing import complete
from bot.policy.council import Person
from bot.policy.decision import Decision, Record
from bot.policy.form import AuditReturn
from bot.policy.model import ActionStatus, AuditFile, RequestKind, RequestStatus, Status
from bot.policy.replies import decide_reply
from bot.policy.requests import ask, decide
from bot.policy.said import StatedAction, WishKind
from bot.policy.undo import (
    RECEIPTS,
    Act,
    Change,
    Since,
    last_day,
    take_back,
    why_not_undone,
)
from tests.policy.cast import (
    ADA,
    AUDIT,
    CORA,
    HAL,
    MONDAY,
    TARA,
    a_file,
    a_request,
    an_action,
    occasion,
    on,
    only,
    readers,
    reading,
    sent,
    the_letter,
    wish,
)

ACTIONS = (StatedAction("Put the first thing right."), StatedAction("And the second.", 10))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("UNDO", UNDO),
        ("Undo", UNDO),
        ("undo.", UNDO),
        ("  *UNDO*  ", UNDO),
        ("Please undo", UNDO),
        ("Undo that please!", UNDO),
        ("UNDO AU-7K3F-Q2", UNDO),
        ("UNDO AU-7K3F-Q2 #K7F3Q9X2", UNDO),
        ("CHANGE", CHANGE),
        ("change please", CHANGE),
        ("UNDO - I meant the other one", UNDO),
        ("CHANGE: it should be January", CHANGE),
        ("", None),
        ("UNDONE", None),
        ("Change of address", None),
        ("change: the worker has moved", None),
        ("CHANGE of plan for the family", None),
        ("I cannot undo what happened", None),
        ("UNDO the knot of who lives where", None),
        ("Please do not undo", None),
        ("Exchange", None),
    ],
)
def test_the_words_that_take_a_reply_back(line: str, word: str | None) -> None:
    assert undo_word(line) == word


# --- what a reply has done, and what comes of it --------------------------------------------------


def after(file: AuditFile, decision: Decision) -> AuditFile:
    new = {_key(record): record for record in decision.records}
    made = [record for key, record in new.items() if key not in _known(file)]
    every = [new.get(key, record) for key, record in _known(file).items()] + made
    audits, actions, requests, returns = ([r for r in every if type(r) is kind] for kind in _KINDS)
    returned = returns[0] if returns else None
    return AuditFile(audits[0], tuple(actions), tuple(requests), returned)  # type: ignore[arg-type]


_KINDS = (type(AUDIT), type(an_action()), type(a_request()), AuditReturn)


def _key(record: Record) -> tuple[type, str]:
    return type(record), record.ref


def _known(file: AuditFile) -> dict[tuple[type, str], Record]:
    returned = (file.returned,) if file.returned else ()
    return {_key(r): r for r in (file.audit, *file.actions, *file.requests, *returned)}


def act_of(file: AuditFile, decision: Decision, who: Person = ADA, **more: object) -> Act:
    was = _known(file)
    changes = tuple(Change(was.get(_key(record)), record) for record in decision.records)
    act = Act("mail 1", who.name, AUDIT.ref, decision.note, on(MONDAY), changes)
    return replace(act, **more)  # type: ignore[arg-type]


def completing(file: AuditFile) -> Decision:
    return complete(file, reading(actions=ACTIONS), occasion())


def closing(file: AuditFile) -> Decision:
    return complete(file, reading(no_actions=True), occasion())


def deferring(file: AuditFile) -> Decision:
    return ask(file, RequestKind.DEFERMENT, date(2026, 1, 9), "leave", occasion())


def granting(file: AuditFile) -> Decision:
    return decide(file, file.requests[0], True, HAL.name, occasion())


def declining(file: AuditFile) -> Decision:
    return decide(file, file.requests[0], False, HAL.name, occasion())


def signing(file: AuditFile) -> Decision:
    return sign_off(file, (), TARA, occasion())


WITH_ACTIONS = a_file(an_action(1), an_action(2), status=Status.WITH_TEAM_MANAGER)
REPLIES = [
    (completing, a_file(), ADA),
    (completing, a_file(request=a_request()), ADA),
    (closing, a_file(), ADA),
    (deferring, a_file(), ADA),
    (granting, a_file(request=a_request()), HAL),
    (granting, a_file(request=a_request(RequestKind.REALLOCATION)), HAL),
    (declining, a_file(request=a_request()), HAL),
    (signing, WITH_ACTIONS, TARA),
]


@pytest.mark.parametrize(("does", "file", "who"), REPLIES)
def test_everything_is_as_it_was_and_what_was_new_is_void(
    does: Callable[[AuditFile], Decision], file: AuditFile, who: Person
) -> None:
    done = does(file)
    then = after(file, done)
    act = act_of(file, done, who)
    back = take_back(act, Since(then), who, UNDO, occasion(cause="mail 2"))
    now = after(then, back)

    assert now.audit == file.audit
    assert now.open_actions == file.open_actions
    assert now.pending == file.pending
    new = [r for r in (*now.actions, *now.requests) if _key(r) not in _known(file)]
    assert {r.status for r in new} <= {ActionStatus.TAKEN_BACK, RequestStatus.OVERTAKEN}


@pytest.mark.parametrize(("does", "file", "who"), REPLIES)
def test_what_nothing_hangs_on_yet_can_be_taken_back(
    does: Callable[[AuditFile], Decision], file: AuditFile, who: Person
) -> None:
    done = does(file)
    assert why_not_undone(act_of(file, done, who), Since(after(file, done)), occasion()) is None


def test_everybody_who_had_been_told_is_told_but_not_the_writer_and_no_stranger() -> None:
    file = a_file()
    done = completing(file)
    told = (ADA.name, TARA.name, "Somebody who has left", HAL.name)
    since = Since(after(file, done), told=told)
    back = take_back(act_of(file, done), since, ADA, UNDO, occasion(cause="mail 2"))
    assert sent(back) == [
        ("taken_back", TARA.name),
        ("taken_back", HAL.name),
        ("undone", ADA.name),
    ]
    assert CORA.name in [x.to for x in back.letters if x.digest]


def test_a_request_that_waits_again_is_asked_again_under_a_new_key() -> None:
    file = a_file(request=a_request())
    done = granting(file)
    back = take_back(
        act_of(file, done, HAL), Since(after(file, done)), HAL, UNDO, occasion(cause="mail 2")
    )
    (question,) = back.questions
    (asked_first,) = deferring(a_file()).questions
    assert question.kind is asked_first.kind
    assert question.key == f"request {a_request().ref} mail 2"


def test_only_change_asks_what_was_meant() -> None:
    file = a_file()
    done = completing(file)
    facts = {
        word: the_letter(
            take_back(act_of(file, done), Since(after(file, done)), ADA, word, occasion()),
            "undone",
        ).facts
        for word in (UNDO, CHANGE)
    }
    assert (facts[UNDO]["change"], facts[UNDO]["choices"]) == (False, [])
    assert facts[CHANGE]["change"] is True
    assert facts[CHANGE]["choices"]
    assert facts[UNDO]["stands"] == [f"The audit is with {ADA.name}, due on {DUE_WORDS}."]


DUE_WORDS = "Wednesday 31 December 2025"

# --- why not --------------------------------------------------------------------------------------

FILE = a_file()
DONE = completing(FILE)
THEN = after(FILE, DONE)
ACT = act_of(FILE, DONE)
FIRST = THEN.actions[0]


def changed(file: AuditFile, **changes: object) -> AuditFile:
    return replace(file, audit=replace(file.audit, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "since", "reason"),
    [
        (None, None, "No reply of yours has changed anything"),
        (replace(ACT, undone=True), Since(THEN), "taken back already"),
        (replace(ACT, changes=(), concern="SG-1"), Since(THEN), "never taken back by mail"),
        (replace(ACT, concern="SG-1"), Since(THEN), None),
        (ACT, Since(THEN, decided=True), "A person has decided about it since"),
        (ACT, Since(THEN, later_by=HAL.name), f"{HAL.name} has written about this audit"),
        (
            ACT,
            Since(
                replace(
                    THEN,
                    actions=(replace(FIRST, status=ActionStatus.DONE), *THEN.actions[1:]),
                )
            ),
            f"{FIRST.ref} is completed",
        ),
        (
            ACT,
            Since(changed(THEN, status=Status.WITHDRAWN)),
            f"{AUDIT.ref} is withdrawn, with {ADA.name}",
        ),
    ],
)
def test_why_it_cannot_be_taken_back(act: Act | None, since: Since | None, reason: str) -> None:
    found = why_not_undone(act, since, occasion())
    assert (reason in found) if found and reason else found is reason


@pytest.mark.parametrize(
    ("done", "today", "late"),
    [
        (MONDAY, date(2025, 12, 3), False),
        (MONDAY, date(2025, 12, 4), True),
        (date(2025, 12, 5), date(2025, 12, 9), False),  # over a week-end
        (date(2025, 12, 24), date(2025, 12, 30), False),  # over Christmas
        (date(2025, 12, 24), date(2025, 12, 31), True),
    ],
)
def test_it_can_be_taken_back_for_two_working_days(done: date, today: date, late: bool) -> None:
    act = replace(ACT, done_at=on(done))
    reason = why_not_undone(act, Since(THEN), occasion(today))
    assert (reason is not None) is late
    assert last_day(on(done), occasion(today)) < today + timedelta(days=1 if late else 9)


# --- the receipts ---------------------------------------------------------------------------------


def test_the_writers_receipt_says_what_was_read_and_how_to_undo_it() -> None:
    heard = Heard(ADA, reading(wish(WishKind.COMPLETE), no_actions=True))
    decision = decide_reply(a_file(), heard, occasion())
    assert the_letter(decision, "completed_receipt").facts["undo"] == {
        "by": ADA.name,
        "until": "2025-12-03",
        "read": "the words for complete",
    }
    assert all("undo" not in x.facts for x in decision.letters if x.name not in RECEIPTS)


def test_a_copy_says_how_to_undo_it_but_not_in_which_words_it_was_decided() -> None:
    heard = Heard(HAL, reading(wish(WishKind.MANAGEMENT_DECISION, granted=True)))
    decision = decide_reply(a_file(request=a_request()), heard, occasion())
    assert the_letter(decision, "request_granted").facts["undo"] == {
        "by": HAL.name,
        "until": "2025-12-03",
        "read": None,
    }


@pytest.mark.parametrize("does", [granting, declining])
def test_what_the_coordinator_decides_has_no_way_back_by_mail(
    does: Callable[[AuditFile], Decision],
) -> None:
    letters = [x for x in does(a_file(request=a_request())).letters if x.name in RECEIPTS]
    assert [x.facts["undo"] for x in letters] == [None]


def test_a_manager_who_is_told_of_anothers_sign_off_is_offered_no_way_back() -> None:
    decision = signing(WITH_ACTIONS)
    assert readers(decision, "action_receipt") == [TARA.name]
    assert only(decision, type(AUDIT)).status is Status.CLOSED  # type: ignore[attr-defined]
