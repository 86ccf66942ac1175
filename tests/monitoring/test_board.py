"""What a running service says of itself: well or not, and its figures as Prometheus reads them."""

import logging
import re
import socket
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from bot.jobs.cycle import Outcome
from bot.monitoring.board import HEALTHY, Board, sample
from bot.monitoring.figures import Figure, of_cycle
from bot.monitoring.server import answering

# One sample of the text format (prometheus.io, "Exposition formats").
SAMPLE = re.compile(r'[a-z_]+(\{[a-z_]+="(\\.|[^"\\])*"(,[a-z_]+="(\\.|[^"\\])*")*\})? -?[\d.e+]+')
NINE = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Hands:
    at = NINE

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def board(hands: Hands) -> Board:
    return Board(hands.now)


def ask(where: str, path: str, method: str = "GET") -> tuple[int, str, str]:
    address = urlsplit(where)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("ended", "later", "well"),
    [
        (False, timedelta(), True),
        (False, HEALTHY, True),  # the first cycle may still come to its end
        (False, HEALTHY + SECOND, False),
        (True, HEALTHY, True),
        (True, HEALTHY + SECOND, False),
    ],
)
def test_a_service_is_well_while_a_cycle_has_ended_within_the_hour(
    board: Board, hands: Hands, ended: bool, later: timedelta, well: bool
) -> None:
    hands.at += timedelta(minutes=30) if ended else timedelta()
    if ended:
        board.cycle_ended(hands.at, [], well=True)
    hands.at += later
    assert board.health()[0] is well


def test_cycles_that_break_leave_the_service_to_become_unwell(board: Board, hands: Hands) -> None:
    board.cycle_ended(hands.at, [], well=True)
    hands.at += HEALTHY + SECOND
    board.cycle_broke()
    assert board.health() == (False, "the last cycle ended 3601 seconds ago")


def test_figures_are_written_as_prometheus_reads_them(board: Board, hands: Hands) -> None:
    outcomes = [Outcome("mailbox", "3 mails"), Outcome("letters", "not this time", failed=True)]
    board.cycle_ended(hands.at, of_cycle(outcomes, hands.at, 1.25), well=False)

    lines = board.metrics().splitlines()
    assert 'audit_bot_cycles_total{outcome="failed"} 1' in lines
    assert 'audit_bot_job_failed{job="letters"} 1' in lines
    assert 'audit_bot_job_failed{job="mailbox"} 0' in lines
    assert "audit_bot_last_cycle_duration_seconds 1.25" in lines
    assert f"audit_bot_last_cycle_timestamp_seconds {NINE.timestamp()}" in lines
    samples = [line for line in lines if not line.startswith("#")]
    assert [line for line in samples if not SAMPLE.fullmatch(line)] == []
    helps = [line.split()[2] for line in lines if line.startswith("# HELP")]
    assert len(helps) == len(set(helps)), "what a metric means is said once"
    assert {line.partition("{")[0].split()[0] for line in samples} == set(helps)


def test_labels_are_quoted() -> None:
    figure = Figure("letters", "Letters.", 2, {"state": 'a "b"\\\n'})
    assert sample(figure) == 'audit_bot_letters{state="a \\"b\\"\\\\\\n"} 2'


@pytest.mark.parametrize("listen", ["127.0.0.1:0", "localhost:0"])
def test_health_and_metrics_are_answered_over_http(board: Board, hands: Hands, listen: str) -> None:
    with answering(board, listen) as where:
        assert ask(where, "/healthz")[::2] == (200, "well: started 0 seconds ago, no cycle yet\n")
        hands.at += HEALTHY + SECOND
        assert ask(where, "/healthz")[0] == 503
        status, kind, text = ask(where, "/metrics?x=1")
        assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
        assert text == board.metrics()
        assert ask(where, "/metrics", "HEAD")[::2] == (200, "")
        assert ask(where, "/")[0] == 404


def test_nothing_is_answered_where_nobody_is_to_ask(board: Board) -> None:
    with answering(board, "") as where:
        assert where == ""


@pytest.mark.parametrize("free", [True, False])
def test_an_address_that_is_taken_is_told_and_stops_nothing(
    board: Board, caplog: pytest.LogCaptureFixture, free: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = "127.0.0.1:99999" if free else f"127.0.0.1:{taken.getsockname()[1]}"
        with caplog.at_level(logging.ERROR), answering(board, listen) as where:
            assert where == ""
    assert "set another address under [serve] listen" in caplog.text
