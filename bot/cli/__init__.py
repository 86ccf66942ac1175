"""The command line: parse, call, print. What a command needs is imported when it runs."""

from bot.cli import (
    analysis,
    hosting,
    reading,
    records,
    running,
    safekeeping,
    setting_up,
    simulating,
    trying,
)
from bot.cli.program import app

__all__ = [
    "analysis",
    "app",
    "hosting",
    "main",
    "reading",
    "records",
    "running",
    "safekeeping",
    "setting_up",
    "simulating",
    "trying",
]

# As the help lists them: to see it work, to set it up and run it, to look at what it has done.
_ORDER = (
    *("demo", "simulate", "preview", "init", "provision", "doctor", "run", "serve", "status"),
    *("pause", "resume"),
    *("annexe", "read", "reply", "show", "decide", "pack", "verify", "verify_draw", "extract"),
    *("evidence", "backup", "restore"),
    *("work", "councils"),
)
_PLACES = {name: place for place, name in enumerate(_ORDER)}
app.registered_commands.sort(
    key=lambda c: _PLACES.get(c.callback.__name__ if c.callback else "", len(_ORDER))
)


def main() -> None:
    app()
