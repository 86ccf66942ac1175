"""The lists and folders of the site: looked at, and made where they are missing."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from bot.premises import (
    TITLE,
    ColumnKind,
    ColumnShape,
    FoundColumn,
    FoundList,
    ListShape,
    inside_name,
)
from connectors.graph.columns import SYSTEM
from connectors.graph.failures import NotSetUp, NotThere, Refused
from connectors.graph.lists import is_of_people
from connectors.graph.requests import Graph
from connectors.graph.sites import Site

# What a column is made with, by what it holds (columnDefinition of Graph v1.0).
MADE_WITH: Mapping[ColumnKind, Mapping[str, Any]] = {
    ColumnKind.LINE: {"text": {}},
    ColumnKind.TEXT: {"text": {"allowMultipleLines": True, "textType": "plain"}},
    ColumnKind.NUMBER: {"number": {"decimalPlaces": "automatic"}},
    ColumnKind.DATE: {"dateTime": {"format": "dateOnly", "displayAs": "standard"}},
    ColumnKind.TIME: {"dateTime": {"format": "dateTime", "displayAs": "standard"}},
}
# The facet by which Graph tells what a column is -> what it holds.
FOUND_AS: Mapping[str, ColumnKind] = {
    "number": ColumnKind.NUMBER,
    "currency": ColumnKind.NUMBER,
    "boolean": ColumnKind.YES_NO,
    "personOrGroup": ColumnKind.PEOPLE,
    "lookup": ColumnKind.LOOK_UP,
    "hyperlinkOrPicture": ColumnKind.LINK,
    "calculated": ColumnKind.COMPUTED,
}


MAY_NOT_MAKE = (
    "The application may not make lists and columns: on the site it needs the role manage for as"
    " long as audit-bot provision runs"
)


class GraphPremises:
    """Making lists and columns needs the role `manage` on the site; the rest of it `write`.

    `write` alone has been refused (github.com/microsoftgraph/msgraph-sdk-dotnet/issues/1034).
    """

    def __init__(self, graph: Graph, site: Site) -> None:
        self._graph = graph
        self._site = site

    def lists(self) -> Sequence[FoundList]:
        select = {"$select": "id,name,displayName,webUrl,list"}
        raw = self._graph.pages(f"{self._site.place}/lists", params=select)
        return [self._found(each) for each in raw if is_of_people(each)]

    def make_list(self, shape: ListShape) -> None:
        columns = [made(column) for column in shape.columns if column.heading != shape.title]
        body = {
            "displayName": shape.name,
            "description": shape.purpose,
            "columns": columns,
            "list": {"template": "genericList"},
        }
        with _asking_for_more():
            self._asked("POST", f"{self._site.place}/lists", body)

    def add_column(self, list_name: str, column: ColumnShape) -> None:
        with _asking_for_more():
            self._asked("POST", f"{self._site.list(list_name)}/columns", made(column))

    def name_title(self, list_name: str, column: ColumnShape) -> None:
        place = f"{self._site.list(list_name)}/columns"
        found = next(each for each in self._graph.pages(place) if each["name"] == TITLE)
        body = {
            "displayName": column.heading,
            "description": column.explanation,
            "required": False,
            **_only_once(column),
        }
        with _asking_for_more():
            self._asked("PATCH", f"{place}/{found['id']}", body)

    def has_folder(self, path: str) -> bool:
        try:
            found = self._graph.get(self._site.file(path), params={"$select": "id,folder"}).json()
        except NotThere:
            return False
        return "folder" in found

    def make_folder(self, path: str) -> None:
        parts = [part for part in path.split("/") if part]
        for depth, name in enumerate(parts):
            if self.has_folder("/".join(parts[: depth + 1])):
                continue
            above = self._site.file("/".join(parts[:depth])) if depth else ""
            place = f"{above}:/children" if depth else f"{self._site.drive}/items/root/children"
            self._asked("POST", place, {"name": name, "folder": {}})

    def _found(self, raw: Mapping[str, Any]) -> FoundList:
        place = f"{self._site.place}/lists/{raw['id']}/columns"
        columns = tuple(_column(each) for each in self._graph.pages(place) if _is_seen(each))
        shown, first = str(raw["displayName"]), str(raw.get("name") or "")
        return FoundList(shown, first, columns, str(raw.get("webUrl") or ""))

    def _asked(self, method: str, path: str, body: Mapping[str, Any]) -> None:
        """What somebody has made meanwhile is as good as made by us."""
        try:
            if method == "PATCH":
                self._graph.patch(path, body)
            else:
                self._graph.post(path, body)
        except Refused as error:
            if error.status != 409:
                raise


@contextmanager
def _asking_for_more() -> Iterator[None]:
    """Who could look at the lists and is refused to make one has a lesser role."""
    try:
        yield
    except NotSetUp as error:
        raise NotSetUp(f"{MAY_NOT_MAKE} ({error})") from error


def made(column: ColumnShape) -> dict[str, Any]:
    """The body of a request that makes it."""
    return {
        "name": inside_name(column.heading),
        "displayName": column.heading,
        "description": column.explanation,
        **_only_once(column),
        **(_choice(column) if column.choices else MADE_WITH[column.kind]),
    }


def _choice(column: ColumnShape) -> dict[str, Any]:
    several = column.kind is ColumnKind.CHOICES
    shown = "checkBoxes" if several else "dropDownMenu"
    return {"choice": {"choices": list(column.choices), "displayAs": shown}}


def _only_once(column: ColumnShape) -> dict[str, bool]:
    return {"indexed": True, "enforceUniqueValues": True} if column.unique else {}


def _is_seen(raw: Mapping[str, Any]) -> bool:
    return not (raw.get("hidden") or raw.get("readOnly") or raw["name"] in SYSTEM)


def _column(raw: Mapping[str, Any]) -> FoundColumn:
    name = str(raw["name"])
    heading = " ".join(str(raw.get("displayName") or name).split())
    return FoundColumn(name, heading, _kind(raw))


def _kind(raw: Mapping[str, Any]) -> ColumnKind:
    if (text := raw.get("text")) is not None:
        return ColumnKind.TEXT if text.get("allowMultipleLines") else ColumnKind.LINE
    if (choice := raw.get("choice")) is not None:
        several = choice.get("displayAs") == "checkBoxes"
        return ColumnKind.CHOICES if several else ColumnKind.CHOICE
    if (time := raw.get("dateTime")) is not None:
        return ColumnKind.DATE if time.get("format") == "dateOnly" else ColumnKind.TIME
    facets = (kind for facet, kind in FOUND_AS.items() if raw.get(facet) is not None)
    return next(facets, ColumnKind.OTHER)
