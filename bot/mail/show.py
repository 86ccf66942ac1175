"""What was understood of a mail, as one JSON object: for coordinator, support and tests."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot.mail.context import Context
from bot.mail.raw import parse
from bot.mail.reading import read, read_words
from bot.policy.said import Reading

_NO_DAY = datetime(9000, 1, 1, tzinfo=UTC)


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
    """Read each file as a mail. `on`: the day of receipt; else the mail's own date is taken.

    Neither sender nor thread is known from a file alone, so every wish is one for a person.
    """
    for path in paths:
        raw = path.read_bytes()
        # A mail without a date is read against a day on which no date in it is still to come.
        day = on or (parse(raw).date or _NO_DAY).date()
        found = read(raw, received=datetime.combine(day, time(12), UTC), context=None)
        yield {"file": str(path), **as_json(found.reading)}


def read_lines(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """Read each line: `id`, `text` (own words), `reference_date`, `context` (role and thread)."""
    for line in filter(str.strip, lines):
        row: Mapping[str, object] = json.loads(line)
        known = row.get("context")
        context = (
            Context(known["sender_role"], known["thread"]) if isinstance(known, dict) else None
        )
        day = date.fromisoformat(str(row["reference_date"]))
        reading = read_words(str(row["text"]), received=day, context=context)
        yield {"id": row["id"], **as_json(reading)}
