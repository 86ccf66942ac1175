"""What is asked of one mailbox: exchangelib writes requests and reads answers, we decide on tries.

    ews = Ews(access, clock, user_agent="AuditBot/1.0")
    ews.ask(GetItem(account=ews.account), repeatable=True, items=[...], ...)

Every answer that is a failure becomes an error of `failures`, or of `bot.ports`.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import random
from threading import Lock
from typing import Any

from exchangelib import DELEGATE, IMPERSONATION, Account
from exchangelib.services.common import EWSAccountService
from requests import Response

from bot.ports import TemporaryError
from connectors.circuit import Circuit
from connectors.clock import Clock
from connectors.exchange.access import Access
from connectors.exchange.failures import Judged, judged
from connectors.exchange.line import Line, configuration
from connectors.quiet import silence
from connectors.retrying import Patience, http_date
from connectors.trying import Trying

# Two tries in ten minutes lock no account: domains lock after five or ten.
SIGNED_OUT = 600.0  # seconds
# They log addresses, passwords and whole mails, some even as errors.
CHATTY = ("charset_normalizer", "exchangelib", "requests", "requests_ntlm", "spnego", "urllib3")


class Ews:
    """One mailbox, one request at a time. `chance` gives numbers from 0 to 1."""

    def __init__(
        self,
        access: Access,
        clock: Clock,
        *,
        user_agent: str,
        chance: Callable[[], float] = random,
    ) -> None:
        silence(CHATTY)  # before an account is made, which would be logged with its address
        self._access = access
        self._clock = clock
        self._chance = chance
        self._circuit = Circuit(clock, "Exchange Server")
        self._ahead = timedelta()
        self._one_at_a_time = Lock()
        self.account = Account(
            access.mailbox,
            access_type=IMPERSONATION if access.impersonates else DELEGATE,
            config=configuration(access),
            autodiscover=False,
            locale="en_GB",
            default_timezone=UTC,
        )
        self.account.protocol = Line(access, user_agent, self._hear)

    def now(self) -> datetime:
        """The time by the server's clock: times that it gives are compared with this one."""
        return self._clock.now() + self._ahead

    def ask(self, service: EWSAccountService, *, repeatable: bool = False, **given: Any) -> Any:
        """What it answers, as a list. `repeatable`: doing it twice is the same as once."""
        name = str(service.SERVICE_NAME)
        with self._one_at_a_time:
            trying = Trying(self._circuit, Patience(self._chance))
            renewed = False
            while True:
                self._circuit.check()
                try:
                    answer = _whole(service, given)
                except TemporaryError:  # of the sign-in
                    raise
                except Exception as error:
                    ruled = judged(error, name, repeatable=repeatable, now=self.now())
                else:
                    self._circuit.answered()
                    return answer
                if ruled.signed_out and not renewed:
                    renewed = True  # the next try has a connection, and a token, of its own
                    self._renew()
                    continue
                self._end_if_final(ruled)
                trying.failed(ruled.ruling, ruled.why, throttles=ruled.throttles, asked=ruled.asked)

    def _end_if_final(self, ruled: Judged) -> None:
        if ruled.final is None:
            return
        if ruled.signed_out:
            self._circuit.open(str(ruled.final).rstrip("."), SIGNED_OUT)
        else:
            self._circuit.answered()
        raise ruled.final

    def _renew(self) -> None:
        if self._access.tokens is not None:
            self._access.tokens.renewed()

    def _hear(self, response: Response) -> None:
        told = http_date(response.headers.get("Date"))
        self._ahead = told - self._clock.now() if told else self._ahead


def _whole(service: EWSAccountService, given: dict[str, Any]) -> list[Any]:
    """All of an answer, of which exchangelib gives failures among the rest."""
    found = list(service.call(**given))
    for each in found:
        if isinstance(each, Exception):
            raise each
    return found
