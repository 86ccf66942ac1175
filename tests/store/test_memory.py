"""What is remembered of the records is what stands in the store, whoever has written it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.decision import Decision, Record
from bot.policy.matters import CaseNote, CaseNoteKind
from bot.policy.model import Action, ActionStatus, Audit, Concern, Round, RoundStatus, Status
from bot.policy.panels import Panel, PanelKind, PanelStatus
from bot.store import (
    case_notes,
    compliance,
    forgetting,
    keeping,
    memory,
    programme,
    second_looks,
)
from bot.store.records import TABLES
from bot.store.saving import save
from bot.store.store import Store, StoreError
from tests.policy.cast import AUDIT, a_concern, a_request, an_action, occasion
from tests.postgres import Place

DAY = date(2025, 12, 1)
ROUND = Round(
    AUDIT.round, "2025-12", "December", RoundStatus.DEPLOYED, DAY, "f", "a", "s", 9, 9, (), DAY
)
PANEL = Panel("PN-1", AUDIT.round, AUDIT.child, PanelKind.CONSENSUS, AUDIT.ref)
MATE = replace(AUDIT, ref="AU-mate", auditor="Moss Ito", panel="PN-1")
ACTION = an_action()
RECORDS: tuple[Record, ...] = (
    *(replace(AUDIT, panel=panel, child=child) for panel in (None, "PN-1") for child in "12"),
    MATE,
    replace(MATE, child="2"),
    *(replace(ACTION, status=status) for status in ActionStatus),
    an_action(2, audit=MATE.ref, child="2"),
    a_request(),
    PANEL,
    replace(PANEL, status=PanelStatus.AGREEING),
    replace(ROUND, name="The same"),
)
CHECK = ActionCheck("AR-1", ACTION.ref, ACTION.audit, CheckKind.FOUR_MONTHS, DAY)
NOTE = CaseNote("CN-1", AUDIT.ref, CaseNoteKind.COMPLETION, "a text", DAY, DAY)
CHANGES: tuple[Record, ...] = (
    *RECORDS,
    *(replace(AUDIT, status=status, completed_on=DAY) for status in Status),
    replace(AUDIT, assigned_on=None),
    ACTION,
    CHECK,
    replace(CHECK, recorded_on=DAY),
    replace(CHECK, recorded_on=DAY, told_on=DAY),
    NOTE,
    replace(NOTE, confirmed_by="Fay Moss"),
)


@contextmanager
def two_services(place: Place) -> Iterator[tuple[Store, Store]]:
    """The service, and a command that works on the same store."""
    service, command = place.open(), place.open()
    yield service, command
    service.close()
    command.close()


def write(store: Store, *records: Record) -> None:
    with store.transaction() as work:
        save(work, Decision("a line", records), occasion(), about=AUDIT.ref)


def remembered(store: Store, *, anew: bool = False) -> dict[object, object]:
    """Everything, with the types of all its parts."""
    with store.reading() as work:
        if anew:
            memory.forget(work)
        every = {kind: repr(sorted(memory.every(work, kind).items())) for kind in TABLES}
        return {**every, "files": repr(programme.all_files(work))}


def test_whatever_two_services_write_each_reads_what_stands_in_the_store(place: Place) -> None:
    with two_services(place) as stores:
        write(stores[0], ROUND, AUDIT, PANEL, MATE)

        @settings(max_examples=15, deadline=None)
        @given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(RECORDS)), max_size=6))
        def play(written: list[tuple[int, Record]]) -> None:
            for number, record in written:
                write(stores[number], record)
                for store in stores:
                    assert remembered(store) == remembered(store, anew=True)

        play()


def asked(store: Store, *, anew: bool = False) -> str:
    """What the jobs ask, each for a part of the record."""
    with store.reading() as work:
        if anew:
            memory.forget(work)
        found = [
            programme.open_files(work),
            programme.named_files(work),
            programme.audit_file(work, MATE.ref),
            programme.files_of_round(work, ROUND.ref),
            programme.files_given(work, DAY, DAY),
            sorted(audit.ref for audit in programme.given_since(work, DAY)),
            sorted(programme.audited_since(work, DAY)),
            programme.pending_requests(work),
            [programme.get(work, type(record), record.ref) for record in RECORDS],
            [programme.taken(work, ref) for ref in (AUDIT.ref, "AU-mate", "PN-1", "RA-none")],
            [memory.where(work, Action, "child", (child,)) for child in "12"],
            second_looks.panels_in(work, *PanelStatus),
            sorted(second_looks.together_since(work, DAY).items(), key=repr),
            compliance.not_looked_at(work, DAY),
            compliance.not_recorded(work),
            compliance.not_told(work),
            compliance.recorded_since(work, DAY),
            case_notes.open_notes(work),
            case_notes.closed_notes(work, ["CN-1"]),
            case_notes.files_that_may_need_notes(work),
        ]
    return "\n".join(map(repr, found))


def test_what_was_asked_for_before_a_change_is_answered_rightly_after_it(place: Place) -> None:
    with two_services(place) as stores, closing(place.open()) as stranger:
        write(stores[0], ROUND, AUDIT, PANEL, MATE)

        @settings(max_examples=25, deadline=None)
        @given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(CHANGES)), max_size=6))
        def play(written: list[tuple[int, Record]]) -> None:
            for number, record in written:
                for store in stores:
                    asked(store)
                write(stores[number], record)
                fresh = asked(stranger, anew=True)
                assert [asked(store) for store in stores] == [fresh, fresh]

        play()


def test_one_record_is_read_without_the_others(store: Store) -> None:
    write(store, ROUND, AUDIT, MATE, ACTION)
    with store.transaction() as work:
        memory.forget(work)
    with store.reading() as work:
        statements: list[str] = []
        event.listen(work, "before_cursor_execute", lambda *said: statements.append(said[2]))
        assert programme.get(work, Audit, AUDIT.ref) == AUDIT
        assert programme.get(work, Audit, AUDIT.ref) is programme.get(work, Audit, AUDIT.ref)
        assert programme.get(work, Audit, "AU-none") is None
        assert programme.get(work, Audit, "AU-none") is None
    assert len(statements) == 2
    assert all("WHERE" in statement for statement in statements)


def test_a_question_that_was_not_answered_is_asked_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, ROUND, AUDIT)
    with store.transaction() as work:
        memory.forget(work)

    def unanswered(*_: object) -> Iterator[None]:
        raise StoreError("database is locked")
        yield

    with store.reading() as work:
        with monkeypatch.context() as patch:
            patch.setattr(memory, "_asked", unanswered)
            with pytest.raises(StoreError):
                programme.audits_of(work, ROUND.ref)
        assert programme.audits_of(work, ROUND.ref) == (AUDIT,)


def fail_after_writing(store: Store) -> None:
    with store.transaction() as work:
        save(work, Decision("a line", (ACTION,)), occasion(), about=AUDIT.ref)
        assert programme.get(work, Action, ACTION.ref) == ACTION
        raise ValueError("a mistake")


def test_what_is_undone_is_not_remembered(place: Place) -> None:
    with two_services(place) as (store, _):
        write(store, ROUND, AUDIT)
        remembered(store)
        with pytest.raises(ValueError, match="a mistake"):
            fail_after_writing(store)
        with store.reading() as work:
            assert programme.get(work, Action, ACTION.ref) is None


def test_what_another_service_has_erased_is_not_remembered(place: Place) -> None:
    with two_services(place) as (service, command):
        write(service, replace(ROUND, named=("1",)))
        remembered(service)
        with command.transaction() as work:
            forgetting.forget_rounds(work, DAY + timedelta(days=1))
        assert remembered(service) == remembered(service, anew=True)
        with service.reading() as work:
            (found,) = memory.every(work, Round).values()
        assert found.named == ()


def test_what_has_been_erased_is_not_remembered(place: Place) -> None:
    with two_services(place) as (store, _):
        write(store, ROUND, AUDIT)
        write(store, ACTION)
        remembered(store)
        with store.transaction() as work:
            forgetting.forget_audit(work, AUDIT.ref, occasion().at)
            audit = programme.get(work, Audit, AUDIT.ref)
            action = programme.get(work, Action, ACTION.ref)
        assert audit is not None
        assert audit.child == ""
        assert action is not None
        assert action.text == ""


def test_an_instant_is_remembered_as_it_will_be_read(place: Place) -> None:
    half_past_midnight = datetime(2025, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    concern = a_concern(raised_at=half_past_midnight, told=("Lee Oduya",))
    with two_services(place) as (store, _):
        write(store, ROUND, AUDIT)
        remembered(store)
        write(store, concern)
        with store.reading() as work:
            found = programme.get(work, Concern, concern.ref)
        assert found is not None
        assert found.raised_at.date() == date(2025, 6, 30)
        assert remembered(store) == remembered(store, anew=True)


def test_what_was_kept_in_a_transaction_that_is_undone_is_not_remembered(store: Store) -> None:
    with store.transaction() as work:
        keeping.keep(work, "a name", 1)

    def undone() -> None:
        with store.transaction() as work:
            keeping.keep(work, "a name", 2)
            assert keeping.kept_value(work, "a name") == 2
            raise LookupError

    with pytest.raises(LookupError):
        undone()
    with store.reading() as work:
        assert keeping.kept_value(work, "a name") == 1


def test_what_another_process_keeps_is_read_anew(place: Place) -> None:
    with two_services(place) as (service, command):
        for value, writer in enumerate((service, command, service)):
            with writer.transaction() as work:
                keeping.keep(work, "a name", value)
            for reader in (service, command):
                with reader.reading() as work:
                    assert keeping.kept_value(work, "a name") == value


def test_what_a_commit_that_failed_had_written_is_not_remembered(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the disk is full: the mail that had said so is read again, and finds it undone."""
    with two_services(place) as (store, _):
        write(store, ROUND)
        before = remembered(store)
        dialect = store._engine.dialect

        def full(_connection: object) -> None:
            raise dialect.loaded_dbapi.OperationalError("the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(dialect, "do_commit", full)
            with pytest.raises(StoreError):
                write(store, replace(ROUND, name="Another"))
        assert remembered(store) == before == remembered(store, anew=True)
