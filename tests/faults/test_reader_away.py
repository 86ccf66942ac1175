"""The machine cannot start the process that reads mails: they wait in the inbox, none is blamed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.bounded import NotStarted
from bot.mail.limits import Reader
from bot.mail.reading import Read
from bot.ports import Folder
from tests.jobs.world import ReaderHere, World

NINE = datetime(2025, 12, 8, 9, tzinfo=UTC)
DONE = "COMPLETE\nRemedial actions: none"


class Exhausted(ReaderHere):
    def read(self, raw: bytes, **how: Any) -> Read:
        raise NotStarted("the process that reads mails does not start: no process is free")


def test_mails_wait_while_nothing_can_read_them_and_are_read_once_it_can(
    december: World, caplog: pytest.LogCaptureFixture
) -> None:
    audit = december.in_area("A&A")
    mail = december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    december.service = replace(december.service, reader=Exhausted())
    for minute in range(5, 30, 5):  # more often than a mail is tried on which the code fails
        december.cycle(f"8 Dec 2025 10:{minute:02}", settled=False)
    assert mail in december.mailbox.inbox
    waits = "a mail waits until the next time: the process that reads mails does not start"
    assert any(said.startswith(waits) for said in caplog.messages)

    december.service = replace(december.service, reader=ReaderHere())
    december.cycle("8 Dec 2025 10:30")
    assert december.filed(mail) is Folder.HANDLED
    assert december.letters(name="put_aside") == []


def test_a_process_that_does_not_start_is_told_apart_from_a_mail_that_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")
    with Reader() as reader:
        with pytest.raises(NotStarted, match="does not start: it ended at once"):
            reader.read(b"From: a@b.example\n\nDone.", received=NINE, context=None)
        assert reader.process_id is None
