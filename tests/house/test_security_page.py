"""docs/security.md names a test for each threat, and each of them exists."""

import re
from inspect import signature
from pathlib import Path

import pytest

from bot.cli import app
from tests.house.test_answers import every_test

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "security.md").read_text("utf-8")
THREATS = re.findall(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", PAGE, flags=re.MULTILINE)


def test_every_threat_has_its_number() -> None:
    assert [int(number) for number, *_ in THREATS] == list(range(1, len(THREATS) + 1))
    assert len(THREATS) >= 20


@pytest.mark.parametrize(("number", "shown"), [(row[0], row[3]) for row in THREATS])
def test_what_stands_against_a_threat_is_shown_by_tests_that_exist(number: str, shown: str) -> None:
    named = re.findall(r"`(test_[a-z0-9_]+)`", shown)
    assert named
    assert set(named) <= every_test(), set(named) - every_test()


def test_no_command_takes_a_secret() -> None:
    """Whatever stands in a command is shown to everybody on the machine who lists processes."""
    apps = [app, *(group.typer_instance for group in app.registered_groups if group.typer_instance)]
    options = [
        (command.callback.__name__, option)
        for each in apps
        for command in each.registered_commands
        if command.callback
        for option in signature(command.callback).parameters
    ]
    assert len(options) > 40
    secret = re.compile("secret|password|token|certificate|key$")
    found = [(name, option) for name, option in options if secret.search(option)]
    assert found == [("decide", "key")]  # of a question
