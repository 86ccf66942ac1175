"""Stories of the ledger: a mail is kept as it came before it is read, and is never lost."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.jobs.cycle import run_cycle
from bot.jobs.read_mailbox import MOST_TRIES
from bot.mail.reading import Read
from bot.policy.model import Status
from bot.ports import Folder, TemporaryError
from bot.store.tables import inbox
from tests.fakes import Trap
from tests.jobs.world import ReaderHere, World, at

DONE = "COMPLETE\nRemedial actions: none"


class Stop(BaseException):
    """The machine has lost its power: nothing may catch it."""


def ledger(world: World, mail_id: str) -> dict[str, object]:
    with world.store.reading() as work:
        row = work.execute(select(inbox).where(inbox.c.id == mail_id)).one()
        return dict(row._mapping)


def reading_ends_with(error: BaseException, words: bytes = b"") -> Callable[..., Read]:
    reads = ReaderHere.read

    def read(reader: ReaderHere, raw: bytes, **how: object) -> Read:
        if words in raw:
            raise error
        return reads(reader, raw, **how)

    return read


def test_a_mail_is_in_the_ledger_as_it_came_before_it_is_read(
    december: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = december.in_area("A&A")
    mail = december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    raw = december.mailbox.inbox[mail].raw
    monkeypatch.setattr(ReaderHere, "read", reading_ends_with(Stop()))
    with pytest.raises(Stop):
        run_cycle(december.service, at("8 Dec 2025 10:05"))

    row = ledger(december, mail)
    assert (row["raw"], row["folder"], row["tries"]) == (raw, None, 1)
    assert str(row["message_id"]).encode() in raw


def test_a_mail_that_was_being_read_is_taken_up_again_though_the_mailbox_has_lost_it(
    december: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = december.in_area("A&A")
    mail = december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    with monkeypatch.context() as patch:
        patch.setattr(ReaderHere, "read", reading_ends_with(Stop()))
        with pytest.raises(Stop):
            run_cycle(december.service, at("8 Dec 2025 10:05"))
    december.mailbox.inbox.clear()
    december.cycle("8 Dec 2025 10:10")

    assert december.audit(audit.ref).status is Status.CLOSED
    row = ledger(december, mail)
    assert (row["folder"], row["filed"], row["tries"]) == (Folder.HANDLED.value, True, 0)
    assert row["raw"], "what the mailbox has lost is kept"


def test_once_the_mailbox_has_filed_a_mail_the_ledger_keeps_no_word_of_it(december: World) -> None:
    audit = december.in_area("A&A")
    mail = december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    row = ledger(december, mail)
    assert (row["raw"], row["filed"], row["sender"]) == (None, True, audit.auditor)


def test_a_mail_that_cannot_be_filed_stays_in_the_ledger_until_it_is(december: World) -> None:
    audit = december.in_area("A&A")
    mail = december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    december.mailbox.before = Trap("file", TemporaryError("not now"))
    december.cycle("8 Dec 2025 10:05", settled=False)
    assert ledger(december, mail)["raw"]
    december.cycle("8 Dec 2025 10:10")

    assert ledger(december, mail)["raw"] is None
    assert len(december.letters(name="completed_receipt")) == 1


def test_a_mail_that_brings_the_service_down_is_put_aside_after_three_tries(
    december: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit, other = december.in_area("A&A"), december.in_area("CYPIC")
    bad = december.reply(audit.auditor, audit.ref, "poison", "8 Dec 2025 10:00")
    good = december.reply(other.auditor, other.ref, DONE, "8 Dec 2025 10:01")
    monkeypatch.setattr(ReaderHere, "read", reading_ends_with(Stop(), b"poison"))
    for minute in range(MOST_TRIES):
        with pytest.raises(Stop):
            run_cycle(december.service, at(f"8 Dec 2025 10:{10 + minute}"))
    december.cycle("8 Dec 2025 10:20")

    assert december.filed(bad) is Folder.PUT_ASIDE
    assert "please read it now" in december.letters("Fay Moss", "put_aside")[0].text
    assert december.filed(good) is Folder.HANDLED
    assert december.audit(other.ref).status is Status.CLOSED


def test_a_mistake_of_ours_that_passes_costs_nothing_but_a_second_try(
    december: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = december.in_area("A&A")
    mail = december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    reads, tries = ReaderHere.read, []

    def read(reader: ReaderHere, raw: bytes, **how: object) -> Read:
        tries.append(raw)
        if len(tries) == 1:
            raise RuntimeError("a mistake of ours")
        return reads(reader, raw, **how)

    monkeypatch.setattr(ReaderHere, "read", read)
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.HANDLED
    assert december.audit(audit.ref).status is Status.CLOSED


def test_a_letter_that_cannot_be_looked_up_for_an_hour_is_done_without(december: World) -> None:
    """Otherwise a mail about a child might wait for as long as the mailbox cannot search."""
    audit = december.in_area("A&A")
    text = "The child has unexplained bruises on both arms"
    mail = december.reply(audit.auditor, audit.ref, text, "8 Dec 2025 10:00")

    def cannot_search(call: str) -> None:
        if call == "sent":
            raise TemporaryError("the search does not answer")

    december.mailbox.before = cannot_search
    december.cycle("8 Dec 2025 10:30", settled=False, well=False)
    assert mail in december.mailbox.inbox
    december.cycle("8 Dec 2025 11:05", settled=False, well=False)

    assert december.concern().audit == audit.ref
    assert ledger(december, mail)["tries"] == 0


def test_the_same_mail_twice_in_the_inbox_is_acted_on_once(december: World) -> None:
    audit = december.in_area("A&A")
    first = december.reply(audit.auditor, audit.ref, "QUESTION\nWhich form?", "8 Dec 2025 10:00")
    second = december.mailbox.put(december.mailbox.inbox[first].raw, at("8 Dec 2025 10:00"))
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(first) is december.filed(second) is Folder.HANDLED
    assert len(december.letters(name="question_passed_on")) == 1
