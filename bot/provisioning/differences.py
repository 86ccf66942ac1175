"""What differs between the lists as they should be and as they are, each in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.premises import (
    TITLE,
    ColumnKind,
    ColumnShape,
    FoundColumn,
    FoundList,
    ListShape,
    inside_name,
    plain_name,
)

_TEXTS = frozenset({ColumnKind.LINE, ColumnKind.TEXT, ColumnKind.CHOICE})
# What a column may be besides what it should be: the service reads and writes these alike.
_ALSO: Mapping[ColumnKind, frozenset[ColumnKind]] = {
    ColumnKind.LINE: _TEXTS,
    ColumnKind.TEXT: frozenset(),
    ColumnKind.NUMBER: frozenset(),
    ColumnKind.DATE: frozenset({ColumnKind.TIME}),
    ColumnKind.TIME: frozenset(),
    ColumnKind.CHOICE: frozenset({ColumnKind.LINE, ColumnKind.TEXT, ColumnKind.YES_NO}),
    ColumnKind.CHOICES: _TEXTS,
}


class What(StrEnum):
    LIST_MISSING = "list missing"
    LIST_RENAMED = "list renamed"
    COLUMN_MISSING = "column missing"
    COLUMN_RENAMED = "column renamed"
    TITLE_UNNAMED = "title without its heading"
    WRONG_KIND = "column of the wrong kind"


# What `provision` puts right. Everything else a person has done, and a person undoes it.
MADE_BY_US = frozenset({What.LIST_MISSING, What.COLUMN_MISSING, What.TITLE_UNNAMED})


@dataclass(frozen=True, slots=True)
class Difference:
    what: What
    shape: ListShape
    words: str
    remedy: str
    column: ColumnShape | None = None


def differences(shape: ListShape, found: Sequence[FoundList]) -> list[Difference]:
    """None where the list is as it should be. Columns of people's own are no difference."""
    here = next((f for f in found if f.name.casefold() == shape.name.casefold()), None)
    if here is not None:
        return list(_columns(shape, here))
    own = plain_name(shape.name)
    renamed = next((f for f in found if plain_name(f.first_name) == own), None)
    if renamed is not None:
        words = f"The list {shape.name} is called {renamed.name} now."
        return [Difference(What.LIST_RENAMED, shape, words, f"Call it {shape.name} again.")]
    return [Difference(What.LIST_MISSING, shape, f"There is no list {shape.name}.", PROVISION)]


PROVISION = "Run audit-bot provision."


def _columns(shape: ListShape, here: FoundList) -> Iterator[Difference]:
    by_heading = {column.heading.casefold(): column for column in here.columns}
    for column in shape.columns:
        found = by_heading.get(column.heading.casefold())
        if found is None:
            yield _missing(shape, column, here)
        elif found.kind is not column.kind and found.kind not in _ALSO[column.kind]:
            words = f"The list {shape.name}: the column {column.heading} holds {found.kind}."
            remedy = (
                f"Delete it or call it otherwise, then run audit-bot provision, which makes one"
                f" that holds {column.kind}."
            )
            yield Difference(What.WRONG_KIND, shape, words, remedy, column)


def _missing(shape: ListShape, column: ColumnShape, here: FoundList) -> Difference:
    inside = TITLE if column.heading == shape.title else inside_name(column.heading)
    known = next((c for c in here.columns if c.name == inside), None)
    if known is not None and known.heading == TITLE == known.name:
        words = f"The list {shape.name}: the column Title is to be called {column.heading}."
        return Difference(What.TITLE_UNNAMED, shape, words, PROVISION, column)
    if known is not None and not _is_wanted(shape, known):
        words = f"The list {shape.name}: the column {column.heading} is called {known.heading} now."
        remedy = f"Call it {column.heading} again."
        return Difference(What.COLUMN_RENAMED, shape, words, remedy, column)
    words = f"The list {shape.name} has no column {column.heading}."
    return Difference(What.COLUMN_MISSING, shape, words, PROVISION, column)


def _is_wanted(shape: ListShape, column: FoundColumn) -> bool:
    return column.heading in {each.heading for each in shape.columns}
