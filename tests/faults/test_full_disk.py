"""The disk is full: nothing is lost or done twice, and it goes on by itself once there is room."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from bot.doctor.finding import Verdict
from bot.doctor.places import GIGABYTE, of_disk
from bot.mail.reading import Read
from bot.ports import OutgoingMail, TemporaryError, Unavailable
from bot.store.store import StoreError
from connectors.local_folder.files import failures_in_words
from connectors.local_folder.mailbox import LocalMailbox
from tests.faults.conftest import Served
from tests.faults.mornings import WHEN, morning
from tests.jobs.conftest import Begun, deployed
from tests.jobs.crashes import difference, state
from tests.jobs.world import ReaderHere, World, at

pytestmark = [
    pytest.mark.requirement("R-B-1"),
    pytest.mark.skipif(os.name == "nt", reason="Windows does not limit how large files grow"),
]
ROOM = (0, 20_000, 50_000, 90_000, 120_000, 200_000, 300_000)  # bytes; each stops it later


@contextmanager
def room_for(largest: int) -> Iterator[None]:
    """No file can grow beyond so many bytes: the system refuses it as where the disk is full."""
    limits = import_module("resource")
    before, most = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (largest, most))
    try:
        yield
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, (before, most))


def test_a_disk_that_is_full_at_any_moment_of_a_cycle_loses_nothing_and_doubles_nothing(
    begin: Callable[[Begun], World],
) -> None:
    world = begin(deployed)
    morning(world)
    world.cycle(WHEN)
    expected = state(world)
    world.close()

    world = begin(deployed)
    morning(world)
    for room in ROOM:
        with room_for(room), pytest.raises(StoreError):
            world.cycle(WHEN, well=False)
    world.cycle(WHEN)
    assert difference(state(world), expected) is None
    world.close()


def test_the_service_says_in_its_log_that_the_disk_is_full_and_goes_on_once_there_is_room(
    december: World, served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    morning(december)
    with room_for(0):
        served(december, WHEN)
    (said,) = caplog.messages
    assert said.startswith("the cycle was broken off, and the next one makes up for it: ")
    assert "could not be written" in said
    assert "Is its disk full" in said
    assert december.names(since=WHEN) == []

    served(december, "8 Dec 2025 10:10")
    assert december.readers("safeguarding_notice") == ["Pat Lead"]


def test_a_mail_whose_handling_finds_no_room_waits_and_is_not_put_aside(
    december: World, served: Served
) -> None:
    morning(december)
    reading = NoRoomAfterReading()
    december.store.close()
    december.store = december._place.open(reading.commit)
    december.service = replace(december.service, store=december.store, reader=reading)
    for minute in range(10):  # more often than a mail is tried on which the code fails
        served(december, f"8 Dec 2025 10:{minute:02}")
    assert len(december.mailbox.inbox) == 2

    december.service = replace(december.service, reader=ReaderHere())
    served(december, "8 Dec 2025 10:30")
    assert december.letters(name="put_aside") == []
    assert december.readers("safeguarding_notice") == ["Pat Lead"]


class NoRoomAfterReading(ReaderHere):
    """What follows from a mail that was read cannot be saved."""

    has_read = False

    def read(self, raw: bytes, **how: Any) -> Read:
        self.has_read = True
        return super().read(raw, **how)

    def commit(self, step: str) -> None:
        if self.has_read:
            self.has_read = False
            raise sqlite3.OperationalError("database or disk is full")


def test_a_letter_for_which_there_is_no_room_leaves_nothing_behind_and_is_not_to_blame(
    tmp_path: Path,
) -> None:
    mailbox = LocalMailbox(tmp_path, "audits@council.example")
    mail = OutgoingMail("key", "ada@council.example", (), "An audit", "words " * 100, "<p>words")
    with room_for(100), pytest.raises(Unavailable, match="cannot be written to the folder Sent"):
        mailbox.send(mail, at(WHEN))
    assert mailbox.sent("key") is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    mailbox.send(mail, at(WHEN))
    assert mailbox.sent("key")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_everything_is_told_apart_from_a_file_that_is_refused(
    number: int,
) -> None:
    with pytest.raises(Unavailable), failures_in_words("It cannot be written"):
        raise OSError(number, os.strerror(number))
    with pytest.raises(TemporaryError) as told, failures_in_words("It cannot be written"):
        raise PermissionError(errno.EACCES, "Permission denied")
    assert not isinstance(told.value, Unavailable)


@pytest.mark.parametrize(
    ("free", "verdict"),
    [
        (50 * GIGABYTE, Verdict.WELL),
        (GIGABYTE // 2, Verdict.LOOK),
        (50_000_000, Verdict.FAULT),
    ],
)
def test_doctor_says_how_much_room_is_left(free: int, verdict: Verdict) -> None:
    found = of_disk("Record", free)
    assert found.verdict is verdict
    assert bool(found.remedy) is (verdict is not Verdict.WELL)
