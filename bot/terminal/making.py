"""Making a workspace: the folder that stands for SharePoint and the mailbox, ready to be filled."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from bot import clock
from bot.configuration.workbook import new_workbook
from bot.demo.annexe_generator import write_annexe
from bot.demo.annexe_world import DemoTeam, default_teams, make_world
from bot.demo.cast import CastTeam, cast
from bot.policy.working_days import london_day
from bot.settings import CONFIG
from bot.workspace import CONFIGURATION, OWN_LETTERS, STORE, WorkspaceError

FOLDERS = ("Annexe A", "Mailbox/Inbox", "Mailbox/Sent", "Mailbox/Handled", "Mailbox/Put aside")


def make_workspace(
    folder: Path, rows: Mapping[str, Sequence[Mapping[str, object]]], settings: str | None = None
) -> None:
    """Make the folders, the configuration workbook with these rows, and a settings file.

    `settings`: the text of settings.toml; without it, every default explained and commented out.
    Raises WorkspaceError if there is a workspace already: nothing is ever overwritten.
    """
    if (folder / CONFIGURATION).exists():
        raise WorkspaceError(f"{folder} is a workspace already; nothing was changed.")
    for name in (*FOLDERS, OWN_LETTERS, STORE.parent.as_posix()):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(settings or default_settings(), "utf-8")
    (folder / CONFIGURATION).write_bytes(new_workbook(rows))


def default_settings() -> str:
    """Every setting as a comment: take away the # before what you want to change."""
    lines = (CONFIG / "settings.toml").read_text("utf-8").splitlines()
    shown = [line if _stays(line) else f"# {line}" for line in lines]
    head = ["# What differs for this council. Take away the # before a line and change it.", ""]
    return "\n".join([*head, *_after_preamble(shown)]) + "\n"


def _stays(line: str) -> bool:
    return not line or line.startswith(("#", "["))


def _after_preamble(lines: Sequence[str]) -> Sequence[str]:
    return lines[next(n for n, line in enumerate(lines) if line.startswith("[")) :]


def example_rows() -> Mapping[str, Sequence[Mapping[str, object]]]:
    """A made-up council, so that every sheet shows what it wants."""
    teams = [CastTeam(team.name, team.area) for team in _example_teams()]
    return cast(teams, london_day(clock.now()))


def example_annexe(workspace: Path) -> None:
    """A made-up Annexe A of the example teams, as at this week's Monday."""
    today = london_day(clock.now())
    monday = today - timedelta(days=today.weekday())
    world = make_world(as_at=monday, open_cases=120, seed=1, teams=_example_teams())
    file = workspace / "Annexe A" / f"Annexe A {monday.isoformat()}.xlsx"
    file.write_bytes(write_annexe(world))


def _example_teams() -> list[DemoTeam]:
    """A team of each service area, and one for care leavers."""
    found: dict[tuple[str, bool], DemoTeam] = {}
    for team in default_teams():
        found.setdefault((team.area, team.care_leavers), team)
    return list(found.values())


def next_steps(workspace: Path) -> str:
    """What to do now, for a coordinator who has just made a workspace."""
    return "\n".join(
        (
            f"The workspace {workspace} is ready. What to do now:",
            "",
            f"1. Open {workspace / CONFIGURATION}.",
            "   Put your own people and teams in place of the examples; each sheet says how.",
            f"2. Put this week's Annexe A into {workspace / 'Annexe A'}.",
            '   Name it with its as-at date, such as "Annexe A 2025-12-01.xlsx".',
            f"3. Look through {workspace / 'settings.toml'}: name, mailbox, whom to ring.",
            f"4. Run one cycle:  audit-bot run {workspace}",
            f"   and see what it wrote in {workspace / 'Mailbox' / 'Sent'}.",
        )
    )
