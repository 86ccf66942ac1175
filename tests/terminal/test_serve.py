"""The service as the system starts it: a process that tells how it is, and stops when told to."""

import json
import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.house.imports import ROOT

PATIENCE = 60.0  # seconds, for a busy machine


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def asked(port: int, path: str) -> str:
    """What is answered; empty while nobody listens yet."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    except OSError:
        return ""
    finally:
        connection.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGTERM")
def test_it_tells_how_it_is_and_stops_after_the_cycle_in_hand(workspace: Path) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "AUDIT_BOT_LOG_FORMAT": "json",
        "AUDIT_BOT_SERVE_LISTEN": f"127.0.0.1:{port}",
    }
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", str(workspace)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        until = monotonic() + PATIENCE
        while "the last cycle ended" not in asked(port, "/healthz") and monotonic() < until:
            sleep(0.1)
        health, metrics = asked(port, "/healthz"), asked(port, "/metrics")
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=PATIENCE)

    assert health.startswith("well: the last cycle ended")
    assert 'audit_bot_job_failed{job="mailbox"} 0' in metrics
    assert process.returncode == 0
    lines = [json.loads(line) for line in told.splitlines()]
    assert lines[0]["message"] == "serving my-council"
    assert {"bot.schedule"} <= {line["logger"] for line in lines}
    assert asked(port, "/healthz") == ""
