"""Each way to sign in, and each wrong setting with the sentence that says how to mend it."""

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import requests
import responses

from bot.ports import Folder, TemporaryError, Unavailable
from connectors.graph.access import SignIn, certificate_ends
from connectors.graph.failures import NotSetUp
from tests.graph.certificates import pem
from tests.graph.conftest import GRAPH, NINE, TOKEN_URL, Tenant, access, tenant_of
from tests.graph.emulated import emulated

GIVEN = {"access_token": "t", "expires_in": 3599, "token_type": "Bearer"}
IMDS = "http://169.254.169.254/metadata/identity/oauth2/token"


def form(server: responses.RequestsMock) -> dict[str, str]:
    body = server.calls[-1].request.body
    text = body.decode() if isinstance(body, bytes) else str(body)
    return {name: values[0] for name, values in parse_qs(text).items()}


def test_a_secret_is_shown_to_the_sign_in_alone(server: responses.RequestsMock) -> None:
    server.post(TOKEN_URL, json=GIVEN)
    tenant = tenant_of(server)

    assert tenant.tokens.token() == tenant.tokens.token() == "t"
    assert len(server.calls) == 1
    assert form(server)["client_secret"] == "our-secret"
    assert form(server)["scope"] == "https://graph.microsoft.com/.default"
    assert "our-secret" not in repr(access(secret="our-secret"))


@pytest.mark.parametrize("password", ["", "of the key"])
def test_a_certificate_signs_and_never_leaves(
    server: responses.RequestsMock, password: str
) -> None:
    server.post(TOKEN_URL, json=GIVEN)
    text = pem(password=password)
    given = access(sign_in=SignIn.CERTIFICATE, secret=text, password=password)

    assert tenant_of(server, given).tokens.token() == "t"
    assert form(server)["client_assertion"].count(".") == 2
    assert certificate_ends(given) == NINE + timedelta(days=90)


def test_a_federated_token_is_read_anew_each_time(
    server: responses.RequestsMock, tmp_path: Path
) -> None:
    server.post(TOKEN_URL, json=GIVEN)
    file = tmp_path / "token"
    file.write_text("first\n")
    tenant = tenant_of(server, access(sign_in=SignIn.FEDERATED, federated_token_file=str(file)))

    tenant.tokens.token()
    assert form(server)["client_assertion"] == "first"
    file.write_text("second\n")
    tenant.tokens.renewed()
    assert form(server)["client_assertion"] == "second"


def test_a_managed_identity_asks_the_machine_that_it_is_on(server: responses.RequestsMock) -> None:
    server.get(
        IMDS, json={**GIVEN, "expires_in": "3599", "resource": "https://graph.microsoft.com"}
    )
    tenant = tenant_of(server, access(sign_in=SignIn.MANAGED_IDENTITY, client=""))

    assert tenant.tokens.token() == "t"
    asked = server.calls[-1].request
    assert asked.headers["Metadata"] == "true"
    assert "resource=https%3A%2F%2Fgraph.microsoft.com" in str(asked.url)


def test_another_cloud_has_its_own_sign_in_and_its_own_resource(
    server: responses.RequestsMock,
) -> None:
    server.post("https://login.microsoftonline.us/our-tenant/oauth2/v2.0/token", json=GIVEN)
    cloud = access(
        graph_url="https://graph.microsoft.us/", login_url="https://login.microsoftonline.us/"
    )
    tenant = tenant_of(server, cloud)
    server.get("https://graph.microsoft.us/v1.0/sites", json={})

    tenant.graph.get("sites")
    assert any("graph.microsoft.us%2F.default" in str(c.request.body) for c in server.calls)


def test_the_sign_in_keeps_to_the_retry_policy_too(server: responses.RequestsMock) -> None:
    server.post(TOKEN_URL, body=requests.ReadTimeout())
    server.post(TOKEN_URL, status=503)
    server.post(TOKEN_URL, status=429, headers={"Retry-After": "7.5"})
    server.post(TOKEN_URL, json=GIVEN)
    tenant = tenant_of(server)

    assert tenant.tokens.token() == "t"
    assert tenant.time.waits == [0.5, 1.0, 8.0]


def test_a_sign_in_that_is_away_is_told_as_such(server: responses.RequestsMock) -> None:
    server.post(TOKEN_URL, status=503)
    with pytest.raises(Unavailable, match="sign-in of Microsoft 365 cannot be reached"):
        tenant_of(server).tokens.token()


def test_a_secret_that_was_mended_is_taken_without_a_new_start(
    server: responses.RequestsMock,
) -> None:
    server.post(TOKEN_URL, status=401, json=refusal(7000222, "invalid_client"))
    server.post(TOKEN_URL, json=GIVEN)
    tenant = tenant_of(server)

    with pytest.raises(NotSetUp):
        tenant.tokens.token()
    assert tenant.tokens.token() == "t"


def refusal(number: int, error: str) -> dict[str, object]:
    words = f"AADSTS{number}: told to ada@council.example about our-secret"
    return {"error": error, "error_description": words, "error_codes": [number]}


@pytest.mark.parametrize(
    ("number", "error", "said"),
    [
        (90002, "invalid_request", r"no such tenant: check \[graph\] tenant"),
        (900023, "invalid_request", r"no such tenant: check \[graph\] tenant"),
        (700016, "unauthorized_client", r"no such application: check \[graph\] client"),
        (7000215, "invalid_client", "the secret's value, not its id"),
        (7000222, "invalid_client", "secret has expired"),
        (700027, "invalid_client", "does not accept the certificate"),
        (700024, "invalid_client", "clock is wrong"),
        (700213, "invalid_client", "federated credential"),
        (7000112, "unauthorized_client", "disabled in Entra"),
        (65001, "invalid_grant", "not given consent"),
        (53003, "access_denied", "Conditional Access"),
        (500011, "invalid_resource", "different clouds"),
    ],
)
def test_each_refusal_of_the_sign_in_has_its_own_sentence(
    server: responses.RequestsMock, number: int, error: str, said: str
) -> None:
    server.post(TOKEN_URL, status=400, json=refusal(number, error))

    with pytest.raises(NotSetUp, match=said) as caught:
        tenant_of(server).tokens.token()
    assert f"AADSTS{number}" in str(caught.value)
    assert "ada@" not in str(caught.value)
    assert "our-secret" not in str(caught.value)


def test_a_refusal_that_nobody_knows_is_told_with_its_number(
    server: responses.RequestsMock,
) -> None:
    server.post(TOKEN_URL, status=400, json=refusal(99, "strange"))
    with pytest.raises(Unavailable, match=r"failed \(strange, AADSTS99\)"):
        tenant_of(server).tokens.token()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"secret": ""}, "secret is missing: set AUDIT_BOT_GRAPH_SECRET"),
        ({"sign_in": SignIn.CERTIFICATE, "secret": "no PEM"}, "certificate cannot be read"),
        (
            {"sign_in": SignIn.CERTIFICATE, "secret": pem(password="x")},
            "certificate cannot be read",
        ),
        (
            {"sign_in": SignIn.CERTIFICATE, "secret": pem(NINE - timedelta(days=1))},
            "expired on 30 November 2025: make a new one",
        ),
        (
            {"sign_in": SignIn.CERTIFICATE, "secret": pem(other_key=True)},
            "belongs to another certificate",
        ),
        (
            {"sign_in": SignIn.FEDERATED, "federated_token_file": "/none/such"},
            "federated token cannot be read",
        ),
    ],
    ids=["no secret", "no certificate", "no password", "expired", "other key", "no token"],
)
def test_each_wrong_proof_has_its_own_sentence(
    server: responses.RequestsMock, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(NotSetUp, match=said):
        tenant_of(server, access(**changes)).tokens.token()
    assert len(server.calls) == 0


@pytest.mark.parametrize(
    ("status", "code", "message", "said"),
    [
        (401, "NoPermissionsInAccessToken", "", "no permission at all"),
        (401, "InvalidAuthenticationToken", "", "does not accept the sign-in"),
        (403, "ErrorAccessDenied", "Access is denied.", "may not open the mailbox"),
        (403, "ErrorAccessDenied", "Access to OData is disabled.", "policy of the tenant"),
        (403, "ErrorSendAsDenied", "", "not send from it"),
        (404, "ErrorInvalidUser", "", r"no such mailbox .* check \[council\] mailbox"),
        (404, "MailboxNotEnabledForRESTAPI", "", "lies in Exchange Online"),
    ],
)
def test_each_refusal_of_the_mailbox_has_its_own_sentence(
    tenant: Tenant, status: int, code: str, message: str, said: str
) -> None:
    body = json.dumps({"error": {"code": code, "message": f"{message} ada@council.example"}})
    tenant.server.get(f"{GRAPH}/users/ada@council.example/messages", status=status, body=body)

    with pytest.raises(NotSetUp, match=said) as caught:
        tenant.graph.get("users/ada@council.example/messages")
    assert "ada@" not in str(caught.value)


@pytest.mark.parametrize("code", ["accessDenied", "Forbidden", ""])
def test_a_site_that_is_not_granted_has_its_own_sentence(tenant: Tenant, code: str) -> None:
    body = json.dumps({"error": {"code": code, "message": ""}})
    tenant.server.get(f"{GRAPH}/sites/x/lists", status=403, body=body)
    with pytest.raises(NotSetUp, match="may not open the site"):
        tenant.graph.get("sites/x/lists")


def test_a_wrong_tenant_secret_and_mailbox_are_told_by_the_emulated_cloud() -> None:
    with emulated() as tenant:
        other = tenant.service.tenant.add_mailbox("other@moorbridge.example")
        for mailbox, said in (
            (tenant.mailbox(tenant="5e7a1c0d-0000-4000-8000-00000000ffff"), "no such tenant"),
            (tenant.mailbox(client="5e7a1c0d-0000-4000-8000-00000000ffff"), "no such application"),
            (tenant.mailbox(secret="wrong"), "secret is wrong"),
            (tenant.mailbox("nobody@moorbridge.example"), "no such mailbox"),
            (tenant.mailbox(other.address), "may not open the mailbox"),
        ):
            with pytest.raises(NotSetUp, match=said):
                list(mailbox.waiting())
            with pytest.raises(TemporaryError, match=said):
                mailbox.count(Folder.HANDLED)
