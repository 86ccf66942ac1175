"""The last version of each row that was in order, so that a slip of the hand takes nothing down."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TypeAlias

# List name -> natural key of the row -> column heading -> what stood there, as text.
LastGood: TypeAlias = Mapping[str, Mapping[str, Mapping[str, str]]]

NONE_YET: LastGood = {}


def to_json(last_good: LastGood) -> str:
    """The same text for the same state. It holds names and addresses: for the store alone."""
    return json.dumps(last_good, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=2)  # it is read in every cycle, and changes now and then
def from_json(text: str) -> LastGood:
    """What `to_json` has written. Raises ValueError for anything else."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("the last good configuration is damaged")
    return {
        str(name): {
            str(key): {str(heading): str(cell) for heading, cell in cells.items()}
            for key, cells in rows.items()
        }
        for name, rows in found.items()
    }


def as_text(cell: object) -> str:
    """A cell so that reading it again gives the same value."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
