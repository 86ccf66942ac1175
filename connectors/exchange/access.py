"""How the service signs in to Exchange Server, as plain values; secrets are never shown."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class SignIn(StrEnum):
    """What proves to Exchange that it is the service account that asks."""

    NTLM = "ntlm"
    BASIC = "basic"
    OAUTH = "oauth"


class Tokens(Protocol):
    def token(self) -> str:
        """The token of now. Raises NotSetUp and Unavailable."""
        ...

    def renewed(self) -> str:
        """A token that is surely new: the last one was refused."""
        ...


@dataclass(frozen=True, slots=True)
class Access:
    server: str  # such as "https://mail.council.example/EWS/Exchange.asmx"
    mailbox: str  # its primary address
    sign_in: SignIn
    user: str = ""  # "COUNCIL\\audit-bot", or the account's address
    password: str = field(default="", repr=False)
    tokens: Tokens | None = field(default=None, repr=False)  # for OAUTH
    impersonates: bool = True  # else the account has full access to the mailbox
    authorities: str = ""  # a PEM file of who signs the server's certificate; empty: the usual ones
