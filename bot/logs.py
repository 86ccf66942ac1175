"""How log lines look, for people or for machines; of an error never more than its kind and place.

The text of an error may hold what a person wrote, so no layout shows it.
"""

import json
import logging
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from traceback import extract_tb

LEVEL, LAYOUT = "AUDIT_BOT_LOG", "AUDIT_BOT_LOG_FORMAT"


class LogSettingsError(Exception):
    """What is wrong with the environment's settings of the log."""


class ForPeople(logging.Formatter):
    """Time, level and words, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        words = f"{_time(record)} {record.levelname} {one_line(record.getMessage())}"
        return f"{words} ({place})" if (place := error_place(record)) else words


class ForMachines(logging.Formatter):
    """One JSON object a line: time (ISO 8601, UTC), level, logger, message, kind of error."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if place := error_place(record):
            line["error"] = place
        return json.dumps(line)  # in ASCII: what would turn a line round or end it is escaped


LAYOUTS: Mapping[str, type[logging.Formatter]] = {"text": ForPeople, "json": ForMachines}


def to_stderr(usually: str, of: str = "") -> None:
    """Log to standard error as the environment says. `of`: the council that every line is about.

    Raises LogSettingsError.
    """
    made = handler(os.environ.get(LAYOUT, "text"))
    if of:
        made.addFilter(lambda record: _about(record, of))
    logging.basicConfig(level=level(os.environ.get(LEVEL, usually)), handlers=[made])


def _about(record: logging.LogRecord, of: str) -> bool:
    record.msg, record.args = f"{of}: {record.getMessage()}", None
    return True


def handler(layout: str) -> logging.Handler:
    """Writes to standard error. Raises LogSettingsError for a layout that there is not."""
    if layout not in LAYOUTS:
        raise LogSettingsError(f"{LAYOUT} is {' or '.join(LAYOUTS)} (there stands {layout!r}).")
    made = logging.StreamHandler()
    made.setFormatter(LAYOUTS[layout]())
    return made


def level(name: str) -> int:
    """Raises LogSettingsError for a level that there is not."""
    levels = logging.getLevelNamesMapping()
    if name.upper() not in levels:
        known = ", ".join(level for level in levels if level != "NOTSET")
        raise LogSettingsError(f"{LEVEL} is one of {known} (there stands {name!r}).")
    return levels[name.upper()]


def error_place(record: logging.LogRecord) -> str:
    """Such as "ValueError in deliver.py:42"; empty where the line has no error."""
    kind, _, trace = record.exc_info or (None, None, None)
    if kind is None:
        return ""
    frames = extract_tb(trace)
    if not frames:
        return kind.__name__
    file = frames[-1].filename.replace("\\", "/").rpartition("/")[2]
    return f"{kind.__name__} in {file}:{frames[-1].lineno}"


def one_line(words: str) -> str:
    """Nothing that is logged can pass for a line of its own, or move a terminal's cursor."""
    return "".join(char if char.isprintable() else " " for char in " ".join(words.splitlines()))


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
