"""Columns of SharePoint lists, and their values to and from those of the service."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.ports import PermanentError

LONDON = ZoneInfo("Europe/London")
ONE_LINE = 255  # signs that a single line of text holds
# Of the kinds of columns, those whose values are plain; people, look-ups and pictures are not.
PLAIN = ("text", "choice", "number", "currency", "dateTime", "boolean", "calculated")
SYSTEM = frozenset({"ContentType", "Attachments", "Edit", "LinkTitle", "LinkTitleNoMenu", "ID"})
# XML 1.0 knows no other control characters, and SharePoint refuses them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Column:
    name: str  # inside SharePoint: it stays when people rename the column
    heading: str  # as people see it
    kind: str  # one of PLAIN
    facts: Mapping[str, Any]  # what SharePoint says of the kind

    def read(self, value: Any) -> object:
        """A value as a sheet of Excel would give it: dates without a zone, whole numbers whole."""
        if value is None or value == "":
            return None
        if self.kind == "dateTime":
            return self._time(str(value))
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, list):
            return "; ".join(map(str, value))
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value

    def _time(self, text: str) -> datetime:
        at = datetime.fromisoformat(text)
        here = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(LONDON)
        # A day is midnight of the site's zone in UTC, which in summer is the evening before.
        only_day = self.facts.get("format") == "dateOnly"
        return datetime.combine(here, time() if only_day else here.time())

    @property
    def holds_several(self) -> bool:
        """A choice with boxes to tick; in text its values stand with semicolons between."""
        return self.kind == "choice" and self.facts.get("displayAs") == "checkBoxes"

    def fields(self, value: object) -> dict[str, object]:
        """The value under its name inside; of several, SharePoint wants to be told the type."""
        written = self.written(value)
        several = isinstance(written, list)
        kind = {f"{self.name}@odata.type": "Collection(Edm.String)"} if several else {}
        return {**kind, self.name: written}

    def written(self, value: object) -> object:
        """A value as SharePoint takes it for this column. Raises PermanentError."""
        if value is None or value == "":
            return None
        if isinstance(value, date):
            return self._written_time(value)
        if self.kind == "boolean":
            return str(value).casefold() in ("yes", "true")
        if self.kind in ("number", "currency"):
            return self._number(value)
        if self.holds_several:
            return [part.strip() for part in str(value).split(";") if part.strip()]
        text = CONTROL.sub("", str(value))
        return text if self.facts.get("allowMultipleLines") else cut(text)

    def _written_time(self, value: date) -> str:
        if self.kind != "dateTime":
            return cut(value.isoformat())
        if self.facts.get("format") == "dateOnly" or not isinstance(value, datetime):
            # At noon in UTC it is the same day in every zone that a site may be set to.
            return f"{value:%Y-%m-%d}T12:00:00Z"
        at = value if value.tzinfo else value.replace(tzinfo=LONDON)
        return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    def _number(self, value: object) -> int | float:
        if isinstance(value, int | float):
            return value
        try:
            return float(str(value))
        except ValueError as error:
            raise PermanentError(
                f"The column {self.heading} takes numbers alone. Make it a column of text."
            ) from error

    def same(self, held: object, value: object) -> bool:
        """Whether `value` would change nothing in a field that reads as `held`."""
        return held == self.read(self.written(value))


def cut(text: str) -> str:
    return text if len(text) <= ONE_LINE else f"{text[: ONE_LINE - 2]} …"


def columns_of(name: str, raw: list[dict[str, Any]]) -> dict[str, Column]:
    """The columns of the list `name` that people see, by heading. Raises PermanentError."""
    found: dict[str, Column] = {}
    for each in raw:
        kind = next((kind for kind in PLAIN if kind in each), None)
        if kind is None or each.get("hidden") or each.get("readOnly") or each["name"] in SYSTEM:
            continue
        heading = " ".join(str(each.get("displayName") or each["name"]).split())
        if heading in found:
            raise PermanentError(
                f"The list {name} has two columns with the heading {heading}. Please rename or"
                " delete one of them."
            )
        found[heading] = Column(str(each["name"]), heading, kind, each[kind] or {})
    return found
