"""A SharePoint list as it was read, and the steps that bring it to where it should be."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.ports import ListRow, PermanentError, RowChange, TemporaryError
from connectors.graph.columns import Column

KEY = "Key"
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    etag: str
    values: Values


@dataclass(frozen=True, slots=True)
class Step:
    """One request of a batch; `what` names it from one try to the next."""

    what: str
    method: str
    row: Row | None
    fields: Values = field(default_factory=dict)  # by the names inside SharePoint


@dataclass(frozen=True, slots=True)
class Held:
    """A list as it was read."""

    name: str
    columns: Mapping[str, Column]
    rows: Sequence[Row]

    def listed(self) -> list[ListRow]:
        return [ListRow(row.id, None, row.values) for row in self.rows]

    def different(self, row: Row, values: Values) -> dict[str, object]:
        """The fields that must be written so that the row says `values`."""
        changed = {
            h: value
            for h, value in values.items()
            if not self.columns[h].same(row.values.get(h), value)
        }
        return self._fields(changed)

    def added(self, values: Values) -> dict[str, object]:
        return {name: v for name, v in self._fields(values).items() if v is not None}

    def _fields(self, values: Values) -> dict[str, object]:
        found = [self.columns[h].fields(value) for h, value in values.items()]
        return {name: value for fields in found for name, value in fields.items()}

    def says(self, row: Row, values: Values) -> bool:
        return not self.different(row, values)

    def refuse_unknown_columns(self, values: Values) -> None:
        unknown = next((h for h in values if h not in self.columns), None)
        if unknown is not None:
            raise PermanentError(f"The list {self.name} has no column {unknown}: put it back.")


def held(name: str, columns: Mapping[str, Column], raw: Sequence[Mapping[str, Any]]) -> Held:
    rows = [Row(str(r["id"]), _etag(r), _values(columns, r.get("fields") or {})) for r in raw]
    return Held(name, columns, rows)


def _values(columns: Mapping[str, Column], fields: Mapping[str, Any]) -> Values:
    return {heading: column.read(fields.get(column.name)) for heading, column in columns.items()}


def _etag(raw: Mapping[str, Any]) -> str:
    return str(raw.get("eTag") or raw.get("@odata.etag") or "")


@dataclass(frozen=True, slots=True)
class Changing:
    """The plan of `Lists.write`: bot-owned columns of single rows, and rows that are new."""

    changes: Sequence[RowChange]
    known: frozenset[str]  # the rows that were there before: none of them is one that we add

    def check(self, held: Held) -> None:
        """Raises where a change cannot be made, before any is."""
        ids = {row.id for row in held.rows}
        for change in self.changes:
            if change.id is not None and change.id not in ids:
                raise TemporaryError(f"The list {held.name}: a row was removed by somebody.")
            held.refuse_unknown_columns(change.values)

    def steps(self, held: Held) -> Iterator[Step]:
        """What is still to be done; nothing where everything stands there already."""
        rows = {row.id: row for row in held.rows}
        for change in self.changes:
            if change.id is not None:
                fields = held.different(rows[change.id], change.values)
                if fields:
                    yield Step(change.id, "PATCH", rows[change.id], fields)
        ours: set[str] = set()
        for number, change in enumerate(c for c in self.changes if c.id is None):
            found = self._made_already(held, change.values, ours)
            if found is None:
                yield Step(f"new {number}", "POST", None, held.added(change.values))
            else:
                ours.add(found.id)

    def _made_already(self, held: Held, values: Values, ours: set[str]) -> Row | None:
        """The row that an earlier try added, though no answer came; by its key if it has one."""
        key = values.get(KEY)
        for row in held.rows:
            if row.id in ours:
                continue
            if key is not None and held.columns[KEY].same(row.values.get(KEY), key):
                return row
            if key is None and row.id not in self.known and held.says(row, values):
                return row
        return None


@dataclass(frozen=True, slots=True)
class Removing:
    """The plan of `Lists.take_away`: those rows are gone, as they were looked at.

    A new version may be SharePoint's own doing, and a row that has gone already is what is wanted.
    """

    ids: frozenset[str]
    seen: Mapping[str, Values]  # every row as it was when somebody decided that these may go

    def check(self, held: Held) -> None:
        """What a person has written meanwhile is read by nobody yet: such a row stays for now."""
        if any(row.id in self.ids and row.values != self.seen.get(row.id) for row in held.rows):
            raise TemporaryError(
                f"The list {held.name}: somebody has just changed a row that was to leave it."
            )

    def steps(self, held: Held) -> Iterator[Step]:
        for row in held.rows:
            if row.id in self.ids:
                yield Step(row.id, "DELETE", row)


@dataclass(frozen=True, slots=True)
class Showing:
    """The plan of `Views.show`: the list holds these rows and no others.

    Rows are known by `key`, and those of the same key by their order. A row without a key is a
    person's own, and is left alone; so is every column that `rows` does not name.
    """

    key: str
    rows: Sequence[Values]

    def check(self, held: Held) -> None:
        for values in self.rows[:1]:
            held.refuse_unknown_columns(values)

    def steps(self, held: Held) -> Iterator[Step]:
        column = held.columns[self.key]
        there = _numbered([(row.values.get(self.key), row) for row in held.rows])
        wanted = _numbered([(column.read(column.written(v[self.key])), v) for v in self.rows])
        for mark, values in wanted.items():
            if mark not in there:
                yield Step(mark, "POST", None, held.added(values))
            elif fields := held.different(there[mark], values):
                yield Step(mark, "PATCH", there[mark], fields)
        for mark, row in there.items():
            if mark not in wanted and row.values.get(self.key) is not None:
                yield Step(mark, "DELETE", row)


def _numbered(pairs: Sequence[tuple[object, Any]]) -> dict[str, Any]:
    seen: Counter[object] = Counter()
    found = {}
    for key, value in pairs:
        seen[key] += 1
        found[f"{key} {seen[key]}"] = value
    return found
