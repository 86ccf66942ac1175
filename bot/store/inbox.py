"""The ledger of mails that have come in: each ends in exactly one place (promise 2)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from bot.policy.said import MailKind
from bot.ports import RawMail
from bot.store.dialect import insert_new, put
from bot.store.tables import inbox
from bot.store.transaction import Transaction

_CAUSE = re.compile(r"mail ([0-9a-f]{16})\b")  # as the reading of a mail names itself
_FROM_PEOPLE = (MailKind.REPLY.value, MailKind.OTHER.value)


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one mail. The mail itself stays in the mailbox (promise 8)."""

    id: str
    message_id: str | None
    sha256: str
    received: datetime
    kind: str
    folder: str
    about: str | None
    note: str
    sender: str = ""  # a person's name; "" for a stranger


def take(work: Transaction, mail: RawMail, message_id: str | None, sha256: str) -> None:
    """Keep a mail as it came, before anybody reads it. One that is known stays as it is."""
    row = {
        "id": mail.id,
        "message_id": message_id,
        "sha256": sha256,
        "received": mail.received,
        "raw": mail.raw,
        "tries": 0,
        "filed": False,
        "sender": "",
        "note": "",
    }
    insert_new(work, inbox, [row], ["id"])


def unfinished(work: Transaction) -> list[RawMail]:
    """The mails that were taken and not finished with: the service stopped, or could not go on."""
    rows = work.execute(_UNFINISHED)
    return [RawMail(row.id, row.received, row.raw) for row in rows]


def tried(work: Transaction, mail_id: str, *, by: int = 1) -> int:
    """Count a try to read this mail, before it is made. How many those are by now."""
    work.execute(_TRY, {"mail": mail_id, "by": by})
    return int(work.execute(_TRIES, {"mail": mail_id}).scalar_one())


def enter(work: Transaction, entry: Entry, at: datetime) -> None:
    """Say what has become of a mail: it is finished with."""
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
        "sender": entry.sender,
        "tries": 0,
    }
    put(work, inbox, row, ["id"])


def answered(work: Transaction, cause: str, person: str) -> str | None:
    """The Message-ID of the mail behind a letter's cause, if `person` wrote that mail."""
    found = _CAUSE.match(cause)
    if not found or not person:
        return None
    # Hexadecimal digits, after all of which comes a "g".
    mail = {"begins": found[1], "before": f"{found[1]}g", "person": person}
    return work.execute(_ANSWERED, mail).scalar()


def folder_of(work: Transaction, mail_id: str) -> str | None:
    """Where this mail belongs, if it has been dealt with; None: it has not been read yet."""
    return work.execute(_FOLDER, {"mail": mail_id}).scalar()


def same_message(work: Transaction, message_id: str | None, sha256: str) -> tuple[bool, bool]:
    """Whether this very mail was read before, and whether another with its Message-ID was."""
    content = {"content": sha256}
    same = work.execute(_SAME, content).first() is not None
    if message_id is None:
        return same, False
    return same, work.execute(_OTHER, {"message": message_id, **content}).first() is not None


def filed(work: Transaction, mail_id: str) -> None:
    """The mailbox has it in its folder, so the copy here is erased: least data (promise 8)."""
    work.execute(_FILED, {"mail": mail_id})


def lost(work: Transaction, mail_id: str) -> None:
    """The mailbox does not have it any more: what is kept here is the only copy, and stays."""
    work.execute(update(inbox).where(inbox.c.id == mail_id).values(filed=True))


def unfiled(work: Transaction) -> list[tuple[str, str]]:
    """The mails, with their folders, of which it is not known whether they lie there already."""
    return [(row.id, row.folder) for row in work.execute(_UNFILED)]


def by_hash(work: Transaction, start: str) -> Entry | None:
    """The mail whose SHA-256 begins so."""
    query = select(inbox).where(inbox.c.sha256.startswith(start, autoescape=True))
    row = work.execute(query.where(inbox.c.folder.is_not(None)).limit(1)).first()
    return _entry(row) if row else None


def everything(work: Transaction) -> list[Entry]:
    query = select(inbox).where(inbox.c.folder.is_not(None)).order_by(inbox.c.received)
    return [_entry(row) for row in work.execute(query)]


def _entry(r: Row[Any]) -> Entry:
    return Entry(
        r.id, r.message_id, r.sha256, r.received, r.kind, r.folder, r.about, r.note, r.sender
    )


def heard_from(work: Transaction, sender: str, since: datetime) -> int:
    """How many mails of this sender have been handled or put aside since then."""
    return int(work.execute(_FROM, {"since": since, "person": sender}).scalar_one())


def heard_about(work: Transaction, audit: str, since: datetime) -> int:
    return int(work.execute(_ABOUT, {"since": since, "audit": audit}).scalar_one())


def heard_since(work: Transaction, since: datetime) -> int:
    return int(work.execute(_HEARD, {"since": since}).scalar_one())


def filed_counts(work: Transaction) -> dict[str, int]:
    """By folder, the mails that the mailbox has filed; what it had lost before is no part."""
    query = select(inbox.c.folder, func.count()).where(inbox.c.filed, inbox.c.raw.is_(None))
    return {row[0]: row[1] for row in work.execute(query.group_by(inbox.c.folder))}


def counts(work: Transaction) -> dict[str, int]:
    query = select(inbox.c.folder, func.count()).where(inbox.c.folder.is_not(None))
    query = query.group_by(inbox.c.folder)
    return {row[0]: row[1] for row in work.execute(query)}


# Asked in every cycle or for every mail, and built but once.
_MINE = inbox.c.id == bindparam("mail")
_READ = select(inbox.c.id).where(inbox.c.folder.is_not(None))
_UNFINISHED = (
    select(inbox.c.id, inbox.c.received, inbox.c.raw)
    .where(inbox.c.folder.is_(None))
    .order_by(inbox.c.received)
)
_UNFILED = (
    select(inbox.c.id, inbox.c.folder)
    .where(inbox.c.filed.is_(False), inbox.c.folder.is_not(None))
    .order_by(inbox.c.received)
)
_ANSWERED = select(inbox.c.message_id).where(
    inbox.c.sha256.between(bindparam("begins"), bindparam("before")),
    inbox.c.sender == bindparam("person"),
)
_HEARD = select(func.count()).where(  # of machines nothing counts: they are never answered
    inbox.c.read_at > bindparam("since"),
    inbox.c.kind.in_(_FROM_PEOPLE),
    inbox.c.folder.is_not(None),
)
_FROM = _HEARD.where(inbox.c.sender == bindparam("person"))
_ABOUT = _HEARD.where(inbox.c.about == bindparam("audit"))
_TRY = update(inbox).where(_MINE).values(tries=inbox.c.tries + bindparam("by"))
_TRIES = select(inbox.c.tries).where(_MINE)
_FOLDER = select(inbox.c.folder).where(_MINE)
_FILED = update(inbox).where(_MINE).values(filed=True, raw=None)
_SAME = _READ.where(inbox.c.sha256 == bindparam("content"))
_OTHER = _READ.where(
    inbox.c.message_id == bindparam("message"), inbox.c.sha256 != bindparam("content")
)
