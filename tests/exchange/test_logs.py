"""Nothing of a run on Exchange Server shows a password, an address or the words of a mail."""

import logging
import re
from email import message_from_bytes, policy
from itertools import islice
from pathlib import Path

import pytest

from bot.annexe.reading import read_annexe
from bot.demo.exchange.faults import misbehaving
from bot.demo.exchange.house import PASSWORD
from bot.demo.exchange_stage import ExchangeStage
from bot.demo.play import START, prepare_on_exchange
from tests.exchange.emulated import emulated
from tests.quarters import QUARTER, SHARE

DAYS = 3
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
WORDS = "nobody could find the xylophone that day"
SHORT = 25  # characters: shorter lines, such as "Thanks", may stand anywhere


def test_days_with_failures_say_nothing_that_they_should_not(
    all_said: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    faults = misbehaving(7, SHARE)
    made = prepare_on_exchange(tmp_path / "council", QUARTER, faults=faults)
    stage = made.stage
    assert isinstance(stage, ExchangeStage)
    stage.box.deliver(f"From: x@elsewhere.example\r\nSubject: Hello\r\n\r\n{WORDS}\r\n".encode())
    list(islice(made.days(), DAYS))

    said = "\n".join(
        f"{record.name} {record.getMessage()} {record.exc_text or ''}"
        for record in all_said.records
    )
    output = said + "".join(capfd.readouterr())
    assert faults.happened.total() > 20
    assert "letter " in said
    annexe = next((tmp_path / "council" / "Annexe A").glob("*.xlsx"))
    read = read_annexe(annexe.read_bytes(), file=annexe.name, as_at=START, areas={})
    ids = [case.child for case in read.frame.cases]
    words = {line for mail in stage.box.all() for line in lines(mail.raw or b"")}
    assert WORDS in words
    assert len(words) > 40
    assert [each for each in (PASSWORD, "Authorization", *ids, *words) if each in output] == []
    assert ADDRESS.findall(output) == []


def lines(raw: bytes) -> set[str]:
    """Of a mail, as people read it."""
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    text = body.get_content() if body else ""
    return {line.strip() for line in text.splitlines() if len(line.strip()) >= SHORT}


def test_the_libraries_would_say_it_if_they_were_let(
    all_said: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """Else the test above would prove nothing."""
    library = logging.getLogger("exchangelib.protocol")
    library.debug("a secret")
    assert "a secret" in all_said.text
    with emulated(tmp_path) as server:
        server.mailbox()
        all_said.clear()
        library.error("a secret")
    assert all_said.text == ""
