"""Who sent a mail, and whether that is proven. Never the display name, never Reply-To."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.mail.headers import addresses
from bot.mail.raw import Mail


@dataclass(frozen=True, slots=True)
class SenderProof:
    """The address in From, whether the mail system vouches for it, and why or why not."""

    address: str | None
    proven: bool
    reason: str


def proof(
    mail: Mail,
    *,
    own_domains: Collection[str] = (),
    trusted: Collection[str] = (),
) -> SenderProof:
    """Whether `mail` comes from the address in its From header.

    `own_domains`: the council's domains; where given, only they can be proven internal. `trusted`:
    the ids under which our mail system writes Authentication-Results (RFC 8601); Exchange Online
    writes none. Absent headers prove nothing. X-MS-Exchange-Organization-* is removed from mail
    that comes from outside (learn.microsoft.com, "Header firewall").
    """
    if len(mail.senders) != 1 or len(mail.headers.get("from", ())) != 1:
        return SenderProof(None, False, "the mail names no sender, or more than one")
    address = mail.senders[0]
    domain = address.rpartition("@")[2]
    shown = set(
        re.findall(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,120}", mail.header("from").lower())
    )
    if any(other.rstrip(".") != address for other in shown):
        return SenderProof(
            address, False, "its display name shows another address than it was sent from"
        )
    on_behalf = [
        a for line in mail.headers.get("sender", ()) for a in addresses(line) if a != address
    ]
    if on_behalf:
        return SenderProof(address, False, f"it was sent by {on_behalf[0]} on behalf of {address}")
    internal = mail.header("x-ms-exchange-organization-authas").strip().lower() == "internal"
    if internal and (not own_domains or domain in {d.lower() for d in own_domains}):
        return SenderProof(address, True, "sent by a signed-in person of the council")
    return _by_dmarc(mail, address, domain, trusted)


def _by_dmarc(mail: Mail, address: str, domain: str, trusted: Collection[str]) -> SenderProof:
    """Only the topmost Authentication-Results is read: lower ones may be the sender's own."""
    results = mail.header("authentication-results")
    if not results:
        return SenderProof(address, False, "nothing vouches for the sender's address")
    server = results.partition(";")[0].strip().split(" ")[0].lower()
    named = "" if "=" in server else server
    if named not in {t.lower() for t in trusted} and (named or trusted):
        return SenderProof(
            address, False, "the sender was checked by a mail system that is not ours"
        )
    verdicts = re.findall(r"(?i)(?:^|[;\s])dmarc=(\w{1,20})([^;]{0,400})", results)
    if len(verdicts) != 1 or verdicts[0][0].lower() != "pass":
        return SenderProof(
            address, False, f"the check of the sender's domain {domain} did not pass"
        )
    checked = re.search(r"(?i)header\.from=([\w.-]{1,253})", verdicts[0][1])
    if not checked or checked.group(1).lower().rstrip(".") != domain:
        return SenderProof(address, False, f"another domain than {domain} was checked")
    return SenderProof(address, True, f"the domain {domain} vouches for the mail (DMARC)")
