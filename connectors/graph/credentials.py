"""Tokens for Microsoft Graph, by msal. They live in memory alone and are never logged or shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from json import dumps
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import msal  # type: ignore[import-untyped]

from bot.ports import TemporaryError, Unavailable
from connectors.clock import Clock
from connectors.graph.access import LOGIN, Access, SignIn, certificate_ends
from connectors.graph.door import Door, Request
from connectors.graph.failures import NotSetUp
from connectors.graph.sign_in_failures import sign_in_failure


class Tokens:
    """Gives the token of now. Made once for each tenant; `door` carries the requests."""

    def __init__(self, access: Access, door: Door, clock: Clock) -> None:
        self._access = access
        self._http = _Http(door, access)
        self._clock = clock
        self._source: Callable[[], Mapping[str, Any]] | None = None

    def token(self) -> str:
        """Raises NotSetUp with a sentence that names the setting, and Unavailable."""
        self._source = self._source or self._signed_in()
        try:
            result = self._source()
        except ValueError as error:  # msal, of a tenant or a key that cannot be one
            raise NotSetUp(
                f"The sign-in cannot be made: check [graph] ({type(error).__name__})."
            ) from None
        except NotSetUp:
            raise
        except TemporaryError as error:
            raise Unavailable(f"The sign-in of Microsoft 365 cannot be reached: {error}") from error
        if "access_token" in result:
            return str(result["access_token"])
        # msal keeps refusals for a while; a person may mend them meanwhile.
        self._source = None
        raise sign_in_failure(result)

    def renewed(self) -> str:
        """A token that is surely new: the last one was refused."""
        self._source = None
        return self.token()

    def _signed_in(self) -> Callable[[], Mapping[str, Any]]:
        access = self._access
        if access.sign_in is SignIn.MANAGED_IDENTITY:
            return self._managed_identity()
        application = msal.ConfidentialClientApplication(
            access.client,
            client_credential=_proof(access, self._clock),
            authority=f"{_authority(access)}/{access.tenant}",
            http_client=self._http,
            # It asks Microsoft whether the host of the sign-in is one of its own: settings say so.
            instance_discovery=False,
        )
        scopes = [f"{access.resource}/.default"]
        return lambda: _result(application.acquire_token_for_client(scopes=scopes))

    def _managed_identity(self) -> Callable[[], Mapping[str, Any]]:
        access = self._access
        identity = (
            msal.UserAssignedManagedIdentity(client_id=access.client)
            if access.client
            else msal.SystemAssignedManagedIdentity()
        )
        client = msal.ManagedIdentityClient(identity, http_client=self._http)
        return lambda: _result(client.acquire_token_for_client(resource=access.resource))


def _result(result: Mapping[str, Any] | None) -> Mapping[str, Any]:
    return result or {"error": "no answer"}


def _proof(access: Access, clock: Clock) -> object:
    if access.sign_in is SignIn.SECRET:
        if not access.secret:
            raise NotSetUp(
                "The secret is missing: set AUDIT_BOT_GRAPH_SECRET, or AUDIT_BOT_GRAPH_SECRET_FILE."
            )
        return access.secret
    if access.sign_in is SignIn.FEDERATED:
        return {"client_assertion": lambda: _federated_token(access.federated_token_file)}
    ends = certificate_ends(access)
    if ends < clock.now():
        raise NotSetUp(
            f"The certificate of the sign-in expired on {ends:%d %B %Y}: make a new one, upload it "
            "to the application in Entra, and replace the file."
        )
    proof = {"private_key": access.secret, "public_certificate": access.secret}
    return {**proof, "passphrase": access.password} if access.password else proof


def _federated_token(file: str) -> str:
    try:
        return Path(file).read_text("utf-8").strip()
    except OSError as error:
        raise NotSetUp(
            "The federated token cannot be read: AUDIT_BOT_GRAPH_FEDERATED_TOKEN_FILE must name "
            f"the file that the platform writes ({error.strerror})."
        ) from error


def _authority(access: Access) -> str:
    """msal insists on https; a sign-in on this machine is asked by the true name (see `_Http`)."""
    url = access.login_url.rstrip("/")
    return url if url.startswith("https://") else LOGIN


@dataclass(frozen=True, slots=True)
class _Response:
    """As much of a requests.Response as msal looks at."""

    status_code: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise Unavailable(f"The sign-in of Microsoft 365 answered {self.status_code}.")


class _Http:
    """The door, as msal wants its HTTP: so time-outs and the one retry policy hold here too."""

    def __init__(self, door: Door, access: Access) -> None:
        self._door = door
        self._access = access

    def post(self, url: str, **given: Any) -> _Response:
        # A token may be asked for as often as one likes.
        body = given.get("data") or {}
        content = body.encode() if isinstance(body, str) else urlencode(body).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", **_headers(given)}
        return self._asked(
            Request("POST", self._real(url), headers, _params(given), content, repeatable=True)
        )

    def get(self, url: str, **given: Any) -> _Response:
        if url.endswith("/.well-known/openid-configuration"):
            return _Response(200, dumps(self._endpoints()), {})
        return self._asked(Request("GET", url, _headers(given), _params(given)))

    def close(self) -> None:
        """The door stays open: others use it."""

    def _asked(self, request: Request) -> _Response:
        answer = self._door.ask(request)
        return _Response(answer.status, answer.content.decode("utf-8", "replace"), answer.headers)

    def _endpoints(self) -> Mapping[str, str]:
        """The same for every tenant and cloud, so they need not be asked for.

        learn.microsoft.com, "National clouds: Microsoft Entra authentication endpoints".
        """
        root = f"{_authority(self._access)}/{self._access.tenant}"
        return {
            "issuer": f"{root}/v2.0",
            "authorization_endpoint": f"{root}/oauth2/v2.0/authorize",
            "token_endpoint": f"{root}/oauth2/v2.0/token",
        }

    def _real(self, url: str) -> str:
        return f"{self._access.login_url.rstrip('/')}{urlsplit(url).path}"


def _headers(given: Mapping[str, Any]) -> dict[str, str]:
    return dict(given.get("headers") or {})


def _params(given: Mapping[str, Any]) -> dict[str, str]:
    return dict(given.get("params") or {})
