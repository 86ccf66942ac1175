"""What PostgreSQL asks for besides: one service on a council, and one writer at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import psycopg
import pytest

from bot.store import history, keeping, outbox
from bot.store.history import Line
from bot.store.postgres import open_postgres
from bot.store.store import Store, StoreError
from tests.postgres import Cluster, InDatabase
from tests.store.test_store import LETTER, NINE


def kept(store: Store, name: str) -> object:
    with store.reading() as work:
        return keeping.kept_value(work, name)


def keep(store: Store, name: str, value: object) -> None:
    with store.transaction() as work:
        keeping.keep(work, name, value)


def cut(place: InDatabase) -> None:
    """The connections of everybody are lost, as when the server is started anew."""
    with psycopg.connect(place.cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            [place.database],
        )


@pytest.fixture
def place(in_postgres: InDatabase) -> Iterator[InDatabase]:
    yield in_postgres
    in_postgres.empty()


@pytest.fixture
def service(place: InDatabase) -> Iterator[Store]:
    with closing(place.open(alone=True)) as store:
        yield store


def test_a_second_service_on_the_same_council_says_so_and_stops(
    service: Store, place: InDatabase
) -> None:
    with pytest.raises(StoreError, match="running on the schema fairshire of this database"):
        place.open(alone=True)
    keep(service, "one", 1)


def test_a_command_may_look_and_write_while_the_service_runs(
    service: Store, place: InDatabase
) -> None:
    with closing(place.open()) as command:
        keep(service, "one", 1)
        keep(command, "two", 2)
        assert (kept(command, "one"), kept(service, "two")) == (1, 2)


def test_once_a_service_has_ended_another_may_run(place: InDatabase) -> None:
    for number in range(2):
        with closing(place.open(alone=True)) as service:
            keep(service, "one", number)


def test_councils_do_not_see_each_other(service: Store, place: InDatabase) -> None:
    with closing(replace(place, schema="elsewhere").open(alone=True)) as other:
        keep(service, "one", "of Fairshire")
        assert kept(other, "one") is None


def cut_while_writing(service: Store, place: InDatabase) -> None:
    with service.transaction() as work:
        keeping.keep(work, "one", 1)
        cut(place)
        keeping.keep(work, "two", 2)


def test_a_service_that_lost_its_connection_says_so_and_goes_on(
    service: Store, place: InDatabase
) -> None:
    with pytest.raises(StoreError, match="could not be written"):
        cut_while_writing(service, place)
    assert kept(service, "one") is None
    keep(service, "one", 1)


def test_a_service_that_was_taken_for_dead_can_change_nothing_any_more(
    service: Store, place: InDatabase
) -> None:
    keep(service, "one", "the first")
    cut(place)
    with closing(place.open(alone=True)) as successor:
        with pytest.raises(StoreError, match="running on the schema"):
            keep(service, "one", "the first again")
        assert kept(successor, "one") == "the first"


def test_the_history_is_whole_whoever_writes_at_the_same_time(place: InDatabase) -> None:
    def write(who: str) -> None:
        with closing(place.open()) as store:
            for number in range(20):
                with store.transaction() as work:
                    line = Line(NINE, "AU-1", f"step {number}", who, "a mail")
                    history.append(work, [line])

    with ThreadPoolExecutor(4) as hands:
        list(hands.map(write, "abcd"))
    with closing(place.open()) as store, store.reading() as work:
        assert len(history.of(work, ["AU-1"])) == 80
        assert history.first_broken(work) is None


def test_who_takes_a_snapshot_keeps_nobody_waiting_and_sees_one_moment(place: InDatabase) -> None:
    with closing(place.open()) as backup, closing(place.open()) as service:
        keep(service, "one", 1)
        with backup.snapshot() as work:
            assert keeping.kept_value(work, "one") == 1
            keep(service, "one", 2)
            assert keeping.kept_value(work, "one") == 1


def test_a_database_that_sorts_by_a_language_is_refused_with_what_to_do(
    postgres: Cluster,
) -> None:
    name = postgres.database("template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-GB' LOCALE 'C'")
    with pytest.raises(StoreError, match="--template=template0 --encoding=UTF8 --locale=C"):
        InDatabase(postgres, name).open()


def test_a_database_that_cannot_be_reached_is_told_without_the_password(
    postgres: Cluster,
) -> None:
    with pytest.raises(StoreError, match="cannot be used") as told:
        open_postgres(postgres.url("nowhere"), "fairshire", "very-secret")
    assert "very-secret" not in str(told.value)


def test_letters_keep_their_order_also_where_many_were_refused_as_known(place: InDatabase) -> None:
    with closing(place.open()) as store, store.transaction() as work:
        for name in ("first", "first", "first", "second"):
            outbox.owe(work, [replace(LETTER, name=name)], NINE)
        waiting = outbox.waiting(work, NINE, urgent_only=False)
    assert [row.letter.name for row in waiting] == ["first", "second"]
