"""The ledger of mails that have come in: each ends in exactly one place (promise 2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.store.dialect import put
from bot.store.tables import inbox
from bot.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one mail. The mail itself stays in the mailbox; its body is not kept here."""

    id: str
    message_id: str | None
    sha256: str
    received: datetime
    kind: str
    folder: str
    about: str | None
    note: str


def enter(work: Transaction, entry: Entry, at: datetime) -> None:
    row = {
        "id": entry.id,
        "message_id": entry.message_id,
        "sha256": entry.sha256,
        "received": entry.received,
        "read_at": at,
        "kind": entry.kind,
        "folder": entry.folder,
        "filed": False,
        "about": entry.about,
        "note": entry.note,
    }
    put(work, inbox, row, ["id"])


def folder_of(work: Transaction, mail_id: str) -> str | None:
    """Where this mail belongs, if it has been dealt with; None: it has not been read yet."""
    return work.execute(select(inbox.c.folder).where(inbox.c.id == mail_id)).scalar()


def same_message(work: Transaction, message_id: str | None, sha256: str) -> tuple[bool, bool]:
    """Whether this very mail was read before, and whether another with its Message-ID was."""
    same = work.execute(select(inbox.c.id).where(inbox.c.sha256 == sha256)).first() is not None
    if message_id is None:
        return same, False
    other = select(inbox.c.id).where(inbox.c.message_id == message_id, inbox.c.sha256 != sha256)
    return same, work.execute(other).first() is not None


def filed(work: Transaction, mail_id: str) -> None:
    work.execute(update(inbox).where(inbox.c.id == mail_id).values(filed=True))


def unfiled(work: Transaction) -> list[tuple[str, str]]:
    """The mails, with their folders, of which it is not known whether they lie there already."""
    query = select(inbox.c.id, inbox.c.folder).where(inbox.c.filed.is_(False))
    return [(row.id, row.folder) for row in work.execute(query.order_by(inbox.c.received))]


def by_hash(work: Transaction, start: str) -> Entry | None:
    """The mail whose SHA-256 begins so."""
    query = select(inbox).where(inbox.c.sha256.startswith(start, autoescape=True)).limit(1)
    row = work.execute(query).first()
    return _entry(row) if row else None


def everything(work: Transaction) -> list[Entry]:
    return [_entry(row) for row in work.execute(select(inbox).order_by(inbox.c.received))]


def _entry(r: Row[Any]) -> Entry:
    return Entry(r.id, r.message_id, r.sha256, r.received, r.kind, r.folder, r.about, r.note)


def counts(work: Transaction) -> dict[str, int]:
    query = select(inbox.c.folder, func.count()).group_by(inbox.c.folder)
    return {row[0]: row[1] for row in work.execute(query)}
