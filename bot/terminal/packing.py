"""Monthly packs by hand: of a month that is over, into a folder."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot import clock
from bot.jobs.read_configuration import last_policy
from bot.jobs.write_packs import pack_frame, pack_source
from bot.packs.files import pack_files
from bot.packs.meetings import Meeting
from bot.policy.themes import months_before
from bot.settings import load_chains, load_rules, load_settings
from bot.terminal.records import record
from bot.workspace import WorkspaceError


def write_by_hand(
    workspace: Path, month: str | None, meeting: str | None, out: Path
) -> Iterator[Path]:
    """Write and name each file. Nothing is written over. Raises WorkspaceError."""
    settings, at = load_settings(workspace), clock.now()
    meetings = [_meeting(meeting)] if meeting else list(Meeting)
    with record(workspace) as store, store.reading() as work:
        try:
            policy = last_policy(work, settings, load_rules(), load_chains())
        except LookupError as error:
            raise WorkspaceError(f"{error}: audit-bot run {workspace}") from error
        last = months_before(policy.today(at), 1)
        source = pack_source(work, policy, _month(month) if month else last)
    if source.as_at >= policy.today(at):
        raise WorkspaceError(f"{source.month:%B %Y} is not over. The last that is: {last:%Y-%m}.")
    frame = pack_frame(settings, policy, at)
    out.mkdir(parents=True, exist_ok=True)
    for each in meetings:
        for name, content in pack_files(source, each, frame).items():
            try:
                with (out / name).open("xb") as file:
                    file.write(content)
            except FileExistsError as error:
                raise WorkspaceError(
                    f"{out / name} is there already, and stays as it is."
                ) from error
            yield out / name


def _month(written: str) -> date:
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError as error:
        raise WorkspaceError(f"{written!r} is no month. Write it as 2026-01.") from error


def _meeting(written: str) -> Meeting:
    if written.upper() not in list(Meeting):
        raise WorkspaceError(f"{written!r} is no meeting: {', '.join(Meeting)}.")
    return Meeting(written.upper())
