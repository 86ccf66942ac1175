"""The login service: tokens for those who know a secret, for as long as they last."""

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from urllib.parse import parse_qsl

from bot.demo.microsoft365.wire import Answer, Json, Refusal, Request, as_json

TENANT = "5e7a1c0d-0000-4000-8000-000000000001"
CLIENT = "5e7a1c0d-0000-4000-8000-000000000002"
SECRET = "a made-up secret"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Login:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self.life = timedelta(seconds=3599)
        self.secrets = {SECRET}
        self.expired_secrets: set[str] = set()
        self.assertions = True  # certificates and federated credentials are taken
        self.roles = ["Sites.Selected"]  # roles that Exchange gives stand in no token
        self.tokens: dict[str, datetime] = {}
        self._now = now
        self._numbers = count(1)

    def configuration(self, request: Request) -> Answer:
        """What msal asks for first (OpenID Connect Discovery 1.0, section 4)."""
        tenant = self._tenant(request)
        here = f"{request.base.removesuffix('/v1.0')}/{tenant}"
        return as_json(
            {
                "token_endpoint": f"{here}/oauth2/v2.0/token",
                "authorization_endpoint": f"{here}/oauth2/v2.0/authorize",
                "issuer": f"{here}/v2.0",
                "tenant_region_scope": "EU",
            }
        )

    def token(self, request: Request) -> Answer:
        self._tenant(request)
        form = dict(parse_qsl(request.body.decode()))
        if form.get("client_id") != CLIENT:
            raise _denied(700016, "unauthorized_client", "Application was not found.")
        self._check_proof(form)
        if not form.get("scope", "").endswith("/.default"):
            raise _denied(70011, "invalid_scope", "The provided value for scope is not valid.")
        token = self._made()
        lasts = int(self.life.total_seconds())
        answer = {"token_type": "Bearer", "expires_in": lasts, "ext_expires_in": lasts}
        return as_json({**answer, "access_token": token})

    def check(self, request: Request) -> None:
        """Raises Refusal where the request carries no token that holds."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        ends = self.tokens.get(token)
        if ends is None or ends <= self._now():
            raise expired()

    def forget(self) -> None:
        """Every token ends early, as when somebody revokes them."""
        self.tokens.clear()

    def _tenant(self, request: Request) -> str:
        tenant = request.path.split("/")[1]
        if tenant != TENANT:
            raise _denied(90002, "invalid_request", f"Tenant '{tenant}' not found.")
        return tenant

    def _check_proof(self, form: dict[str, str]) -> None:
        if "client_assertion" in form:
            if form.get("client_assertion_type") != JWT_BEARER or not self.assertions:
                raise _denied(700027, "invalid_client", "The certificate is not registered.")
        elif form.get("client_secret") in self.expired_secrets:
            raise _denied(7000222, "invalid_client", "The provided client secret keys are expired.")
        elif form.get("client_secret") not in self.secrets:
            raise _denied(7000215, "invalid_client", "Invalid client secret provided.")

    def _made(self) -> str:
        """It looks like the real one, and its signature is worth nothing."""
        ends = self._now() + self.life
        claims: Json = {
            "aud": "https://graph.microsoft.com",
            "appid": CLIENT,
            "tid": TENANT,
            "roles": self.roles,
            "exp": int(ends.timestamp()),
            "jti": next(self._numbers),
        }
        parts = ({"typ": "JWT", "alg": "none"}, claims)
        coded = [base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in parts]
        token = b".".join([*coded, b"made-up"]).decode()
        self.tokens[token] = ends
        return token


def expired() -> Refusal:
    return Refusal(
        401,
        "InvalidAuthenticationToken",
        "Lifetime validation failed, the token is expired.",
        headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )


def _denied(number: int, error: str, words: str) -> Refusal:
    refusal = Refusal(401 if error == "invalid_client" else 400, error, words)
    body = {"error": error, "error_description": f"AADSTS{number}: {words}"}
    refusal.answer = as_json({**body, "error_codes": [number]}, refusal.answer.status)
    return refusal
