"""What was understood of a mail, as one JSON object: for coordinator, support and tests."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot.mail.context import Context
from bot.mail.reading import read, read_words
from bot.policy.model import Reading


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


def read_files(paths: Iterable[Path], on: date | None = None) -> Iterator[dict[str, object]]:
    """Read each file as a mail. `on`: the day of receipt; else the mail's own date is taken."""
    for path in paths:
        raw = path.read_bytes()
        found = read(raw, received=_received(raw, on), context=None)
        yield {"file": str(path), **as_json(found.reading)}


def _received(raw: bytes, on: date | None) -> datetime:
    from bot.mail.raw import parse

    day = on or (parse(raw).date or datetime(2026, 1, 5, tzinfo=UTC)).date()
    return datetime.combine(day, time(12), UTC)


def read_lines(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """Read each line: `id`, `text` (own words), `reference_date`, `context` (role and thread)."""
    for line in lines:
        if not line.strip():
            continue
        row: Mapping[str, object] = json.loads(line)
        context = row.get("context")
        reading = read_words(
            str(row["text"]),
            received=date.fromisoformat(str(row["reference_date"])),
            context=Context(str(context["sender_role"]), str(context["thread"]))
            if isinstance(context, dict)
            else None,
        )
        yield {"id": row["id"], **as_json(reading)}
