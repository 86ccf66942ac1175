"""What sort of mail this is, told by its structure first and by its subject last.

Alone, `X-Auto-Response-Suppress`, `Precedence: bulk|list`, `List-*` and Exchange's loop headers
prove nothing: people's mail carries them too. Every answer comes with the rule that gave it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.mail.bounce import BOT_KEY, report_actions
from bot.mail.patterns import AnyOf
from bot.mail.raw import Mail
from bot.policy.said import MailKind

_BOT_MARKS = (BOT_KEY, "x-audit-bot")

_DAEMON = AnyOf(
    r"^(mailer-?daemon|post_?master|mail\.?delivery\.?(sub)?\.?system"
    r"|microsoftexchange[0-9a-f]{32}|mdaemon|ndr"
    r"|bounces?(-.{0,40})?|mail-?daemon|postmast|delivery)@|^(mailer-?daemon|postmaster)(\\@|$)",
)
_DAEMON_NAME = re.compile(
    r"mail(er)?[- ]?(delivery|daemon)|mail administrator|delivery subsystem", re.IGNORECASE
)
_NO_REPLY = AnyOf(
    r"^(no[-_.]?reply|do[-_.]?not[-_.]?reply|auto[-_.]?(reply|respon\w*|mailer))\b.{0,60}@",
)
_BOUNCE_WORDS = AnyOf(
    r"undeliver|could ?n[o']t be delivered|not be delivered|delivery (has )?(failed|failure"
    r"|status|incomplete|warning|problem)"
    r"|failure notice|returned mail|mail delivery|returning message|not delivered|delivery"
    r" notification|user unknown"
    r"|message delayed|delayed|postponed|mail failed|returning to sender|delivery of (your"
    r" )?e?-?mail|could not send message|mail (system|failure)|rejected|blocked|non remis"
    r"|unzustellbar"
    r"|permanent (fatal )?error|no such user|unknown user|mailbox (is )?(full|unavailable)|retry"
    r" timeout|bounce",
)
# With its colon: "Out of office cover - can you help?" is written by a person.
_ABSENCE_SUBJECT = AnyOf(
    r"^\s*(\[[\w -]{1,20}\]\s*)?(automatic reply|auto(matic|mated)?[- ]?(reply|response)|autoreply"
    r"|out[ -]of[ -](the )?office( auto\w*| reply| message| response){0,2}|ateb awtomatig"
    r"|automatische antwort|abwesenheitsnotiz|abwesend|réponse automatique|absence du bureau"
    r"|automatisch antwoord|afwezigheidsbericht|respuesta automática|fuera de la oficina"
    r"|resposta automática|risposta automatica|autosvar|automatiskt svar|automatisk svar"
    r"|automaattinen vastaus|odpowiedź automatyczna|on (annual )?leave)\s*:",
)
_AUTOMATIC_SUBJECT = AnyOf(
    r"^\s*(auto(matic|mated)?[- ]?(reply|response)|autoreply|auto:|automated (message|reply)"
    r"|ateb awtomatig)\b",
)
ABSENCE_WORDS = AnyOf(
    r"\b((i am|i'm|i will be|i'll be|am|is|currently|now) (currently |now )?(away|out of (the"
    r" )?office|on (annual |sick |maternity"
    r"|paternity |adoption |parental |study |special |compassionate |long.term )*(leave|holiday"
    r"|secondment|vacation))"
    r"|out of (the )?office|no longer (work|employed)|(have|has) (now )?left (the )?(authority"
    r"|council|organisation|post|role|team)"
    r"|annual leave|not (be )?(monitor|check|read)\w*|(i|we) only work|non.?working day|rwyf (ar"
    r"|allan)|allan o'r swyddfa"
    r"|return(ing)? to (the office|work)|away from my desk|back in the office)\b",
)
_READ_SUBJECT = AnyOf(
    r"\s*(not )?read\s*:|\s*(nicht )?gelesen\s*:|\s*(non )?lu\s*:|\s*leído\s*:|\s*gelezen\s*:"
    r"|\s*letto\s*:|\s*läst\s*:|\s*lest\s*:|\s*darllenwyd\s*:",
)
_READ_TEXT = re.compile(
    r"\byour message\b.*\bwas (?:read|deleted)\b|\bihre nachricht\b.*\b(?:gelesen|gelöscht)\b"
    r"|\bvotre message\b.*\b(?:lu|supprimé)\b|\bmensaje\b.*\bleído\b|\buw bericht\b.*\bgelezen\b"
    r"|\bmessaggio\b.*\bletto\b|\bmeddelande\b.*\bläst",
    re.IGNORECASE | re.DOTALL,
)
_MAY_BE_PROTECTED = ("protected", "encrypted", "secure", "pgp")  # without one, none of these
_PROTECTED = AnyOf(
    r"\bhas sent you a protected message|\bthis message is protected with microsoft",
    r"\bmessage protected by microsoft|\blearn about messages protected|\bencrypted message from",
    r"\byou.{0,10}received (an encrypted|a secure) (message|e-?mail)",
    r"-----BEGIN PGP MESSAGE-----|\bthis e-?mail has been encrypted",
)
_ENCRYPTED_TYPES = frozenset(
    {"application/x-microsoft-rpmsg-message", "application/pgp-encrypted", "multipart/encrypted"}
)


@dataclass(frozen=True, slots=True)
class KindFound:
    """The kind, and the rule that says so in words."""

    kind: MailKind
    reason: str
    unreadable: bool = False  # a person's mail whose words cannot be read: a person looks


def kind_of(mail: Mail) -> KindFound:
    """The kind of `mail` by the first rule that holds. What no rule knows, a person wrote."""
    for kind, reason, holds in _RULES:
        if holds(mail):
            return KindFound(kind, reason)
    if unreadable := _why_unreadable(mail):
        return KindFound(MailKind.OTHER, unreadable, unreadable=True)
    if not mail.senders:
        return KindFound(MailKind.OTHER, "it names no sender")
    return KindFound(MailKind.REPLY, "written by a person")


# --- The rules ------------------------------------------------------------------------------------


def _is_own(mail: Mail) -> bool:
    return any(mail.header(name) for name in _BOT_MARKS)


def _report(mail: Mail) -> str:
    return mail.parameters.get("report-type", "").lower() if mail.type == "multipart/report" else ""


def _was_delivered(mail: Mail) -> bool:
    actions = report_actions(mail)
    return bool(actions) and actions <= {"delivered", "relayed", "expanded"}


def _has_status(mail: Mail) -> bool:
    return bool(mail.status_report) or _report(mail) == "delivery-status"


def _is_read_receipt(mail: Mail) -> bool:
    if (
        "disposition-notification" in _report(mail)
        or "message/disposition-notification" in mail.parts
    ):
        return True
    text = mail.text[:2000]
    return bool(_READ_SUBJECT.match(mail.subject) and _READ_TEXT.search(text))


def _is_feedback(mail: Mail) -> bool:
    return _report(mail) == "feedback-report" or "message/feedback-report" in mail.parts


def _is_calendar(mail: Mail) -> bool:
    if mail.calendar_method in {"REPLY", "COUNTER", "CANCEL", "REQUEST", "DECLINECOUNTER"}:
        return True
    answer = (
        r"\s*(accepted|declined|tentative|tentatively accepted|canceled|cancelled|new time"
        r" proposed|derbyniwyd|gwrthodwyd|zugesagt|abgelehnt|mit vorbehalt|accepté|refusé"
        r"|provisoire|aceptado|rechazado|geaccepteerd|geweigerd|accettato|rifiutato)\s*:"
    )
    if not re.match(answer, mail.subject, re.IGNORECASE):
        return False
    return not re.search(r"\w", mail.text + re.sub(r"<[^<>]{0,5000}>", "", mail.html[:100_000]))


def _daemon(mail: Mail) -> bool:
    senders = [*mail.senders, *(line.strip(" <>") for line in mail.headers.get("from", ()))]
    return any(map(_DAEMON.match, senders)) or any(map(_DAEMON_NAME.search, mail.names))


def _null_path(mail: Mail) -> bool:
    path = mail.header("return-path").strip().lower()
    return path in {"<>", "<null>"} or "mailer-daemon" in path


def _bounces(mail: Mail) -> bool:
    head = mail.subject + "\n" + mail.text[:3000] + "\n" + mail.html[:3000]
    failed = bool(mail.header("x-failed-recipients"))
    failed |= mail.returned is not None and any(map(_NO_REPLY.match, mail.senders))
    if failed or (_daemon(mail) and (mail.returned or _BOUNCE_WORDS.search(head))):
        return True
    automatic = _null_path(mail) or _is_auto_submitted(mail)
    return (
        automatic
        and bool(_BOUNCE_WORDS.search(mail.subject))
        and not _ABSENCE_SUBJECT.match(mail.subject)
    )


def _is_auto_submitted(mail: Mail) -> bool:
    said = mail.header("auto-submitted").strip().lower()
    return bool(said) and not said.startswith("no")


def _has_auto_header(mail: Mail) -> bool:
    if _is_auto_submitted(mail) or mail.header("precedence").strip().lower() in {
        "auto_reply",
        "auto-reply",
    }:
        return True
    answers = (
        mail.header(name).strip().lower()
        for name in ("x-autoreply", "x-autorespond", "x-auto-reply")
    )
    if any(answer and answer != "no" for answer in answers):
        return True
    return any(
        mail.header(n) for n in ("x-autoreply-from", "x-mail-autoreply", "x-fc-machinegenerated")
    )


def _speaks_of_absence(mail: Mail) -> bool:
    if _ABSENCE_SUBJECT.match(mail.subject):
        return True
    return bool(
        ABSENCE_WORDS.search(
            mail.text[:3000] or re.sub(r"<[^<>]{0,5000}>", " ", mail.html[:20_000])
        )
    )


def _is_absence(mail: Mail) -> bool:
    if _has_auto_header(mail) or _null_path(mail):
        return _speaks_of_absence(mail)
    return bool(_ABSENCE_SUBJECT.match(mail.subject)) and not _is_answer(mail)


def _is_answer(mail: Mail) -> bool:
    """Whether a person answers: "RE: Automatic reply: …" is written by somebody."""
    return bool(re.match(r"\s*(re|aw|sv|fw|fwd)\s*:", mail.subject, re.IGNORECASE))


def _is_automatic(mail: Mail) -> bool:
    if _has_auto_header(mail) or _null_path(mail) or _daemon(mail):
        return True
    return any(map(_NO_REPLY.match, mail.senders)) or bool(
        _AUTOMATIC_SUBJECT.match(mail.subject) and ":" in mail.subject
    )


def _is_recall(mail: Mail) -> bool:
    words = re.search(
        r"would like to recall the message|message recall (success|failure)",
        mail.text[:2000],
        re.IGNORECASE,
    )
    return bool(
        re.match(r"\s*(recall|message recall)\b.{0,20}:", mail.subject, re.IGNORECASE)
    ) and bool(words)


_RULES: tuple[tuple[MailKind, str, Callable[[Mail], bool]], ...] = (
    (MailKind.OWN, "it carries the service's own header", _is_own),
    (MailKind.RECEIPT, "a delivery report that says delivered", _was_delivered),
    (MailKind.BOUNCE, "a delivery report", _has_status),
    (MailKind.RECEIPT, "a read receipt", _is_read_receipt),
    (MailKind.AUTOMATIC, "a complaint report of a mail provider", _is_feedback),
    (MailKind.CALENDAR, "an answer or invitation of a calendar", _is_calendar),
    (MailKind.BOUNCE, "a mail system says that a letter was not delivered", _bounces),
    (MailKind.OUT_OF_OFFICE, "an automatic reply about an absence", _is_absence),
    (MailKind.AUTOMATIC, "Outlook asks to take a message back", _is_recall),
    (MailKind.AUTOMATIC, "sent by a machine: its headers or its address say so", _is_automatic),
)


NO_WORDS = "the mail has no words, only an attachment or a picture"


def _why_unreadable(mail: Mail) -> str | None:
    """Why a person's mail cannot be read: encrypted, or without words."""
    types = {mail.type, *mail.parts, *(a.type for a in mail.attachments)}
    smime = mail.type in {"application/pkcs7-mime", "application/x-pkcs7-mime"}
    if types & _ENCRYPTED_TYPES or (
        smime and "signed" not in mail.parameters.get("smime-type", "")
    ):
        return "the mail is encrypted: ask for it unprotected"
    text = mail.text or re.sub(r"<[^<>]{0,5000}>", " ", mail.html[:100_000])
    beginning = text[:3000].lower()
    may_be = any(word in beginning for word in _MAY_BE_PROTECTED)
    if may_be and _PROTECTED.search(text[:3000]):
        return "the mail is encrypted: ask for it unprotected"
    if re.search(r"\w", text):
        return None
    if any(
        a.name.lower() == "winmail.dat" or a.type == "application/ms-tnef" for a in mail.attachments
    ):
        return "the mail is in Outlook's own format (winmail.dat), which cannot be read"
    if mail.attachments:
        return NO_WORDS
    return None
