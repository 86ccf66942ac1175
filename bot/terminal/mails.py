"""Looking at mails: what would be understood of each, with nothing done about it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.mail.context import ROLES, THREADS, Context
from bot.mail.show import read_files, read_lines
from bot.workspace import WorkspaceError


def look_at_mails(
    files: Sequence[Path],
    on: date | None,
    *,
    as_json: bool,
    role: str | None = None,
    thread: str | None = None,
) -> Iterator[str]:
    """What would be understood of each mail; a folder's `.eml` files are all read.

    `role`, `thread`: who is taken to have sent them, in answer to what. Raises `WorkspaceError`
    where there is no mail, or one of the two is missing or no known word.
    """
    context = _context(role, thread)
    paths = [p for f in files for p in (sorted(f.glob("*.eml")) if f.is_dir() else [f])]
    if not paths:
        raise WorkspaceError("There is no mail to read. Give .eml files, or folders of them.")
    for row in read_files(paths, on, context):
        yield json.dumps(row, ensure_ascii=False) if as_json else _mail_in_words(row)


def _context(role: str | None, thread: str | None) -> Context | None:
    if role is None and thread is None:
        return None
    if role not in ROLES or thread not in THREADS:
        raise WorkspaceError(
            f"Say both who has sent it and what it answers: --role {' | '.join(ROLES)}, "
            f"and --thread {' | '.join(THREADS)}."
        )
    return Context(role, thread)


def look_at_lines(lines: Iterable[str]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) for row in read_lines(lines))


def _mail_in_words(row: Mapping[str, object]) -> str:
    wishes = row["wishes"] if isinstance(row["wishes"], list) else []
    reasons = row["reasons"] if isinstance(row["reasons"], list) else []
    flags = [name for name in ("safeguarding", "needs_person", "to_read") if row[name]]
    return "\n".join(
        (
            str(row["file"]),
            f"  kind      {row['kind']}",
            *(f"  wish      {_wish_in_words(wish)}" for wish in wishes),
            f"  flags     {', '.join(flags) or 'none'}",
            *(f"  because   {reason}" for reason in reasons),
            *(f"  | {line}" for line in str(row["own_words"]).splitlines()),
            "",
        )
    )


def _wish_in_words(wish: Mapping[str, object]) -> str:
    until = f" until {wish['until']}" if wish["until"] else ""
    return f"{wish['kind']}{until}: {wish['evidence']!r}"
