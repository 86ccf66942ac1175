"""The folder of one council: where its files are, and what to say where there is none."""

from pathlib import Path

CONFIGURATION = "Audit Bot Configuration.xlsx"
SETTINGS = "settings.toml"
STORE = Path("Store") / "audit-bot.db"
LOCK = Path("Store") / "audit-bot.lock"
REHEARSAL = "Rehearsal"  # where letters lie that do not reach people yet
OWN_LETTERS = "Letters"  # the council's own copies of message templates


class WorkspaceError(Exception):
    """The workspace cannot be used. The text says what to do."""


def refuse_if_not_a_workspace(workspace: Path) -> None:
    if not any((workspace / name).exists() for name in (CONFIGURATION, SETTINGS)):
        raise WorkspaceError(no_workspace(workspace, SETTINGS))


def no_workspace(workspace: Path, missing: str) -> str:
    return (
        f"{workspace} is no workspace: it holds no file {missing!r}. "
        f"Make one: audit-bot init {workspace}"
    )
