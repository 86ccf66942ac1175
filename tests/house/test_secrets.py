"""No command takes a secret: whoever lists the processes of a machine sees whole commands."""

import re
from inspect import signature

from bot.cli import app


def test_no_command_takes_a_secret() -> None:
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
