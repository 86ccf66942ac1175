"""The history is append-only: whoever edits, deletes or inserts a row is found out (promise 9)."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import history
from bot.store.history import Line
from bot.store.store import Store, open_sqlite

NINE = datetime(2025, 12, 1, 9, tzinfo=UTC)


def line(number: int) -> Line:
    return Line(NINE + timedelta(minutes=number), "AU-1", f"step {number}", "Audit Bot", "a mail")


@pytest.fixture
def told(store: Store) -> Store:
    """Five rows, appended in two transactions."""
    with store.transaction() as work:
        history.append(work, [line(1), line(2), line(3)])
    with store.transaction() as work:
        history.append(work, [line(4), line(5)])
    return store


def broken(store: Store) -> int | None:
    with store.reading() as work:
        return history.first_broken(work)


def test_a_history_that_nobody_has_touched_is_whole(told: Store) -> None:
    assert broken(told) is None


def test_a_history_that_was_made_anew_is_whole_but_lacks_the_seal_of_before(
    told: Store, tmp_path: Path
) -> None:
    with told.reading() as work:
        seal = history.newest(work)
        assert history.holds(work, seal)
    anew = open_sqlite(tmp_path / "anew.db")
    with anew.transaction() as work:
        history.append(work, [line(1), line(2), line(3), line(4)])
    with anew.reading() as work:
        assert history.first_broken(work) is None
        assert not history.holds(work, seal)
    anew.close()


def test_an_empty_history_is_whole(store: Store) -> None:
    assert broken(store) is None


@pytest.mark.parametrize(
    ("act", "row"),
    [
        ("UPDATE history SET what = 'nothing happened' WHERE seq = 3", 3),
        ("UPDATE history SET \"by\" = 'Somebody' WHERE seq = 1", 1),
        ("UPDATE history SET about = 'AU-2' WHERE seq = 5", 5),
        ("UPDATE history SET at = '2025-11-30 09:01:00.000000' WHERE seq = 2", 2),
        ("UPDATE history SET evidence = 'said so' WHERE seq = 4", 4),
        ("DELETE FROM history WHERE seq = 1", 2),
        ("DELETE FROM history WHERE seq = 3", 4),
        ("DELETE FROM history WHERE seq = 5", 5),
        ("DELETE FROM history", 1),
        (
            'INSERT INTO history SELECT 6, at, about, what, "by", cause, evidence, content, hash,'
            " erased_on"
            " FROM history WHERE seq = 5",
            6,
        ),
        ("UPDATE history SET seq = -seq", -5),
    ],
)
def test_what_was_altered_is_found_with_its_row(told: Store, act: str, row: int) -> None:
    with told.transaction() as work:
        work.execute(text(act))

    assert broken(told) == row


def test_the_same_lines_are_told_for_a_reference_in_their_order(told: Store) -> None:
    with told.reading() as work:
        assert history.of(work, ["AU-1"]) == [line(n) for n in range(1, 6)]
        assert history.of(work, ["AU-2"]) == []


def test_an_instant_is_the_same_whatever_zone_it_was_given_in(store: Store) -> None:
    summer = datetime(2026, 7, 1, 10, tzinfo=timezone(timedelta(hours=1)))
    with store.transaction() as work:
        history.append(work, [Line(summer, "AU-1", "step", "Audit Bot", "a mail")])
    with store.reading() as work:
        (found,) = history.of(work, ["AU-1"])

    assert found.at == summer
    assert found.at.utcoffset() == timedelta(0)
    assert broken(store) is None


def test_a_history_goes_on_after_a_restart(told: Store) -> None:
    with told.transaction() as work:
        history.append(work, [line(6)])

    assert broken(told) is None


def test_retention_takes_words_away_and_the_chain_still_holds(told: Store) -> None:
    with told.transaction() as work:
        history.append(work, [Line(NINE, "AU-2", "stays", "Audit Bot", "a mail")])
        assert history.erase(work, ["AU-1"], NINE) == 5
        assert history.erase(work, ["AU-1"], NINE) == 0

    assert broken(told) is None
    with told.reading() as work:
        assert history.erased(work) == (5, 5)
        assert {entry.what for entry in history.of(work, ["AU-1"])} == {history.ERASED}
        assert [entry.what for entry in history.of(work, ["AU-2"])] == ["stays"]


def test_words_that_somebody_took_out_by_hand_are_not_told_of(told: Store) -> None:
    with told.transaction() as work:
        work.execute(text("UPDATE history SET what = '', erased_on = '2025-12-01' WHERE seq = 2"))

    with told.reading() as work:
        assert history.first_broken(work) is None
        assert history.erased(work) == (1, 0)
