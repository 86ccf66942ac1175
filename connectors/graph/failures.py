"""How Microsoft 365 may fail: what follows from it for the caller, and what a person can do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from json import loads
from typing import Any

from bot.ports import PermanentError, TemporaryError
from connectors.failures import Doubtful as Doubtful  # of Microsoft 365 too
from connectors.failures import NotSetUp as NotSetUp


class Locked(TemporaryError):
    """423: somebody has the file open."""


class Changed(TemporaryError):
    """412, or 409 of the same meaning: it is not as it was when it was read. Read it again."""


class Refused(PermanentError):
    """Microsoft 365 will not do it, however often it is asked."""

    def __init__(self, text: str, status: int, code: str) -> None:
        super().__init__(text)
        self.status = status
        self.code = code


class NotThere(Refused):
    """404: there is nothing of that name or id."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    headers: Mapping[str, str] = field(repr=False)  # any case
    content: bytes = field(repr=False)

    def json(self) -> Any:
        return loads(self.content) if self.content else {}

    def code(self) -> str:
        """The error code; of nested ones the deepest, which is the most particular."""
        error = self._error()
        found = str(error.get("code") or "")
        for _ in range(5):
            error = error.get("innerError") or error.get("innererror") or {}
            if not isinstance(error, dict):
                break
            inner = str(error.get("code") or "")
            found = inner if inner and not inner.isdigit() else found
        return found

    def message(self) -> str:
        """For telling errors apart alone: it may name people and addresses. Never shown."""
        return str(self._error().get("message") or "")

    def trace(self) -> str:
        """The request's id, which Microsoft's support asks for."""
        return self.headers.get("request-id", "")

    def _error(self) -> dict[str, Any]:
        try:
            error = self.json()["error"]
        except (ValueError, KeyError, TypeError):
            return {}
        return error if isinstance(error, dict) else {}


def failure(answer: Answer, shape: str) -> Exception:
    """What to raise for an answer of 400 or more. `shape`: the request without names or ids."""
    code = answer.code()
    sentence = _setup_sentence(answer, code, shape)
    if sentence:
        return NotSetUp(f"{sentence} ({_technically(answer, code, shape)})")
    text = f"Microsoft 365 refused it ({_technically(answer, code, shape)})."
    if answer.status == 423 or code == "resourceLocked":
        return Locked(f"Somebody has it open ({_technically(answer, code, shape)}).")
    if answer.status == 412 or code == "resourceModified":
        return Changed(f"It was changed meanwhile ({_technically(answer, code, shape)}).")
    kind = NotThere if answer.status == 404 else Refused
    return kind(text, answer.status, code)


def _technically(answer: Answer, code: str, shape: str) -> str:
    trace = f", request-id {answer.trace()}" if answer.trace() else ""
    return f"{answer.status} {code or 'without a code'} at {shape}{trace}"


def _setup_sentence(answer: Answer, code: str, shape: str) -> str | None:
    mail = shape.partition(" ")[2].startswith("users/")
    if code == "NoPermissionsInAccessToken":
        return CONSENT_MISSING
    if answer.status == 401:
        return TOKEN_REFUSED
    if answer.status == 404 and code in _NO_MAILBOX:
        return NO_MAILBOX
    if answer.status != 403 or not (code in _DENIED or not code):
        return None
    if not mail:
        return SITE_DENIED if shape.partition(" ")[2].startswith(("sites/", "drives/")) else None
    if code == "ErrorSendAsDenied":
        return SEND_AS_DENIED
    policy = "OData is disabled" in answer.message() or "AccessPolicy" in answer.message()
    return MAILBOX_OUT_OF_SCOPE if policy else MAILBOX_DENIED


_DENIED = {
    "ErrorAccessDenied",
    "ErrorSendAsDenied",
    "accessDenied",
    "AccessDenied",
    "Authorization_RequestDenied",
    "Forbidden",
}
_NO_MAILBOX = {
    "ErrorInvalidUser",
    "ErrorNonExistentMailbox",
    "MailboxNotEnabledForRESTAPI",
    "MailboxNotSupportedForRESTAPI",
    "Request_ResourceNotFound",
    "ResourceNotFound",
}

# Each names the setting or the permission, and what to do about it.
CONSENT_MISSING = (
    "The application has no permission at all: in Exchange Online give it the roles "
    "Application Mail.ReadWrite and Application Mail.Send for the mailbox, in SharePoint the "
    "permission Sites.Selected with an administrator's consent"
)
TOKEN_REFUSED = (
    "Microsoft 365 does not accept the sign-in even when it is renewed: check that "
    "[graph] url and [login] url belong to the same cloud and that this machine's clock is right"
)
NO_MAILBOX = (
    "There is no such mailbox in this tenant: check [council] mailbox, and that it lies in "
    "Exchange Online"
)
MAILBOX_OUT_OF_SCOPE = (
    "The mailbox is outside what the application may open: a policy of the tenant restricts it "
    "to other mailboxes. Add the mailbox to its scope"
)
MAILBOX_DENIED = (
    "The application may not open the mailbox: the mailbox is outside the scope of its role "
    "assignment, or the roles Application Mail.ReadWrite and Application Mail.Send are missing. "
    "Test-ServicePrincipalAuthorization shows which; changes take up to two hours"
)
SEND_AS_DENIED = (
    "The application may read the mailbox but not send from it: give it the role "
    "Application Mail.Send for this mailbox"
)
SITE_DENIED = (
    "The application may not open the site: an administrator grants it write access to the site "
    "of [graph] site, beside the permission Sites.Selected"
)
SITE_READ_ONLY = (
    "The application may read the site but not change it: an administrator gives it the role "
    "write on the site of [graph] site"
)
