"""The one door to Microsoft 365: every request passes here, and so one policy holds for all."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import random
from threading import BoundedSemaphore
from urllib.parse import urlsplit

import requests

from connectors.circuit import Circuit
from connectors.clock import Clock
from connectors.graph.failures import Answer
from connectors.quiet import silence
from connectors.retrying import Patience, Verdict, http_date, retry_after, verdict
from connectors.trying import Trying

# Exchange Online: four requests at a time for one application and one mailbox.
MOST_AT_ONCE = 4
TIMEOUTS = (5.0, 60.0)  # seconds until connected, and between two bytes
# They do the same however often they are asked. PATCH here only ever sets values.
REPEATABLE = frozenset({"GET", "PUT", "PATCH", "DELETE"})
# They log addresses, query strings and tokens, some even as warnings.
CHATTY = ("O365", "charset_normalizer", "msal", "requests", "urllib3")


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `repeatable` None goes by the method."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes | None = field(default=None, repr=False)
    repeatable: bool | None = None

    @property
    def may_be_repeated(self) -> bool:
        return self.method in REPEATABLE if self.repeatable is None else self.repeatable


class Door:
    """Asks, waits and asks again as the policy says. `chance` gives numbers from 0 to 1."""

    def __init__(
        self,
        clock: Clock,
        *,
        user_agent: str,
        chance: Callable[[], float] = random,
    ) -> None:
        hush()
        self._clock = clock
        self._chance = chance
        self._circuit = Circuit(clock, "Microsoft 365")
        self._ahead = timedelta()
        self._places = BoundedSemaphore(MOST_AT_ONCE)
        self._session = requests.Session()
        self._session.headers["User-Agent"] = user_agent

    def ask(self, wanted: Request) -> Answer:
        """The answer, but for those that only say: later.

        Raises Doubtful (it may have been done), Unavailable (nothing was done, the whole service is
        away or throttles) and TemporaryError (this request fails again and again).
        """
        with self._places:
            trying = Trying(self._circuit, Patience(self._chance))
            while True:
                self._circuit.check()
                answer, ruling, why = self._exchange(wanted)
                if ruling is Verdict.FINAL and answer is not None:
                    self._circuit.answered()
                    return answer
                text = answer.headers.get("Retry-After") if answer else None
                throttles = answer is not None and ruling is Verdict.THROTTLED
                asked = retry_after(text, self.now())
                trying.failed(ruling, why, throttles=throttles, asked=asked)

    def now(self) -> datetime:
        """The time by Microsoft's clock, as its last answer told it: times it gives are compared
        with this one, since a machine whose clock is wrong would mistake how old a draft is.
        """
        return self._clock.now() + self._ahead

    def _exchange(self, wanted: Request) -> tuple[Answer | None, Verdict, str]:
        try:
            answer = self._send(wanted)
        except requests.RequestException as error:
            # The type alone: the text names the address.
            why = f"{type(error).__name__} at {shape(wanted)}"
            if _never_left(error):
                return None, Verdict.THROTTLED, why
            return None, Verdict.AGAIN if wanted.may_be_repeated else Verdict.DOUBT, why
        ruling = verdict(answer.status, repeatable=wanted.may_be_repeated)
        trace = f", request-id {answer.trace()}" if answer.trace() else ""
        said = f"{answer.status} {answer.code()}".strip()
        return answer, ruling, f"{said} at {shape(wanted)}{trace}"

    def _send(self, wanted: Request) -> Answer:
        response = self._session.request(
            wanted.method,
            wanted.url,
            params=wanted.params or None,
            data=wanted.content,
            headers=dict(wanted.headers),
            timeout=TIMEOUTS,
            auth=_as_it_is,
        )
        told = http_date(response.headers.get("Date"))
        self._ahead = told - self._clock.now() if told else self._ahead
        return Answer(response.status_code, response.headers, response.content)


def hush() -> None:
    """Let no library log: this connector says itself what there is to say, without personal data.

    Set at every start, because a log level of DEBUG for the whole programme reaches them too.
    """
    silence(CHATTY)


def user_agent(council: str, version: str) -> str:
    """As Microsoft asks of traffic that is to be throttled last: NONISV|Company|App/Version."""
    plain = re.sub(r"[^A-Za-z0-9 .-]+", " ", council.encode("ascii", "ignore").decode())
    return f"NONISV|{' '.join(plain.split()) or 'Council'}|AuditBot/{version}"


KNOWN = frozenset(
    "v1.0 users mailFolders inbox messages attachments createUploadSession createReply send move "
    "sites lists items fields columns drive drives root children content versions permissions "
    "oauth2 token $value $batch".split()
)


def shape(wanted: Request) -> str:
    """The request without names, ids and queries, such as "GET users/*/messages/*/$value"."""
    parts = [part for part in urlsplit(wanted.url).path.split("/") if part and part != "v1.0"]
    plain = "/".join(part if part in KNOWN else "*" for part in parts)
    return f"{wanted.method} {plain}"


def _never_left(error: requests.RequestException) -> bool:
    """Whether no connection was made, so that nothing can have been done."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError")


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """requests would else replace our Authorization by what a .netrc of this machine says."""
    return request
