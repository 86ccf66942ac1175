"""One council's Exchange Server: its mailbox, and whom its administrators let do what."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from bot.demo.exchange.soap import Asked, Fault, Refusal
from bot.demo.microsoft365.mailbox import Mailbox

USER, DOMAIN = "svc-audit", "COUNCIL"
PASSWORD = "made-up: correct horse"


@dataclass(slots=True)
class House:
    """`now` tells the time that its clocks show."""

    box: Mailbox
    now: Callable[[], datetime]
    password: str = PASSWORD
    token: str = "made-up: token 1"
    may_impersonate: bool = True
    has_full_access: bool = True
    may_send: bool = True
    may_make_folders: bool = True
    open_too: set[str] = field(default_factory=set)  # mailboxes of others that it opens
    drafts_have_ids: bool = True  # whether a draft has its Message-ID before it leaves
    states: dict[str, Mapping[str, str]] = field(default_factory=dict)  # of folders, as they were

    def refuse_strangers(self, address: str) -> None:
        """A mailbox that is not named is that of the account, which has none. Raises Refusal."""
        if not self._opens(address):
            raise Refusal("ErrorFolderNotFound")

    def _opens(self, address: str) -> bool:
        return address.casefold() == self.box.address.casefold() or address in self.open_too

    def let_in(self, asked: Asked) -> None:
        """Raises Fault and Refusal for who may not open the mailbox."""
        if not asked.impersonated:
            if not self.has_full_access:
                raise Refusal("ErrorFolderNotFound")
            return
        if not self._opens(asked.impersonated):
            raise Fault("ErrorNonExistentMailbox")
        if not self.may_impersonate:
            raise Fault("ErrorImpersonateUserDenied")

    def remember(self, held: Mapping[str, str]) -> str:
        """A state under which this content is known from now on."""
        digest = sha256(repr(sorted(held.items())).encode()).digest()
        state = b64encode(digest).decode()
        self.states[state] = dict(held)
        return state
