"""The oracle in a process of its own: it judges a look while the year goes on to the next."""

import multiprocessing
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import create_engine, event

from bot.simulation.oracle import Oracle
from bot.simulation.record import Decoded, Record, failed
from bot.simulation.year import Look
from bot.store.transaction import Transaction, driver_of

Verdict: TypeAlias = tuple[list[str], "Counter[str]"]  # what did not hold, what was looked at
_WEEK = timedelta(days=7)
_START = multiprocessing.get_context("spawn")  # the same on every system, and no copy of the store


class Judge:
    """What the year tells, and what was found once it is over."""

    def __init__(self, asked: "Connection[object, object]") -> None:
        self._asked = asked

    def saw(self, look: Look) -> None:
        """Returns once the judge sees the store as it is now; it reads on by itself."""
        self._asked.send(look)
        self._answer()

    def day_over(self, day: date, last_look: datetime) -> None:
        self._asked.send((day, last_look))

    def verdict(self) -> Verdict:
        self._asked.send(None)
        found = self._answer()
        if not isinstance(found, tuple):
            raise TypeError(found)
        return found

    def _answer(self) -> object:
        answer = self._asked.recv()
        if isinstance(answer, str):
            raise AssertionError(f"the judge has failed:\n{answer}")
        return answer


@contextmanager
def judge(store: Path) -> Iterator[Judge]:
    """A judge of the year that is played on this store."""
    here, there = _START.Pipe()
    process = _START.Process(target=_sit, args=(store, there), daemon=True)
    process.start()
    there.close()
    try:
        yield Judge(here)
    finally:
        here.close()
        process.join(timeout=10)


def _sit(store: Path, asked: "Connection[object, object]") -> None:
    try:
        asked.send(_judged(store, asked))
    except EOFError:
        return  # the year has ended before its time, and says why
    except Exception:
        asked.send(traceback.format_exc())


def _judged(store: Path, asked: "Connection[object, object]") -> Verdict:
    oracle, record, decoded = Oracle(), None, Decoded()
    looked_on = date.min
    engine = create_engine(f"sqlite+pysqlite:///{store}")
    event.listen(engine, "connect", _by_hand)
    event.listen(engine, "begin", _snapshot)
    with engine.connect() as work:
        while (said := asked.recv()) is not None:
            match said:
                case Look() as look:
                    work.rollback()
                    work.begin()
                    asked.send(True)
                    if look.at.date() - looked_on >= _WEEK:
                        looked_on = look.at.date()
                        oracle.looked_for_failures(f"{look.at:%d %b %H:%M}", failed(work))
                    record = _read(work, decoded) if look.letters else None
                    if record:
                        oracle.saw(look, record)
                case (date() as day, datetime() as last_look):
                    record = record or _read(work, decoded)
                    oracle.day_over(day, last_look, record)
        work.rollback()
        oracle.looked_for_failures("at the end", failed(work))
    engine.dispose()
    return oracle.broken, oracle.checked


def _read(work: Transaction, decoded: Decoded) -> Record:
    """Over what somebody still looks at SQLite does not write: its log would grow all the year."""
    record = Record(work, decoded)
    work.rollback()
    return record


def _by_hand(connection: object, _record: object) -> None:
    """SQLAlchemy's own recipe: pysqlite must not begin transactions, or BEGIN comes too late."""
    connection.isolation_level = None  # type: ignore[attr-defined]


def _snapshot(work: Transaction) -> None:
    """Begun to read alone, and at once: SQLite gives the store as it is at the first read."""
    driver_of(work).execute("BEGIN")
    driver_of(work).execute("SELECT 1 FROM cycles LIMIT 1").fetchall()
