"""Copying the store of a service that is running, and looking whether a copy is whole."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from bot.store import history, keeping
from bot.store.moving import copy_rows
from bot.store.store import Store, StoreError, open_sqlite


def copy_sqlite(store: Path, to: Path) -> None:
    """A copy as of one moment, while others read and write (https://sqlite.org/backup.html)."""
    with closing(sqlite3.connect(store, timeout=30)) as found, closing(sqlite3.connect(to)) as copy:
        found.backup(copy)


def copy_to_file(store: Store, to: Path) -> None:
    """The same of a store in a database: what is made is a store in a file."""
    copy = open_sqlite(to)
    try:
        with store.snapshot() as found, copy.transaction() as made:
            copy_rows(found, made)
    finally:
        copy.close()


def look_through(copy: Path) -> tuple[int, int | None]:
    """How many lines the history of a copy has, and the first that was altered, if any.

    Raises StoreError where the file is damaged or belongs to a newer version.
    """
    try:
        with closing(sqlite3.connect(copy)) as found:
            (said,) = found.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise StoreError(f"The store is damaged: {said}. Take an older backup.")
    store = open_sqlite(copy)
    try:
        with store.reading() as work:
            return history.length(work), history.first_broken(work)
    finally:
        store.close()


def begin_again(copy: Path, on: date, why: str, line: history.Line) -> None:
    """Make a restored store ready: nothing leaves until somebody resumes, and nothing twice.

    What it does not know may have happened since it was copied. So it is paused, and every letter
    that is owed is looked for in the mailbox before it is sent, now and for some weeks.
    """
    store = open_sqlite(copy)
    try:
        with store.transaction() as work:
            keeping.pause(work, on, why)
            keeping.look_first(work, line.at)
            history.append(work, [line])
    finally:
        store.close()
