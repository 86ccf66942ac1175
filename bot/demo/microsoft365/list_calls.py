"""What Graph answers about a site and its lists: /sites/…"""

import re
from typing import Any
from urllib.parse import unquote

from bot.demo.microsoft365 import odata
from bot.demo.microsoft365.routes import Route
from bot.demo.microsoft365.site import Item, SharePointList, Site
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Json, Refusal, Request, as_json, when

UNINDEXED = "HonorNonIndexedQueriesWarningMayFailRandomly"
USUAL, MOST = 200, 5000  # rows of a page


def site_by_path(tenant: Tenant, request: Request, host: str, path: str) -> Answer:
    return site(tenant, request, f"{host}:/{path}")


def site(tenant: Tenant, request: Request, site: str) -> Answer:
    found = tenant.site(site)
    host, _, path = found.address.partition(":")
    name = path.rpartition("/")[2]
    return as_json({"id": found.id, "name": name, "webUrl": f"https://{host}{path}"})


def lists(tenant: Tenant, request: Request, site: str) -> Answer:
    rows = [_list(held) for held in tenant.site(site).lists.values()]
    return as_json(odata.page(request, rows, usual=USUAL, most=MOST))


def one_list(tenant: Tenant, request: Request, site: str, held: str) -> Answer:
    return as_json(_list(tenant.site(site).list(held)))


def _list(held: SharePointList) -> Json:
    return {
        "id": held.id,
        "name": unquote(held.link.rpartition("/")[2]),
        "displayName": held.name,
        "webUrl": held.link,
        "list": {"template": "genericList", "hidden": False, "contentTypesEnabled": False},
    }


def make_list(tenant: Tenant, request: Request, site: str) -> Answer:
    """With the role `write` alone apps have been refused."""
    body = request.json()
    found = tenant.site(site, role="manage")
    made = found.make_list(str(body["displayName"]), body.get("columns") or [])
    return as_json(_list(made), 201)


def columns(tenant: Tenant, request: Request, site: str, held: str) -> Answer:
    rows = tenant.site(site).list(held).columns
    return as_json(odata.page(request, rows, usual=USUAL, most=MOST))


def make_column(tenant: Tenant, request: Request, site: str, held: str) -> Answer:
    found = tenant.site(site, role="manage")
    return as_json(found.add_column(found.list(held), request.json()), 201)


def change_column(tenant: Tenant, request: Request, site: str, held: str, column: str) -> Answer:
    found = tenant.site(site, role="manage").list(held)
    known = next((c for c in found.columns if column in (c["id"], c["name"])), None)
    if known is None:
        raise Refusal(404, "itemNotFound", "The resource could not be found.")
    known.update(request.json())
    return as_json(known)


def items(tenant: Tenant, request: Request, site: str, held: str) -> Answer:
    place = tenant.site(site)
    found = place.list(held)
    rows = [place.row(found, item) for item in found.items.values()]
    where = request.query.get("$filter", "")
    if where:
        _refuse_unindexed(found, where, request)
        rows = odata.filtered(rows, where, _field)
    answer = odata.page(request, rows, usual=USUAL, most=MOST)
    answer["value"] = [_expanded(row, request) for row in answer["value"]]
    return as_json(answer)


def _field(row: Json, name: str) -> Any:
    return row["fields"].get(name.removeprefix("fields/"))


def _refuse_unindexed(held: SharePointList, where: str, request: Request) -> None:
    for name in odata.named(where):
        column = held.column(name.removeprefix("fields/"))
        if not column["indexed"] and not request.prefers(UNINDEXED):
            raise Refusal(
                400,
                "invalidRequest",
                f"Field '{column['name']}' cannot be referenced in filter or orderby as it is not"
                f" indexed. Provide the 'Prefer: {UNINDEXED}' header to allow this, but be warned"
                " that such queries may fail on large lists.",
            )


def _expanded(row: Json, request: Request) -> Json:
    """Fields come only with `$expand`, and then all or those that are named."""
    expand = request.query.get("$expand", "")
    if not expand.startswith("fields"):
        return {k: v for k, v in row.items() if k != "fields"}
    chosen = re.search(r"\(\s*\$?select\s*=\s*([^)]+)\)", expand)
    names = chosen[1] if chosen else None
    return {**row, "fields": odata.selected(row["fields"], names)}


def add_item(tenant: Tenant, request: Request, site: str, held: str) -> Answer:
    place = tenant.site(site, role="write")
    found = place.list(held)
    return as_json(place.row(found, found.add(request.json()["fields"], place.now())), 201)


def one_item(tenant: Tenant, request: Request, site: str, held: str, item: str) -> Answer:
    place = tenant.site(site)
    found = place.list(held)
    return as_json(_expanded(place.row(found, found.item(item)), request))


def fields(tenant: Tenant, request: Request, site: str, held: str, item: str) -> Answer:
    place = tenant.site(site)
    found = place.list(held)
    return as_json(place.row(found, found.item(item))["fields"])


def change_fields(tenant: Tenant, request: Request, site: str, held: str, item: str) -> Answer:
    place = tenant.site(site, role="write")
    found = place.list(held)
    row = found.item(item)
    check_match(request, row.etag)
    found.change(row, request.json(), place.now())
    return as_json(place.row(found, row)["fields"])


def remove_item(tenant: Tenant, request: Request, site: str, held: str, item: str) -> Answer:
    found = tenant.site(site, role="write").list(held)
    check_match(request, found.item(item).etag)
    found.remove(item)
    return Answer(204)


def check_match(request: Request, etag: str) -> None:
    wanted = request.headers.get("if-match", "*")
    if wanted not in ("*", etag):
        raise Refusal(412, "resourceModified", "ETag does not match current item's value")


def delta(tenant: Tenant, request: Request, site: str, held: str) -> Answer:
    """What has changed since the token; the same row may come again."""
    place = tenant.site(site)
    found = place.list(held)
    token = request.query.get("token", "")
    since = len(found.changes) if token == "latest" else int(token or 0)
    ids = list(dict.fromkeys(found.changes[since:]))
    value = [_changed(place, found, found.items.get(i), i, request) for i in ids]
    link = f"{request.base}{request.path}?token={len(found.changes)}"
    return as_json({"value": value, "@odata.deltaLink": link})


def _changed(
    place: Site, held: SharePointList, item: Item | None, own: str, request: Request
) -> Json:
    if item is None:
        return {"id": own, "deleted": {"state": "deleted"}, "createdDateTime": when(place.now())}
    return _expanded(place.row(held, item), request)


_LIST = "/sites/{site}/lists/{held}"
ROUTES = (
    Route("GET", "/sites/{host}:/{path}", site_by_path),
    Route("GET", "/sites/{site}", site),
    Route("GET", "/sites/{site}/lists", lists),
    Route("POST", "/sites/{site}/lists", make_list),
    Route("GET", _LIST, one_list),
    Route("GET", f"{_LIST}/columns", columns),
    Route("POST", f"{_LIST}/columns", make_column),
    Route("PATCH", f"{_LIST}/columns/{{column}}", change_column),
    Route("GET", f"{_LIST}/items", items),
    Route("POST", f"{_LIST}/items", add_item),
    Route("GET", f"{_LIST}/items/delta", delta),
    Route("GET", f"{_LIST}/items/{{item}}", one_item),
    Route("DELETE", f"{_LIST}/items/{{item}}", remove_item),
    Route("GET", f"{_LIST}/items/{{item}}/fields", fields),
    Route("PATCH", f"{_LIST}/items/{{item}}/fields", change_fields),
)
