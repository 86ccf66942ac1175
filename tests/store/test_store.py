"""The store: one transaction or nothing, unique keys, instants, and the versions of its tables."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from bot.policy.decision import Letter, Question, QuestionKind
from bot.policy.model import Round, RoundStatus, Stratum
from bot.store import inbox, keeping, outbox, programme, questions
from bot.store.inbox import Entry
from bot.store.outbox import State
from bot.store.records import TABLES, to_row
from bot.store.store import Store, StoreError, open_sqlite
from tests.postgres import Place

NINE = datetime(2025, 12, 1, 9, tzinfo=UTC)
LETTER = Letter("reminder", "Ada Obi", "AU-1", "reminder 5", {"audit": {"ref": "AU-1"}})


class Stop(BaseException):
    """The machine has lost its power."""


def test_what_is_done_in_a_transaction_becomes_true_together(store: Store) -> None:
    with store.transaction() as work:
        keeping.keep(work, "one", 1)
        keeping.keep(work, "two", {"of": [2]})
    with store.reading() as work:
        assert keeping.kept_value(work, "one") == 1
        assert keeping.kept_value(work, "two") == {"of": [2]}


def break_off(store: Store, error: BaseException) -> None:
    with store.transaction() as work:
        keeping.keep(work, "one", 1)
        raise error


@pytest.mark.parametrize("error", [Stop(), ValueError("a mistake")])
def test_a_transaction_that_is_broken_off_leaves_nothing(
    store: Store, error: BaseException
) -> None:
    with pytest.raises(type(error)):
        break_off(store, error)
    with store.reading() as work:
        assert keeping.kept_value(work, "one") is None


def test_a_stop_just_before_the_commit_leaves_nothing(place: Place) -> None:
    def stop(step: str) -> None:
        raise Stop(step)

    store = place.open(stop)
    with pytest.raises(Stop, match="commit"), store.transaction() as work:
        keeping.keep(work, "one", 1)
    store.close()
    again = place.open()
    with again.reading() as work:
        assert keeping.kept_value(work, "one") is None
    again.close()


def test_what_is_changed_while_only_reading_is_not_kept(store: Store) -> None:
    with store.reading() as work:
        keeping.keep(work, "one", 1)
    with store.reading() as work:
        assert keeping.kept_value(work, "one") is None


def test_a_letter_that_is_owed_or_has_left_is_not_owed_again(store: Store) -> None:
    with store.transaction() as work:
        outbox.owe(work, [LETTER, LETTER], NINE)
        (row,) = outbox.waiting(work, NINE, urgent_only=False)
        outbox.move(work, row.id, State.SENT, NINE, message_id="<1@x>")
    with store.transaction() as work:
        outbox.owe(work, [LETTER], NINE)
        assert outbox.waiting(work, NINE, urgent_only=False) == []
        assert outbox.counts(work) == {"sent": 1}


def test_a_letter_as_a_cause_is_named_alike_whatever_number_its_row_has(store: Store) -> None:
    """After a kill PostgreSQL goes on with a later number, and all else must be the same."""
    with store.transaction() as work:
        outbox.owe(work, [LETTER, replace(LETTER, to="Moss Ito")], NINE)
        one, two = outbox.waiting(work, NINE, urgent_only=False)
    assert replace(one, id=one.id + 25).as_cause == one.as_cause
    assert one.as_cause != two.as_cause


def test_safeguarding_letters_come_first_whatever_was_queued_before(store: Store) -> None:
    urgent = Letter("safeguarding_notice", "Sal Lead", "SG-1", "a mail", urgent=True)
    with store.transaction() as work:
        outbox.owe(work, [LETTER], NINE)
        outbox.owe(work, [urgent], NINE)
        names = [r.letter.name for r in outbox.waiting(work, NINE, urgent_only=False)]
        alone = [r.letter.name for r in outbox.waiting(work, NINE, urgent_only=True)]

    assert names == ["safeguarding_notice", "reminder"]
    assert alone == ["safeguarding_notice"]


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        (State.SENT, False),
        (State.WITHHELD, False),
        (State.MERGED, False),
        (State.FAILED, True),
        (State.SENDING, True),
    ],
)
def test_what_a_letter_was_told_is_erased_once_it_will_not_be_sent_any_more(
    store: Store, state: State, kept: bool
) -> None:
    with store.transaction() as work:
        outbox.owe(work, [LETTER], NINE)
        (row,) = outbox.waiting(work, NINE, urgent_only=False)
        outbox.move(work, row.id, state, NINE)
        (moved,) = outbox.of(work, ["AU-1"])

    assert bool(moved.letter.facts) is kept


def test_a_rung_is_climbed_once(store: Store) -> None:
    with store.transaction() as work:
        assert keeping.once(work, "AU-1", "reminder 5", NINE)
        assert not keeping.once(work, "AU-1", "reminder 5", NINE)
        assert keeping.once(work, "AU-2", "reminder 5", NINE)


def test_a_question_is_asked_once_and_answered_for_good(store: Store) -> None:
    question = Question("round RD-1", QuestionKind.ROUND, "RD-1", "Deploy?", "", ("Deploy",))
    with store.transaction() as work:
        questions.ask(work, [question, question], NINE)
        assert [q for q, _ in questions.unanswered(work)] == [question]
        questions.answer(work, question.key, "Deploy", "Fay Moss", NINE)
        questions.ask(work, [question], NINE)
        assert questions.unanswered(work) == []
        assert questions.answer_of(work, question.key) == "Deploy"


def test_a_mail_is_known_again_by_its_content_and_by_its_message_id(store: Store) -> None:
    entry = Entry("mail-1", "<1@x>", "aa", NINE, "reply", "Handled", "AU-1", "done")
    with store.transaction() as work:
        inbox.enter(work, entry, NINE)
        assert inbox.same_message(work, "<1@x>", "aa") == (True, False)
        assert inbox.same_message(work, "<1@x>", "bb") == (False, True)
        assert inbox.same_message(work, None, "bb") == (False, False)
        assert inbox.unfiled(work) == [("mail-1", "Handled")]
        inbox.filed(work, "mail-1")
        assert inbox.unfiled(work) == []


def test_a_record_comes_back_as_it_was_saved(store: Store) -> None:
    saved = Round(
        "RD-1",
        "2025-12",
        "December 2025",
        RoundStatus.PROPOSED,
        date(2025, 12, 1),
        "f" * 64,
        "sha256-rank",
        "2025-12 ff",
        14,
        4,
        (Stratum("Looked after, CYPIC", 4, 1),),
        date(2025, 12, 1),
    )
    with store.transaction() as work:
        work.execute(TABLES[Round].insert().values(**to_row(saved)))
        assert programme.get(work, Round, "RD-1") == saved


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2025, 12, 1, 9)  # noqa: DTZ001 - that is the point
    with pytest.raises(StatementError, match="a time without a zone"), store.transaction() as work:
        keeping.once(work, "AU-1", "reminder 5", naive)


def test_a_store_that_is_opened_again_keeps_what_it_held(store: Store, place: Place) -> None:
    with store.transaction() as work:
        keeping.keep(work, "one", 1)
    again = place.open()
    with again.reading() as work:
        assert keeping.kept_value(work, "one") == 1
    again.close()


def test_a_store_of_a_newer_version_is_refused_with_what_to_do(store: Store, place: Place) -> None:
    with store.transaction() as work:
        work.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()

    with pytest.raises(StoreError, match=r"newer version \(revision 9999.*Install the newer"):
        place.open()


def test_two_who_write_take_turns_and_nothing_is_lost(store: Store, place: Place) -> None:
    other = place.open()
    for number in range(5):
        with store.transaction() as work:
            keeping.once(work, "here", str(number), NINE)
        with other.transaction() as work:
            keeping.once(work, "there", str(number), NINE)
    with store.reading() as work:
        assert all(keeping.done(work, "there", str(n)) for n in range(5))
        assert all(keeping.done(work, "here", str(n)) for n in range(5))
    other.close()


@pytest.mark.parametrize("content", [b"not a database, but long enough" * 99, b"\x07" * 4096])
def test_a_file_that_is_no_store_is_told_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"store\.db cannot be opened: .+ take the last backup"):
        open_sqlite(tmp_path / "store.db")


def test_a_place_that_cannot_be_written_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"unable to open database file.* full or read-only"):
        open_sqlite(tmp_path / "no such folder" / "store.db")
