"""The state of one SharePoint site: its lists, their columns and rows, and its library."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import count
from urllib.parse import quote
from uuid import UUID

from bot.demo.microsoft365.drive import Drive, locked
from bot.demo.microsoft365.wire import Json, Refusal, not_found, when

LONGEST_LINE = 255  # signs of a single line of text
TYPE, SEVERAL = "@odata.type", "Collection(Edm.String)"  # beside a field of several choices


@dataclass(slots=True)
class Item:
    id: str
    mark: str
    fields: Json
    created: datetime
    modified: datetime
    version: int = 1

    @property
    def etag(self) -> str:
        return f'"{self.mark},{self.version}"'


@dataclass(slots=True)
class SharePointList:
    id: str
    name: str
    columns: list[Json]
    link: str = ""  # it keeps the name that the list was made with
    locked: bool = False
    items: dict[str, Item] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    changes: list[str] = field(default_factory=list)  # ids of rows, as they changed

    def column(self, internal: str) -> Json:
        found = next((c for c in self.columns if c["name"] == internal), None)
        if found is None:
            raise Refusal(400, "invalidRequest", f"Field '{internal}' is not recognized")
        return found

    def add(self, fields: Json, at: datetime) -> Item:
        self._check(fields, None)
        number = str(next(self.numbers))
        mark = str(UUID(sha256(f"{self.id} {number}".encode()).hexdigest()[:32]))
        self.items[number] = Item(number, mark, _kept(fields), at, at)
        self.changes.append(number)
        return self.items[number]

    def item(self, number: str) -> Item:
        if number not in self.items:
            raise not_found()
        return self.items[number]

    def change(self, item: Item, fields: Json, at: datetime) -> None:
        self._check(fields, item)
        item.fields = _kept({**item.fields, **fields})
        item.version += 1
        item.modified = at
        self.changes.append(item.id)

    def remove(self, number: str) -> None:
        self.item(number)
        del self.items[number]
        self.changes.append(number)

    def _check(self, fields: Json, own: Item | None) -> None:
        """Raises Refusal for what SharePoint would not keep."""
        if self.locked:
            raise locked()
        for name, value in fields.items():
            if name.endswith(TYPE):
                continue
            if isinstance(value, list) and fields.get(f"{name}{TYPE}") != SEVERAL:
                raise Refusal(400, "invalidRequest", "A primitive value was expected.")
            column = self.column(name)
            if column.get("readOnly"):
                raise Refusal(400, "invalidRequest", f"Field '{name}' is read-only")
            if value is not None:
                _check_kind(column, value)
            if column.get("enforceUniqueValues") and value is not None:
                _check_unique(self.items.values(), name, value, own)


def _kept(fields: Json) -> Json:
    """A blank field is not there at all, as in the answers of SharePoint."""
    kept = {name: value for name, value in fields.items() if not name.endswith(TYPE)}
    return {name: value for name, value in kept.items() if value not in (None, "", [])}


def _check_kind(column: Json, value: object) -> None:
    text = column.get("text")
    wrong = (
        (text is not None and not isinstance(value, str))
        or ("number" in column and (isinstance(value, bool) or not isinstance(value, int | float)))
        or ("boolean" in column and not isinstance(value, bool))
        or ("dateTime" in column and not _is_time(value))
        or ("choice" in column and not _is_choice(column["choice"], value))
    )
    if wrong:
        raise Refusal(400, "invalidRequest", f"Invalid value for field '{column['name']}'")
    one_line = text is not None and not text.get("allowMultipleLines")
    if one_line and len(str(value)) > LONGEST_LINE:
        raise Refusal(400, "invalidRequest", f"Field '{column['name']}' is too long")


def _is_choice(choice: Json, value: object) -> bool:
    if choice.get("displayAs") == "checkBoxes":
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, str)


def _is_time(value: object) -> bool:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _check_unique(items: Iterable[Item], name: str, value: object, own: Item | None) -> None:
    if any(item.fields.get(name) == value for item in items if item is not own):
        raise Refusal(
            400,
            "invalidRequest",
            "The list item could not be added or updated because duplicate values were found in"
            " the following field(s) in the list.",
        )


class Site:
    def __init__(self, address: str, now: Callable[[], datetime]) -> None:
        self.address = address
        mark = sha256(address.casefold().encode()).hexdigest()
        guids = (UUID(mark[:32]), UUID(mark[32:]))
        self.id = ",".join([address.partition(":")[0], *map(str, guids)]).casefold()
        self.drive = Drive(f"b!{mark[:40]}", now)
        self.lists: dict[str, SharePointList] = {}
        self._now = now

    def make_list(self, name: str, columns: Sequence[Mapping[str, object]]) -> SharePointList:
        """`columns` as in the body of a request; every list has a title and times as well."""
        if any(held.name.casefold() == name.casefold() for held in self.lists.values()):
            raise Refusal(409, "nameAlreadyExists", "The specified list name already exists.")
        own = str(UUID(sha256(f"{self.id} {name}".encode()).hexdigest()[:32]))
        host, _, path = self.address.partition(":")
        link = f"https://{host}{path}/Lists/{quote(name)}"
        made = SharePointList(own, name, [], link)
        given = [as_column(column) for column in columns]
        if not any(column["name"] == "Title" for column in given):
            made.columns.append(as_column({"name": "Title", "text": {}}))
        made.columns += given
        stamp = {"format": "dateTime"}
        for times in ("Created", "Modified"):
            made.columns.append(as_column({"name": times, "dateTime": stamp, "readOnly": True}))
        self.lists[own] = made
        return made

    def add_column(self, held: SharePointList, given: Mapping[str, object]) -> Json:
        """Raises Refusal where the list has one of that name."""
        if any(column["name"] == given["name"] for column in held.columns):
            raise Refusal(409, "nameAlreadyExists", "The specified column name already exists.")
        held.columns.append(as_column(given))
        return held.columns[-1]

    def list(self, given: str) -> SharePointList:
        """By its id or by the name that people see."""
        found = [s for s in self.lists.values() if given.casefold() in (s.id, s.name.casefold())]
        if not found:
            raise not_found()
        return found[0]

    def row(self, held: SharePointList, item: Item) -> Json:
        times = {"Created": when(item.created), "Modified": when(item.modified)}
        tag = {"@odata.etag": item.etag, "id": item.id}
        return {
            "@odata.etag": item.etag,
            "id": item.id,
            "eTag": item.etag,
            "createdDateTime": times["Created"],
            "lastModifiedDateTime": times["Modified"],
            "fields": {**tag, **item.fields, **times},
        }

    def now(self) -> datetime:
        return self._now()


def as_column(given: Mapping[str, object]) -> Json:
    """A column with what SharePoint adds. Its internal name stays when people rename it."""
    name = str(given["name"])
    shown = given.get("displayName") or name
    return {
        "id": str(UUID(sha256(f"column {name}".encode()).hexdigest()[:32])),
        "readOnly": False,
        "hidden": False,
        "indexed": bool(given.get("enforceUniqueValues")),
        "enforceUniqueValues": False,
        "required": False,
        "displayName": shown,
        **{k: v for k, v in given.items() if k != "displayName"},
    }
