"""Workers share the councils of a host: each its turn, none in another's way, none lost."""

import os
import signal

from tests.host.conftest import Host, begun, done, until
from tests.host.cycles import notes, overlaps
from tests.postgres import Cluster


def test_each_council_has_its_turn_once_however_many_workers_look(host: Host) -> None:
    councils = [host.council(f"lasting-{number}") for number in range(6)]
    for _ in range(2):
        host.worker()
    until(lambda: all(map(done, councils)))

    assert [begun(each) for each in councils] == [1] * 6
    until(lambda: host.ask("SELECT count(*) FROM procrastinate_jobs") == [(0,)])


def test_a_council_with_much_to_do_goes_to_the_end_of_the_queue_each_time(host: Host) -> None:
    eager = host.council("eager")
    others = [host.council(f"lasting-{number}") for number in range(6)]
    host.worker()
    until(lambda: done(eager) == 3 and all(map(done, others)))

    second = sorted(at for at, what, _ in notes(eager) if what == "begins")[1]
    begins = sorted(at for each in others for at, what, _ in notes(each) if what == "begins")
    # A process may be slow to begin, but there are two places: beside it five have ended.
    assert begins[4] < second


def test_a_council_that_fails_or_hangs_or_dies_never_keeps_another_back(host: Host) -> None:
    for name in ("failing", "dying", "hanging"):
        host.council(name)
    well = host.council("well")
    host.worker()
    for turn in (1, 2, 3):
        until(lambda turn=turn: done(well) == turn)
        host.due_now("well", "failing", "dying")
    until(lambda: host.turns()["failing"].failures > 1)

    turns = host.turns()
    assert turns["failing"].outcome == "failed: ValueError"
    assert turns["dying"].outcome == "failed: its process died"
    assert turns["hanging"].runs()
    assert begun(host.folder / "hanging") == 1  # its worker lives: nobody has taken it over


def test_a_worker_that_stands_still_or_is_killed_is_taken_over_and_may_come_back(
    host: Host,
) -> None:
    councils = [host.council(f"lasting-{number}") for number in range(4)]
    first = host.worker(taken_for_dead=2.0)
    until(lambda: any(map(begun, councils)))
    os.kill(first.pid, signal.SIGSTOP)
    second = host.worker(taken_for_dead=2.0)
    until(lambda: all(map(done, councils)))

    os.kill(first.pid, signal.SIGCONT)
    host.due_now(*(each.name for each in councils))
    until(lambda: sum(map(begun, councils)) > 5)
    second.kill()
    until(lambda: all(done(each) >= 2 for each in councils))
    assert not any(map(overlaps, councils))

    host.due_now(councils[0].name)
    before = begun(councils[0])
    until(lambda: begun(councils[0]) > before)
    first.terminate()
    assert first.wait(60) == 0
    assert notes(councils[0])[-1][1] == "ends"  # what it had in hand
    assert host.turns()[councils[0].name].outcome == "well"


def test_a_worker_goes_on_when_the_database_has_been_away(host: Host, postgres: Cluster) -> None:
    councils = [host.council(f"lasting-{number}") for number in range(6)]
    worker = host.worker(taken_for_dead=2.0)
    until(lambda: any(map(begun, councils)))
    postgres.kill()
    postgres.start()
    until(lambda: all(map(done, councils)))
    host.due_now(*(each.name for each in councils))
    until(lambda: all(turn.outcome == "well" for turn in host.turns().values()))
    assert worker.poll() is None
