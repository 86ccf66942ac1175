"""Each accepted Annexe A gives back its own open cases, although only what has changed is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.policy.model import Frame
from bot.store import publications
from bot.store.store import Store
from bot.store.tables import cases
from bot.store.transaction import Transaction
from tests.policy.cast import a_case

MONDAY = date(2025, 12, 1)
ONE, TWO, THREE = a_case("1"), a_case("2"), a_case("3")
MOVED = TWO._replace(team="Care")
WEEKS = [(ONE, TWO), (ONE, TWO, THREE), (ONE, MOVED), (MOVED, THREE), (), (ONE,)]


def accept_all(work: Transaction) -> list[Frame]:
    frames = [Frame(MONDAY + timedelta(weeks=n), held) for n, held in enumerate(WEEKS)]
    for frame in frames:
        accept(work, frame)
    return frames


def accept(work: Transaction, frame: Frame) -> None:
    name = f"Annexe A {frame.as_at}"
    at = datetime.combine(frame.as_at, datetime.min.time(), UTC)
    publications.accept(work, frame, {}, file=name, content_sha256=name, at=at)


def kept(work: Transaction) -> list[Frame]:
    """Every frame, by the days on which it was published."""
    days = (MONDAY + timedelta(weeks=n) for n in range(len(WEEKS)))
    found = [publications.first_of_month(work, day) for day in days]
    first = next(p for p in found if p)
    numbered = (replace(first, id=first.id + n) for n in range(len(WEEKS)))
    return [
        replace(publications.frame(work, p), as_at=MONDAY + timedelta(weeks=n))
        for n, p in enumerate(numbered)
    ]


def test_each_frame_is_found_again_as_it_was_published(store: Store) -> None:
    with store.transaction() as work:
        frames = accept_all(work)
    with store.reading() as work:
        assert kept(work) == frames
        assert publications.open_children(work) == {"1"}


def test_a_case_that_stands_as_it_was_takes_no_second_row(store: Store) -> None:
    with store.transaction() as work:
        for week in range(10):
            accept(work, Frame(MONDAY + timedelta(weeks=week), (ONE, TWO)))
        assert work.execute(select(func.count()).select_from(cases)).scalar() == 2


@pytest.mark.parametrize("age", range(len(WEEKS)))
def test_forgetting_what_is_old_leaves_every_later_frame_whole(store: Store, age: int) -> None:
    with store.transaction() as work:
        frames = accept_all(work)
        publications.forget(work, frames[age].as_at)
    with store.reading() as work:
        assert kept(work)[age:] == frames[age:]
        standing = {case.child for frame in frames[age:] for case in frame.cases}
        assert set(work.execute(select(cases.c.child)).scalars()) == standing


def test_once_every_publication_is_old_no_case_is_left(store: Store) -> None:
    with store.transaction() as work:
        frames = accept_all(work)
        publications.forget(work, frames[-1].as_at + timedelta(days=1))
        assert publications.open_children(work) == frozenset()
        assert work.execute(select(func.count()).select_from(cases)).scalar() == 0


def test_a_publication_that_is_undone_is_not_remembered(store: Store) -> None:
    with store.transaction() as work:
        accept(work, Frame(MONDAY, (ONE,)))

    def undone() -> None:
        with store.transaction() as work:
            accept(work, Frame(MONDAY + timedelta(weeks=1), (TWO,)))
            raise LookupError

    with pytest.raises(LookupError):
        undone()
    with store.reading() as work:
        assert publications.open_children(work) == {"1"}
