"""How Exchange Server may fail: what follows from it for the caller, and what a person can do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import requests

from bot.ports import PermanentError, TemporaryError
from connectors.exchange.line import Answered
from connectors.failures import NotSetUp
from connectors.retrying import Verdict, retry_after, verdict


class Changed(TemporaryError):
    """It is not as it was when it was read: somebody has edited it. Nothing was done."""


class Refused(PermanentError):
    """Exchange will not do it, however often it is asked."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(text)
        self.code = code


class NotThere(Refused):
    """There is no mail of that id: somebody has moved or deleted it."""


class NoFolder(NotThere):
    """There is no folder of that id, or the account may not see it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows from a failure. `final`: what to raise, if asking again changes nothing."""

    ruling: Verdict
    why: str  # without names, addresses and ids
    asked: float | None = None  # seconds that Exchange asks to be left alone for
    throttles: bool = False
    final: Exception | None = None
    signed_out: bool = False  # the sign-in was refused, and nothing done


def judged(error: Exception, asked_for: str, *, repeatable: bool, now: datetime) -> Judged:
    """`asked_for`: the name of the call, such as "SendItem"."""
    if isinstance(error, Answered):
        return _answered(error, asked_for, repeatable=repeatable, now=now)
    cause = error.__context__
    if isinstance(cause, requests.RequestException):
        return _cut(cause, asked_for, repeatable=repeatable)
    code = type(error).__name__
    if code == "ErrorServerBusy" and cause is not None and type(cause).__name__ in UNCLEAR:
        code = type(cause).__name__  # exchangelib gives such answers this name
    why = f"{code} at {asked_for}"
    if code in THROTTLED:
        asked = float(getattr(error, "back_off", None) or 0)
        return Judged(Verdict.THROTTLED, why, asked or None, throttles=True)
    for codes, raised in FINAL.items():
        if code in codes:
            return Judged(Verdict.FINAL, why, final=raised(code, asked_for))
    if code.startswith("Error") and code not in UNCLEAR:
        return Judged(Verdict.FINAL, why, final=_refused(code, asked_for))
    # Also what cannot be read: it may have been done.
    return Judged(Verdict.AGAIN if repeatable else Verdict.DOUBT, why)


def _answered(error: Answered, asked_for: str, *, repeatable: bool, now: datetime) -> Judged:
    why = f"{error.status} at {asked_for}"
    asked = retry_after(error.retry_after, now)
    if sentence := SENTENCES.get(error.status):
        final = NotSetUp(f"{sentence} ({why}).")
        return Judged(Verdict.FINAL, why, final=final, signed_out=error.status == 401)
    ruling = verdict(error.status, repeatable=repeatable)
    if ruling is Verdict.FINAL:
        return Judged(ruling, why, final=NotSetUp(f"{NO_EWS} ({why})."))
    return Judged(ruling, why, asked, throttles=ruling is Verdict.THROTTLED)


def _cut(error: requests.RequestException, asked_for: str, *, repeatable: bool) -> Judged:
    # The type alone: the text names the address.
    why = f"{type(error).__name__} at {asked_for}"
    if isinstance(error, requests.exceptions.SSLError):
        return Judged(Verdict.FINAL, why, final=NotSetUp(f"{CERTIFICATE} ({why})."))
    reason = type(getattr(error.args[0] if error.args else None, "reason", None)).__name__
    if reason == "NameResolutionError":
        return Judged(Verdict.FINAL, why, final=NotSetUp(f"{NO_SERVER} ({why})."))
    if isinstance(error, requests.ConnectTimeout) or reason == "NewConnectionError":
        return Judged(Verdict.THROTTLED, f"{NOBODY} ({why})")  # nothing can have been done
    return Judged(Verdict.AGAIN if repeatable else Verdict.DOUBT, why)


def _refused(code: str, asked_for: str) -> Exception:
    if sentence := SETUP.get(code):
        return NotSetUp(f"{sentence} ({code} at {asked_for}).")
    return Refused(f"Exchange refused it ({code} at {asked_for}).", code)


def _not_there(code: str, asked_for: str) -> Exception:
    return NotThere(f"It is not in the mailbox any more ({code} at {asked_for}).", code)


def _no_folder(code: str, asked_for: str) -> Exception:
    return NoFolder(f"There is no such folder ({code} at {asked_for}).", code)


def _changed(code: str, asked_for: str) -> Exception:
    return Changed(f"It was changed meanwhile ({code} at {asked_for}).")


# learn.microsoft.com, "ResponseCode" of EWS. Refused before anything was done:
THROTTLED = frozenset(
    {"ErrorServerBusy", "ErrorExceededConnectionCount", "ErrorSubmissionQuotaExceeded"}
)
# Whether anything was done is not known.
UNCLEAR = frozenset(
    "ErrorADOperation ErrorADUnavailable ErrorBatchProcessingStopped ErrorConnectionFailed "
    "ErrorInsufficientResources ErrorInternalServerError ErrorInternalServerTransientError "
    "ErrorItemSave ErrorMailboxFailover ErrorMailboxMoveInProgress ErrorMailboxStoreUnavailable "
    "ErrorTimeoutExpired ErrorTooManyObjectsOpened".split()
)
FINAL: Mapping[frozenset[str], Callable[[str, str], Exception]] = {
    frozenset(
        "ErrorItemNotFound ErrorInvalidId ErrorInvalidIdEmpty ErrorInvalidIdMalformed "
        "ErrorInvalidIdXml".split()
    ): _not_there,
    frozenset(
        "ErrorFolderNotFound ErrorParentFolderNotFound ErrorToFolderNotFound".split()
    ): _no_folder,
    frozenset(
        "ErrorChangeKeyRequired ErrorChangeKeyRequiredForWriteOperations ErrorInvalidChangeKey "
        "ErrorIrresolvableConflict ErrorStaleObject".split()
    ): _changed,
}

# Each names the setting or the permission, and what to do about it.
PASSWORD = (
    "Exchange does not accept the sign-in of the service account: check [exchange] user and "
    "sign_in, and the password in AUDIT_BOT_EXCHANGE_PASSWORD or in the file that [exchange] "
    "password_file names. The account may be locked or its password expired"
)
BLOCKED = (
    "The server does not let the service account use Exchange Web Services: see "
    "Get-CASMailbox (EwsEnabled) and Get-OrganizationConfig (EwsApplicationAccessPolicy; the user "
    "agent begins with AuditBot)"
)
NO_EWS = (
    "Somebody answers at the address of [exchange] server, but not Exchange Web Services: it ends "
    "with /EWS/Exchange.asmx, as Get-WebServicesVirtualDirectory shows it"
)
NO_SERVER = (
    "The server of [exchange] server is not known: check its name, and that this machine uses the "
    "council's name servers"
)
NOBODY = "nobody answers at the address of [exchange] server"
CERTIFICATE = (
    "The certificate of the Exchange Server is not trusted: it has expired, is for another name "
    "than that in [exchange] server, or is signed by the council's own authority. Name the PEM "
    "file with that authority's certificate in [exchange] authorities"
)
NO_MAILBOX = (
    "There is no such mailbox on this server: check that [council] mailbox is its primary address, "
    "and that it lies on the Exchange Server and not in Exchange Online"
)
NO_IMPERSONATION = (
    "The service account may not impersonate the mailbox: give it the role "
    'ApplicationImpersonation for this mailbox, or full access and set [exchange] access = "full"'
)
DENIED = (
    "The service account may not open the mailbox: give it full access to this mailbox, or the "
    "role ApplicationImpersonation"
)
SEND_AS_DENIED = (
    "The service account may read the mailbox but not send from it: Add-ADPermission with "
    "ExtendedRights Send-As for this mailbox"
)
NO_FOLDERS = (
    "The mailbox lacks the folder Handled or Put aside, and the service account may not make it: "
    "make both beneath the mailbox itself, beside Inbox"
)
FULL = "The mailbox is full: raise its quota, or archive what lies in Handled and Sent Items"
TOO_OLD = "The server is older than Exchange Server 2016: Audit Bot cannot use it"

SENTENCES: Mapping[int, str] = {401: PASSWORD, 403: BLOCKED, 404: NO_EWS}
SETUP: Mapping[str, str] = {
    **dict.fromkeys(
        ("ErrorNonExistentMailbox", "ErrorNonPrimarySmtpAddress", "ErrorMissingEmailAddress"),
        NO_MAILBOX,
    ),
    **dict.fromkeys(
        ("ErrorImpersonateUserDenied", "ErrorImpersonationDenied", "ErrorImpersonationFailed"),
        NO_IMPERSONATION,
    ),
    "ErrorAccessDenied": DENIED,
    "ErrorSendAsDenied": SEND_AS_DENIED,
    "ErrorCreateItemAccessDenied": NO_FOLDERS,
    "ErrorQuotaExceeded": FULL,
    **dict.fromkeys(("ErrorAccountDisabled", "ErrorPasswordExpired"), PASSWORD),
    **dict.fromkeys(
        ("ErrorInvalidServerVersion", "ErrorInvalidSchemaVersionForMailboxVersion"), TOO_OLD
    ),
}
