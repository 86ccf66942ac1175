"""The one retry policy, the circuit, signing, paging and what a refusal becomes."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import requests
import responses
from urllib3.exceptions import NewConnectionError

from bot.ports import PermanentError, TemporaryError, Unavailable
from connectors.graph.door import user_agent
from connectors.graph.failures import Changed, Doubtful, Locked, NotSetUp, NotThere, Refused
from connectors.graph.requests import quoted
from tests.graph.conftest import GRAPH, NINE, Tenant

ERRORS = Path(__file__).parents[3] / "shared/graph/error-bodies.json"
UNREACHABLE = requests.ConnectionError(
    requests.packages.urllib3.exceptions.MaxRetryError(  # type: ignore[attr-defined]
        None,
        "/",
        NewConnectionError(None, "refused"),  # type: ignore[arg-type]
    )
)
DROPPED = requests.ConnectionError("Connection aborted.")


def error(code: str, **more: object) -> str:
    return json.dumps({"error": {"code": code, "message": "", **more}})


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"Retry-After": "3"}, 3.5),
        (429, {"Retry-After": "2.128"}, 2.628),
        (429, {"Retry-After": "Mon, 01 Dec 2025 09:00:20 GMT"}, 20.5),
        (429, {"Retry-After": "Mon, 01 Dec 2025 08:00:00 GMT"}, 0.5),
        (429, {"Retry-After": "-5"}, 0.5),
        (429, {"Retry-After": "nan"}, 2.0),
        (429, {"Retry-After": "soon"}, 2.0),
        (429, {}, 2.0),
        (503, {"Retry-After": "120"}, 120.5),
        (503, {}, 0.5),
        (504, {}, 0.5),
        (500, {}, 0.5),
    ],
)
def test_a_question_is_asked_again_after_the_time_that_was_asked_for(
    tenant: Tenant, status: int, headers: dict[str, str], wait: float
) -> None:
    tenant.server.get(f"{GRAPH}/sites", status=status, headers=headers, body=error("x"))
    tenant.server.get(f"{GRAPH}/sites", json={"id": "1"})

    assert tenant.graph.get("sites").json() == {"id": "1"}
    assert tenant.time.waits == [pytest.approx(wait)]


def test_without_a_time_the_waits_double_and_end(tenant: Tenant) -> None:
    tenant.server.get(f"{GRAPH}/sites", status=503, body=error("serviceNotAvailable"))

    with pytest.raises(TemporaryError, match="5 times: 503 serviceNotAvailable at GET sites"):
        tenant.graph.get("sites")

    assert tenant.time.waits == [0.5, 1, 2, 4]


def test_a_long_wait_is_not_sat_out_but_kept_to(tenant: Tenant) -> None:
    tenant.server.get(f"{GRAPH}/sites", status=429, headers={"Retry-After": "900"}, body=error("x"))

    with pytest.raises(Unavailable):
        tenant.graph.get("sites")
    with pytest.raises(Unavailable, match="left alone for 900 seconds more"):
        tenant.graph.get("sites")
    assert len(tenant.sent()) == 1
    assert tenant.time.waits == []

    tenant.server.upsert(responses.GET, f"{GRAPH}/sites", json={})
    tenant.time.wait(901)
    tenant.graph.get("sites")


@pytest.mark.parametrize(
    ("answer", "tries"),
    [
        ({"status": 429, "headers": {"Retry-After": "1"}}, 2),  # surely not done
        ({"status": 509}, 2),
        ({"body": UNREACHABLE}, 2),
        ({"body": requests.ConnectTimeout()}, 2),
        ({"status": 503}, 1),
        ({"status": 504}, 1),
        ({"status": 500}, 1),
        ({"body": requests.ReadTimeout()}, 1),
        ({"body": DROPPED}, 1),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_may_have_been_done_and_must_not_be_done_twice_is_not_asked_again(
    tenant: Tenant, answer: dict[str, object], tries: int
) -> None:
    tenant.server.add(responses.POST, f"{GRAPH}/users/a/messages", **answer)  # type: ignore[arg-type]
    tenant.server.post(f"{GRAPH}/users/a/messages", json={"id": "1"}, status=201)

    if tries == 1:
        with pytest.raises(Doubtful):
            tenant.graph.post("users/a/messages", {"subject": "x"})
    else:
        tenant.graph.post("users/a/messages", {"subject": "x"})

    assert len(tenant.sent()) == tries


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "post"])
def test_what_is_the_same_when_done_twice_is_asked_again(tenant: Tenant, method: str) -> None:
    for body in (DROPPED, requests.ReadTimeout()):
        tenant.server.add(method.upper(), f"{GRAPH}/sites/x", body=body)
    tenant.server.add(method.upper(), f"{GRAPH}/sites/x", status=504)
    tenant.server.add(method.upper(), f"{GRAPH}/sites/x", json={})

    ask = {
        "get": lambda: tenant.graph.get("sites/x"),
        "put": lambda: tenant.graph.put("sites/x", b"1"),
        "patch": lambda: tenant.graph.patch("sites/x", {}, if_match="e"),
        "delete": lambda: tenant.graph.delete("sites/x"),
        "post": lambda: tenant.graph.post("sites/x", {}, repeatable=True),
    }
    assert ask[method]().status == 200
    assert len(tenant.sent()) == 4


def test_a_tenant_that_is_down_is_left_alone_and_the_log_says_so_once(
    tenant: Tenant, caplog: pytest.LogCaptureFixture
) -> None:
    tenant.server.get(f"{GRAPH}/sites", status=503)
    for _ in range(10):
        with pytest.raises(TemporaryError):
            tenant.graph.get("sites")

    assert len(tenant.sent()) == 6
    with pytest.raises(Unavailable, match="Nothing is lost"):
        tenant.graph.get("sites")
    said = [r.getMessage() for r in caplog.records if r.levelname == "WARNING"]
    assert said == ["Microsoft 365 is left alone for 60 seconds: 503 at GET sites"]

    tenant.time.wait(61)  # one goes, to see; the pause is longer then
    with pytest.raises(Unavailable, match="for 120 seconds more"):
        tenant.graph.get("sites")
    assert len(tenant.sent()) == 7

    tenant.server.upsert(responses.GET, f"{GRAPH}/sites", json={})
    tenant.time.wait(121)
    tenant.graph.get("sites")
    tenant.graph.get("sites")


def test_a_refused_token_is_renewed_once(tenant: Tenant) -> None:
    tenant.server.get(f"{GRAPH}/sites", status=401, body=error("InvalidAuthenticationToken"))
    tenant.server.get(f"{GRAPH}/sites", json={})

    tenant.graph.get("sites")

    used = [
        c.request.headers["Authorization"] for c in tenant.server.calls if "sites" in c.request.url
    ]
    assert used == ["Bearer token-1", "Bearer token-2"]


def test_a_token_that_is_refused_when_new_is_a_fault_of_the_settings(tenant: Tenant) -> None:
    tenant.server.get(f"{GRAPH}/sites", status=401, body=error("InvalidAuthenticationToken"))

    with pytest.raises(NotSetUp, match=r"does not accept the sign-in .* clock is right"):
        tenant.graph.get("sites")
    assert len(tenant.sent()) == 2


def test_every_request_says_who_asks_and_wants_ids_that_stay(tenant: Tenant) -> None:
    tenant.server.get(f"{GRAPH}/sites", json={})
    tenant.graph.get("sites", prefer='outlook.body-content-type="text"')

    sent = tenant.server.calls[-1].request.headers
    assert sent["User-Agent"] == "NONISV|Ourtown Council|AuditBot/1.0"
    assert sent["Prefer"] == 'IdType="ImmutableId", outlook.body-content-type="text"'


@pytest.mark.parametrize(
    ("council", "said"),
    [
        ("Ourtown Council", "NONISV|Ourtown Council|AuditBot/1"),
        ("Cyngor Sir Ynys Môn | x", "NONISV|Cyngor Sir Ynys Mn x|AuditBot/1"),
        ("市", "NONISV|Council|AuditBot/1"),
    ],
)
def test_the_council_is_named_as_microsoft_asks(council: str, said: str) -> None:
    assert user_agent(council, "1") == said


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (404, "ErrorItemNotFound", NotThere),
        (400, "invalidRequest", Refused),
        (409, "nameAlreadyExists", Refused),
        (409, "resourceModified", Changed),
        (412, "notAllowed", Changed),
        (423, "resourceLocked", Locked),
        (413, "", Refused),
    ],
)
def test_a_refusal_says_what_follows_from_it(
    tenant: Tenant, status: int, code: str, kind: type[Exception]
) -> None:
    tenant.server.patch(f"{GRAPH}/sites/ada@x", status=status, body=error(code))

    with pytest.raises(kind, match=rf"\({status} {code or 'without a code'} at PATCH sites/\*\)"):
        tenant.graph.patch("sites/ada@x", {})


def test_every_page_is_read_and_a_link_elsewhere_is_not_followed(tenant: Tenant) -> None:
    tenant.server.get(
        f"{GRAPH}/a", json={"value": [{"n": 1}], "@odata.nextLink": f"{GRAPH}/b?p=%20"}
    )
    tenant.server.get(f"{GRAPH}/b?p=%20", json={"value": [{"n": 2}]})
    assert [row["n"] for row in tenant.graph.pages("a")] == [1, 2]

    tenant.server.get(f"{GRAPH}/c", json={"@odata.nextLink": "https://elsewhere.example/v1.0/d"})
    with pytest.raises(PermanentError, match="leads away"):
        list(tenant.graph.pages("c"))


def test_pages_that_go_in_a_circle_end(tenant: Tenant) -> None:
    tenant.server.get(f"{GRAPH}/a", json={"value": [], "@odata.nextLink": f"{GRAPH}/a"})
    with pytest.raises(PermanentError, match="again and again"):
        list(tenant.graph.pages("a"))


def test_an_upload_is_not_signed(tenant: Tenant) -> None:
    tenant.server.put("https://upload.example/s?sig=1", status=202)
    tenant.graph.upload("https://upload.example/s?sig=1", b"abc", first=3, size=9)

    sent = tenant.server.calls[-1].request.headers
    assert "Authorization" not in sent
    assert sent["Content-Range"] == "bytes 3-5/9"


def test_no_more_than_four_ask_at_a_time(tenant: Tenant) -> None:
    inside: list[int] = []
    most: list[int] = []
    crowd = Barrier(4)

    def answer(request: object) -> tuple[int, dict[str, str], str]:
        inside.append(1)
        most.append(len(inside))
        crowd.wait(timeout=10)  # four come in, or the test fails
        inside.pop()
        return 200, {}, "{}"

    tenant.tokens.token()
    tenant.server.add_callback(responses.GET, f"{GRAPH}/sites", answer)
    with ThreadPoolExecutor(12) as people:
        list(people.map(lambda _: tenant.graph.get("sites"), range(12)))
    assert max(most) == 4


def test_names_are_quoted_whole() -> None:
    assert quoted("Ann's 50% & #1/2.xlsx") == "Ann%27s%2050%25%20%26%20%231%2F2.xlsx"


@pytest.mark.skipif(not ERRORS.exists(), reason="the collected error answers are not here")
def test_every_collected_error_answer_becomes_an_error_without_its_words(tenant: Tenant) -> None:
    for name, case in json.loads(ERRORS.read_text("utf-8")).items():
        if name.startswith("_") or case["status"] < 400:
            continue
        tenant.time.wait(1000)
        tenant.server.upsert(
            responses.POST,
            f"{GRAPH}/users/ada@council.example/messages",
            status=case["status"],
            headers=case.get("headers", {}),
            json=case["body"],
        )
        with pytest.raises((TemporaryError, PermanentError)) as caught:
            tenant.graph.post("users/ada@council.example/messages", {})
        assert "ada@" not in str(caught.value)
    assert tenant.time.at > NINE
