"""The line to Exchange that exchangelib's requests go along: one, with time-outs, and quiet.

exchangelib keeps its connections in a table for the whole process, with a policy of its own for
asking again. This one belongs to one mailbox, asks once, and tells of every answer.
"""

from collections.abc import Callable, Mapping
from typing import Any

from exchangelib import BASIC, NTLM, Build, Configuration, Credentials, FailFast, Version
from exchangelib.protocol import BaseProtocol
from exchangelib.transport import NOAUTH
from exchangelib.util import is_xml
from requests import PreparedRequest, Response

from connectors.exchange.access import Access, SignIn, Tokens

SECONDS = (5.0, 60.0)  # until connected, and between two bytes
# What Exchange Server 2016, 2019 and Subscription Edition all understand.
UNDERSTOOD = Version(build=Build(15, 1))
KINDS: Mapping[SignIn, str] = {SignIn.NTLM: NTLM, SignIn.BASIC: BASIC, SignIn.OAUTH: NOAUTH}


class Answered(Exception):
    """An answer that is none of EWS: of a gateway, of another service, or of the sign-in."""

    def __init__(self, status: int, retry_after: str | None) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.retry_after = retry_after


class Line(BaseProtocol):  # type: ignore[misc] # exchangelib has no other way in
    """`hear` is told of each answer before it is read."""

    SESSION_POOLSIZE = 1  # one request at a time
    TIMEOUT = SECONDS
    RETRY_WAIT = 0  # exchangelib puts it where a server does not say how long to wait

    def __init__(self, access: Access, user_agent: str, hear: Callable[[Response], object]) -> None:
        self._access = access
        self._user_agent = user_agent
        super().__init__(configuration(access, _Listening(hear)))

    @property
    def version(self) -> Version:
        return self.config.version

    def create_session(self) -> Any:
        session = super().create_session()
        session.headers["User-Agent"] = self._user_agent
        # Neither a proxy nor a certificate nor a password that this machine has for others.
        session.trust_env = False
        session.verify = self._access.authorities or True
        if self._access.tokens is not None:
            session.auth = _Bearer(self._access.tokens)
        return session


def configuration(access: Access, policy: FailFast | None = None) -> Configuration:
    """Autodiscover is never asked: the address is a setting."""
    signed = access.sign_in is not SignIn.OAUTH
    return Configuration(
        credentials=Credentials(access.user, access.password) if signed else None,
        service_endpoint=access.server,
        auth_type=KINDS[access.sign_in],
        version=UNDERSTOOD,
        retry_policy=policy or FailFast(),
        max_connections=1,
    )


class _Listening(FailFast):  # type: ignore[misc]
    def __init__(self, hear: Callable[[Response], object]) -> None:
        self._hear = hear

    def raise_response_errors(self, response: Response) -> None:
        """What is no answer of EWS ends here. A SOAP fault comes as a 500 with XML."""
        self._hear(response)
        if response.status_code not in (200, 500) or not is_xml(response.content):
            raise Answered(response.status_code, response.headers.get("Retry-After"))


class _Bearer:
    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._tokens.token()}"
        return request
