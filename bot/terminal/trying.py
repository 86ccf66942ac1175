"""Putting a person's mail into the inbox by hand, as their mail program would send it."""

from pathlib import Path

from bot import clock
from bot.configuration.check import check
from bot.jobs.read_configuration import what_is_known
from bot.policy.council import Council, tidy
from bot.settings import Settings, load_chains, load_rules, load_settings
from bot.workspace import CONFIGURATION, WorkspaceError
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.people import PersonsMail, SentMail, drop, sent_mails


def write_reply(workspace: Path, ref: str, text: str, person: str) -> str:
    """Answer the newest letter about `ref` that this person has got; or write about it anew."""
    ref = ref.strip().upper()
    settings = load_settings(workspace)
    council = _council(workspace, settings)
    writer = council.person(person)
    if writer is None:
        raise WorkspaceError(f"{person} is not on the sheet People. {_alike(council, person)}")
    now = clock.now()
    letter = _newest(workspace, ref, writer.address)
    mail = PersonsMail(
        sender=writer.address,
        sender_name=writer.name,
        to=settings.council.mailbox,
        text=text.replace("\\n", "\n"),
        date=now,
        subject="" if letter else ref,
        answers=letter,
    )
    drop(workspace, mail)
    what = f'an answer to "{letter.subject}"' if letter else f"a new mail about {ref}"
    return f"Put into the inbox: {what}, from {writer.name}.\nNow:  audit-bot run {workspace}"


def _newest(workspace: Path, ref: str, address: str) -> SentMail | None:
    letters = [m for m in sent_mails(workspace) if m.to == address and ref in m.subject]
    return letters[-1] if letters else None


def _council(workspace: Path, settings: Settings) -> Council:
    if not (workspace / CONFIGURATION).exists():
        raise WorkspaceError(
            f"{workspace} is no workspace. Give it with --workspace, or make one: audit-bot init"
        )
    lists = LocalLists(workspace / CONFIGURATION)
    rows = {name: lists.read(name) for name in ("People", "Teams")}
    today = settings.hours.office().today(clock.now())
    return check(rows, known=what_is_known(settings, load_rules(), load_chains(), today)).council


def _alike(council: Council, name: str) -> str:
    """Those whose name shares a word with what was typed."""
    words = set(tidy(name).split())
    found = [p.name for p in council.people if words & set(tidy(p.name).split())]
    return f"Did you mean {' or '.join(found)}?" if found else ""
