"""The emulated lists do what the documentation of SharePoint says of real ones."""

import pytest

from bot.demo.microsoft365.site import SharePointList, Site
from tests.emulator.client import Client
from tests.emulator.conftest import COLUMNS, SITE


@pytest.fixture
def site(client: Client) -> Site:
    return client.service.tenant.site(SITE)


@pytest.fixture
def people(site: Site) -> SharePointList:
    return site.make_list("People", COLUMNS)


@pytest.fixture
def address(site: Site, people: SharePointList) -> str:
    return f"/sites/{site.id}/lists/{people.id}"


def test_a_site_is_found_by_its_address_and_its_lists_by_name(
    client: Client, people: SharePointList
) -> None:
    own = client.ask("GET", f"/sites/{SITE}").json()["id"]

    listed = client.ask("GET", f"/sites/{own}/lists").json()["value"]
    assert [(each["id"], each["displayName"]) for each in listed] == [(people.id, "People")]
    assert client.ask("GET", f"/sites/{own}/lists/people").json()["id"] == people.id
    assert client.ask("GET", f"/sites/{own}/lists/Teams").code() == "itemNotFound"


def test_columns_have_a_name_inside_and_one_that_people_see(client: Client, address: str) -> None:
    columns = client.ask("GET", f"{address}/columns").json()["value"]

    assert ("Bot_x0020_check", "Bot check") in [(c["name"], c["displayName"]) for c in columns]


def test_fields_come_only_where_they_are_expanded(client: Client, address: str) -> None:
    made = client.ask("POST", f"{address}/items", {"fields": {"Name": "Ada"}})
    assert made.status == 201
    rows = client.ask("GET", f"{address}/items").json()["value"]
    whole = client.ask("GET", f"{address}/items?$expand=fields").json()["value"]
    some = client.ask("GET", f"{address}/items?$expand=fields($select=Name)").json()["value"]

    assert "fields" not in rows[0]
    assert whole[0]["fields"]["Name"] == "Ada"
    assert "Bot_x0020_check" not in whole[0]["fields"]  # a blank field is not there
    assert {"Name"} <= set(some[0]["fields"]) < set(whole[0]["fields"])


def test_a_row_that_was_changed_since_is_not_overwritten(client: Client, address: str) -> None:
    made = client.ask("POST", f"{address}/items", {"fields": {"Name": "Ada"}}).json()
    place = f"{address}/items/{made['id']}/fields"
    old = {"If-Match": made["eTag"]}

    assert client.ask("PATCH", place, {"Name": "Ada Obi"}, old).status == 200
    refused = client.ask("PATCH", place, {"Name": "Bo"}, old)
    assert (refused.status, refused.code()) == (412, "resourceModified")
    assert client.ask("GET", place).json()["Name"] == "Ada Obi"


@pytest.mark.parametrize(
    "fields",
    [
        {"Nmae": "Ada"},
        {"Name": 1},
        {"Name": "x" * 256},
        {"From": "yesterday"},
        {"Key": "taken"},
        {"Created": "2025-01-01T00:00:00Z"},
    ],
)
def test_what_a_column_cannot_hold_is_refused(
    client: Client, address: str, fields: dict[str, object]
) -> None:
    client.ask("POST", f"{address}/items", {"fields": {"Key": "taken"}})

    assert client.ask("POST", f"{address}/items", {"fields": fields}).code() == "invalidRequest"


def test_a_filter_by_a_column_that_is_not_indexed_is_refused(client: Client, address: str) -> None:
    client.ask("POST", f"{address}/items", {"fields": {"Name": "Ada", "Key": "k"}})
    by_name = f"{address}/items?$filter=fields/Name%20eq%20'Ada'"

    assert client.ask("GET", by_name).code() == "invalidRequest"
    told = {"Prefer": "HonorNonIndexedQueriesWarningMayFailRandomly"}
    assert len(client.ask("GET", by_name, headers=told).json()["value"]) == 1
    by_key = f"{address}/items?$filter=fields/Key%20eq%20'k'"
    assert len(client.ask("GET", by_key).json()["value"]) == 1


def test_a_batch_is_answered_one_by_one(client: Client, address: str) -> None:
    json = {"Content-Type": "application/json"}

    def add(own: str, fields: object, *after: str) -> dict[str, object]:
        place = f"{address}/items"
        body = {"fields": fields}
        made = {"id": own, "method": "POST", "url": place, "headers": json, "body": body}
        return {**made, "dependsOn": list(after)} if after else made

    wanted = [add("2", {"Bad": 1}), add("1", {"Name": "Ada"}), add("3", {"Name": "Bo"}, "2")]
    answers = client.ask("POST", "/$batch", {"requests": wanted}).json()["responses"]

    assert {a["id"]: a["status"] for a in answers} == {"1": 201, "2": 400, "3": 424}
    assert [a["id"] for a in answers] == ["1", "2", "3"]


def test_the_changes_since_a_token_are_told(client: Client, address: str) -> None:
    client.ask("POST", f"{address}/items", {"fields": {"Name": "Ada"}})
    link = client.ask("GET", f"{address}/items/delta").json()["@odata.deltaLink"]
    client.ask("DELETE", f"{address}/items/1")

    path = link.partition("/v1.0")[2]
    [gone] = client.ask("GET", path).json()["value"]
    assert (gone["id"], gone["deleted"]["state"]) == ("1", "deleted")


def test_the_role_write_makes_rows_and_no_lists(client: Client, site: Site) -> None:
    made = client.ask("POST", f"/sites/{site.id}/lists", {"displayName": "Rules", "list": {}})

    assert (made.status, made.code()) == (403, "accessDenied")


def test_a_site_that_was_not_granted_is_refused(client: Client) -> None:
    other = client.service.tenant.add_site("moorbridge.sharepoint.com:/sites/other")

    assert client.ask("GET", f"/sites/{other.id}").status == 403
    assert client.ask("GET", f"/drives/{other.drive.id}/items/root/children").status == 403
