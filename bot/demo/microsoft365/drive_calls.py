"""What Graph answers about document libraries: /drives/…"""

from bot.demo.microsoft365 import odata
from bot.demo.microsoft365.drive import Drive, Entry
from bot.demo.microsoft365.list_calls import check_match
from bot.demo.microsoft365.routes import Route
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Json, Refusal, Request, as_json, not_found

USUAL, MOST = 200, 1000  # files of a page
CONFLICT = "@microsoft.graph.conflictBehavior"


def site_drive(tenant: Tenant, request: Request, site: str) -> Answer:
    return as_json(_drive(tenant.site(site).drive))


def site_drives(tenant: Tenant, request: Request, site: str) -> Answer:
    return as_json({"value": [_drive(tenant.site(site).drive)]})


def one_drive(tenant: Tenant, request: Request, drive: str) -> Answer:
    return as_json(_drive(tenant.drive(drive)))


def _drive(drive: Drive) -> Json:
    return {"id": drive.id, "driveType": "documentLibrary", "name": "Documents"}


def item(
    tenant: Tenant, request: Request, drive: str, path: str = "", item: str = "root"
) -> Answer:
    place = tenant.drive(drive)
    return as_json(place.shown(_entry(place, path, item)))


def children(
    tenant: Tenant, request: Request, drive: str, path: str = "", item: str = "root"
) -> Answer:
    place = tenant.drive(drive)
    rows = [place.shown(entry) for entry in place.children(_entry(place, path, item))]
    answer = odata.page(request, rows, usual=USUAL, most=MOST)
    select = request.query.get("$select")
    answer["value"] = [odata.selected(row, select) for row in answer["value"]]
    return as_json(answer)


def make_folder(
    tenant: Tenant, request: Request, drive: str, path: str = "", item: str = "root"
) -> Answer:
    place = tenant.drive(drive, role="write")
    made = place.make_folder(_entry(place, path, item), str(request.json()["name"]))
    return as_json(place.shown(made), 201)


def download(
    tenant: Tenant, request: Request, drive: str, path: str = "", item: str = "root"
) -> Answer:
    """Elsewhere, at an address that needs no token and does not last."""
    entry = _entry(tenant.drive(drive), path, item)
    if entry.content is None:
        raise not_found()
    if request.headers.get("if-none-match") == entry.etag:
        return Answer(304)
    link = tenant.uploads.link(request, lambda: entry.content or b"")
    return Answer(302, headers={"Location": link})


def upload(tenant: Tenant, request: Request, drive: str, path: str) -> Answer:
    place = tenant.drive(drive, role="write")
    return _saved(place, path, request.body, request, request.query.get(CONFLICT, "replace"))


def upload_by_id(tenant: Tenant, request: Request, drive: str, item: str) -> Answer:
    place = tenant.drive(drive, role="write")
    entry = place.by_id(item)
    check_match(request, entry.etag)
    place.change(entry, request.body)
    return as_json(place.shown(entry))


def _saved(place: Drive, path: str, content: bytes, request: Request, conflict: str) -> Answer:
    try:
        known: Entry | None = place.find(path)
    except Refusal:
        known = None
    if known is not None:
        check_match(request, known.etag)
        if conflict == "fail":
            raise Refusal(409, "nameAlreadyExists", "The specified item name already exists.")
    entry = place.save(path, content)
    return as_json(place.shown(entry), 200 if known else 201)


def session(tenant: Tenant, request: Request, drive: str, path: str) -> Answer:
    """For big files. A file that is open is refused at once."""
    place = tenant.drive(drive, role="write")
    wanted = request.json().get("item") or {}
    conflict = str(wanted.get(CONFLICT, "replace"))
    try:
        if place.find(path).open:
            raise Refusal(423, "notAllowed", "The resource is locked", inner="resourceLocked")
    except Refusal as refusal:
        if refusal.answer.status != 404:
            raise

    def finish(content: bytes) -> Answer:
        return _saved(place, path, content, request, conflict)

    return as_json(tenant.uploads.open(request, 0, finish))


def change(
    tenant: Tenant, request: Request, drive: str, path: str = "", item: str = "root"
) -> Answer:
    """A new name; other changes are not wanted of it."""
    place = tenant.drive(drive, role="write")
    entry = _entry(place, path, item)
    check_match(request, entry.etag)
    entry.name = str(request.json().get("name", entry.name))
    return as_json(place.shown(entry))


def remove(
    tenant: Tenant, request: Request, drive: str, path: str = "", item: str = "root"
) -> Answer:
    place = tenant.drive(drive, role="write")
    entry = _entry(place, path, item)
    check_match(request, entry.etag)
    place.remove(entry)
    return Answer(204)


def _entry(drive: Drive, path: str, item: str) -> Entry:
    return drive.find(path) if path else drive.by_id(item)


_ROOT = "/drives/{drive}/root"
_PATH = f"{_ROOT}:/{{path}}"
_ITEM = "/drives/{drive}/items/{item}"
ROUTES = (
    Route("GET", "/sites/{site}/drive", site_drive),
    Route("GET", "/sites/{site}/drives", site_drives),
    Route("GET", "/drives/{drive}", one_drive),
    Route("GET", _ROOT, item),
    Route("GET", f"{_ROOT}/children", children),
    Route("GET", _PATH, item),
    Route("PATCH", _PATH, change),
    Route("DELETE", _PATH, remove),
    Route("GET", f"{_PATH}:/children", children),
    Route("POST", f"{_PATH}:/children", make_folder),
    Route("GET", f"{_PATH}:/content", download),
    Route("PUT", f"{_PATH}:/content", upload),
    Route("POST", f"{_PATH}:/createUploadSession", session),
    Route("GET", _ITEM, item),
    Route("PATCH", _ITEM, change),
    Route("DELETE", _ITEM, remove),
    Route("GET", f"{_ITEM}/children", children),
    Route("POST", f"{_ITEM}/children", make_folder),
    Route("GET", f"{_ITEM}/content", download),
    Route("PUT", f"{_ITEM}/content", upload_by_id),
)
