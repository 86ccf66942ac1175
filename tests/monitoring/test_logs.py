"""Log lines for people and for machines; neither shows the text of an error."""

import json
import logging
import sys

import pytest

from bot import logs

WORDS = "what a person wrote"


def record(message: str = "audit %s: %s", *args: object, error: bool = False) -> logging.LogRecord:
    info = None
    if error:
        try:
            raise ValueError(WORDS)
        except ValueError:
            info = sys.exc_info()
    made = logging.LogRecord("bot.jobs", logging.WARNING, __file__, 1, message, args, info)
    made.created = 1764579600.25  # 1 December 2025, 09:00:00.250 UTC
    return made


def said(layout: str, given: logging.LogRecord) -> str:
    return logs.handler(layout).format(given)


def test_a_line_for_machines_is_one_json_object() -> None:
    line = said("json", record("audit %s: %s", "AU-7K3F-Q2", 'two\nlines "quoted"'))
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "2025-12-01T09:00:00.250+00:00",
        "level": "WARNING",
        "logger": "bot.jobs",
        "message": 'audit AU-7K3F-Q2: two\nlines "quoted"',
    }


def test_a_line_for_people_is_one_line() -> None:
    line = said("text", record("audit %s: %s", "AU-7K3F-Q2", "two\nlines"))
    assert line == "2025-12-01T09:00:00.250+00:00 WARNING audit AU-7K3F-Q2: two lines"


@pytest.mark.parametrize("layout", logs.LAYOUTS)
def test_of_an_error_its_kind_and_its_place_are_told_and_not_its_text(layout: str) -> None:
    line = said(layout, record("it failed", error=True))
    assert WORDS not in line
    assert "ValueError in test_logs.py:" in line


def test_an_unknown_layout_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(logs.LogSettingsError, match=r"text or json \(there stands 'xml'\)"):
        logs.handler("xml")


@pytest.mark.parametrize(("name", "level"), [("INFO", 20), ("debug", 10)])
def test_a_level_is_known_by_its_name(name: str, level: int) -> None:
    assert logs.level(name) == level


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(logs.LogSettingsError, match=r"AUDIT_BOT_LOG is one of .*WARNING"):
        logs.level("loud")
