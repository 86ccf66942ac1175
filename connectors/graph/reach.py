"""What the application may open, found out by asking for it; nothing is changed."""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from json import loads

from bot.ports import TemporaryError
from connectors.clock import Clock
from connectors.graph.access import Access, SignIn, certificate_ends
from connectors.graph.credentials import Tokens
from connectors.graph.failures import SITE_READ_ONLY, NotSetUp, Refused
from connectors.graph.requests import Graph
from connectors.graph.sites import Site

# There is nothing of this id. Whether it may be changed is looked at before whether it is there.
NO_SUCH = "AuditBotDoctorLooksForWhatIsNotThere"
FEW = {"$top": "1", "$select": "id"}


class GraphReach:
    """Asks for what is needed, and for what must be refused."""

    def __init__(
        self, graph: Graph, tokens: Tokens, access: Access, site: Site, clock: Clock
    ) -> None:
        self._graph = graph
        self._tokens = tokens
        self._access = access
        self._site = site
        self._clock = clock

    def sign_in(self) -> None:
        self._tokens.token()

    def proof_ends(self) -> datetime | None:
        """Of a certificate alone: when a secret ends, Entra tells none but its administrators."""
        by_certificate = self._access.sign_in is SignIn.CERTIFICATE
        return certificate_ends(self._access) if by_certificate else None

    def clock_ahead(self) -> timedelta:
        return self._graph.now() - self._clock.now()

    def permissions(self) -> Sequence[str] | None:
        """The roles of the token; None where it does not show them: its form is Microsoft's own."""
        try:
            body = self._tokens.token().split(".")[1]
            claims = loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
            return [str(role) for role in claims.get("roles") or ()]
        except (IndexError, ValueError, AttributeError):
            return None

    def read_site(self) -> None:
        self._graph.get(f"{self._site.place}/lists", params=FEW)
        self._graph.get(self._site.drive)

    def may_write_site(self) -> None:
        place = f"{self._site.drive}/items/{NO_SUCH}"
        allowed(lambda: self._graph.patch(place, {"name": NO_SUCH}), SITE_READ_ONLY)

    def opens_root_site(self) -> bool:
        """A site of its own is needed for this question: of the root itself it is not asked."""
        found: list[str] = []
        root = opened(lambda: found.append(self._graph.get("sites/root").json()["id"]))
        return root and f"sites/{found[0]}" != self._site.place


def allowed(attempt: Callable[[], object], denied: str) -> None:
    """That there is no such thing is told to those alone who may change it; else `denied`."""
    try:
        attempt()
    except Refused:
        return
    except NotSetUp as error:
        raise NotSetUp(f"{denied}.") from error


def opened(attempt: Callable[[], object]) -> bool:
    """Raises TemporaryError where that could not be found out."""
    try:
        attempt()
    except (NotSetUp, Refused):
        return False
    except TemporaryError:
        raise
    return True
