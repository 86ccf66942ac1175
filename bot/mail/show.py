"""What was understood of a mail, as one JSON object: for coordinator, support and tests."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot.mail.context import Context
from bot.mail.gates import NOT_UNDERSTOOD
from bot.mail.raw import parse
from bot.mail.reading import read, read_words
from bot.mail.undoing import said_undo, undo_in
from bot.policy.commands import CHANGE
from bot.policy.references import ACTION, AUDIT, CONCERN, REQUEST
from bot.policy.said import MailKind, Reading

_NO_DAY = datetime(9000, 1, 1, tzinfo=UTC)
# Who usually answers about what a reference names.
_USUAL: Mapping[str, Context] = {
    AUDIT: Context("auditor", "assignment"),
    ACTION: Context("team_manager", "remedial"),
    REQUEST: Context("consultant_head", "request_pending"),
    CONCERN: Context("strategic_lead", "safeguarding"),
}


def as_json(reading: Reading) -> dict[str, object]:
    """The fields that other tools read: their names stay."""
    return {
        "kind": str(reading.kind),
        "own_words": reading.own_words,
        "wishes": [
            {
                "kind": str(wish.kind),
                "until": wish.until.isoformat() if wish.until else None,
                "evidence": wish.evidence,
            }
            for wish in reading.wishes
        ],
        "safeguarding": reading.safeguarding,
        "needs_person": reading.needs_person,
        "to_read": reading.to_read,
        "reasons": list(reading.reasons),
    }


def read_files(
    paths: Iterable[Path], on: date | None = None, context: Context | None = None
) -> Iterator[dict[str, object]]:
    """Read each file as a mail. `on`: the day of receipt; else the mail's own date is taken.

    `context`: who is taken to have sent it, in answer to what. Without one, a mail that names a
    reference is read as the usual answer to that, and every wish is one for a person.
    """
    for path in paths:
        raw = path.read_bytes()
        # A mail without a date is read against a day on which no date in it is still to come.
        day = on or (parse(raw).date or _NO_DAY).date()
        received = datetime.combine(day, time(12), UTC)
        found = read(raw, received=received, context=context)
        reading, word = found.reading, said_undo(found)
        if reading.kind is MailKind.REPLY and context is None and found.references:
            reading = _as_usual(raw, received, found.references[0])
        yield {"file": str(path), **as_json(_with_undo(reading, word))}


def _as_usual(raw: bytes, received: datetime, ref: str) -> Reading:
    """What the mail would wish from whoever usually answers about this reference."""
    usual = _USUAL.get(ref[:2], _USUAL[AUDIT])
    reading = read(raw, received=received, context=usual).reading
    role, thread = (word.replace("_", " ") for word in (usual.sender_role, usual.thread))
    why = f"it is not known who the sender is; read as a reply about {ref} ({role}, {thread})"
    return replace(reading, needs_person=True, reasons=(why, *reading.reasons))


def _with_undo(reading: Reading, word: str | None) -> Reading:
    """The list of wishes has no word for UNDO; the reasons say what would come of it."""
    if word is None or reading.kind is not MailKind.REPLY:
        return reading
    more = " and the sender asked what was meant" if word == CHANGE else ""
    why = f"{word}: what the sender's last reply did would be taken back, if it can be{more}"
    others = [reason for reason in reading.reasons if reason != NOT_UNDERSTOOD]
    return replace(reading, needs_person=bool(others), reasons=(why, *others))


def read_lines(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """Read each line: `id`, `text` (own words), `reference_date`, `context` (role and thread)."""
    for line in filter(str.strip, lines):
        row: Mapping[str, object] = json.loads(line)
        known = row.get("context")
        context = (
            Context(known["sender_role"], known["thread"]) if isinstance(known, dict) else None
        )
        day = date.fromisoformat(str(row["reference_date"]))
        text = str(row["text"])
        reading = _with_undo(read_words(text, received=day, context=context), undo_in(text))
        yield {"id": row["id"], **as_json(reading)}
