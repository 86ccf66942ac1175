"""What a bounce says about the letter of ours that came back (RFC 3464)."""

import re
from dataclasses import dataclass

from bot.mail.decoding import decoded
from bot.mail.headers import addresses
from bot.mail.raw import Mail

BOT_KEY = "x-audit-bot-key"  # the header that carries the outbox key of a letter of ours


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a bounce says about the letter that came back (RFC 3464)."""

    recipients: tuple[str, ...]
    permanent: bool  # it will not be tried again; a delay is not permanent
    unknown_address: bool  # the address does not exist: status 5.1.x
    message_id: str | None  # of the letter that came back
    key: str | None  # its outbox key


def report_actions(mail: Mail) -> set[str]:
    """What a delivery report says was done: failed, delayed, delivered, relayed, expanded."""
    return {a.lower() for a in re.findall(r"(?im)^action:[ \t]*([a-z]{3,12})", mail.status_report)}


def bounce_of(mail: Mail) -> Bounce:
    """What the bounce says. Only its report is read: the letter it quotes holds our own words."""
    report = mail.status_report
    named = re.findall(
        r"(?im)^(?:final|original)-recipient:[^;\n]{0,40};[ \t]*<?([^\s<>;]{3,254})", report
    )
    named += re.split(r"[,\s]+", mail.header("x-failed-recipients"))
    if not any(named):
        named = _addresses_in_words(mail)
    statuses = re.findall(r"(?im)^status:[ \t]*([245]\.\d{1,3}\.\d{1,3})", report)
    subject = mail.subject.lower()
    delayed = bool(report_actions(mail)) and "failed" not in report_actions(mail)
    delayed |= not report and bool(re.search(r"\bdelay|\bwarning\b|still being", subject))
    returned = mail.returned
    return Bounce(
        recipients=tuple(
            dict.fromkeys(address.lower().rstrip(".") for address in named if "@" in address)
        ),
        permanent=not delayed and not (bool(statuses) and all(s.startswith("4") for s in statuses)),
        unknown_address=any(re.match(r"5\.1\.(0|1|2|3|6|10)$", s) for s in statuses),
        message_id=returned.message_id if returned else None,
        key=decoded(returned.headers[BOT_KEY])
        if returned and BOT_KEY in returned.headers
        else None,
    )


def _addresses_in_words(mail: Mail) -> list[str]:
    """The addresses that a bounce without a report names above the mail that it quotes."""
    words = mail.text or re.sub(r"<(?!\w[\w.+-]{0,64}@)[^<>]{0,5000}>", " ", mail.html[:50_000])
    above = re.split(
        r"(?im)^\W{0,5}(?:received:|message-id:|return-path:)|copy of (?:the|your)", words[:8000]
    )[0]
    found = re.findall(r"[\w.+'-]{1,64}@[\w-]{1,63}\.[\w.-]{2,120}", above)[:10]
    known = {*mail.senders, *addresses(mail.header("to"))}
    return [address for address in found if address.lower().rstrip(".") not in known]
