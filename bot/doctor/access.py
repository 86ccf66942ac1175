"""What the sign-in opens: all that the service needs, and nothing besides."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.doctor.finding import Finding, Verdict, fault, look, tried, well
from bot.policy.wording import count_words, day_words
from bot.ports import PermanentError, TemporaryError
from bot.premises import MailPremises, Reach

SIGN_IN, MAILBOX, SITE, BESIDES = "Sign-in", "Mailbox", "Site", "Least privilege"
NEEDED = "Sites.Selected"  # the one permission that Entra itself must know
EXPIRES_SOON = timedelta(days=60)
CLOCK_APART, CLOCK_WRONG = timedelta(seconds=60), timedelta(minutes=5)
LOOK_IN_ENTRA = f"Look in Entra: it has {NEEDED} and nothing else."
CONSENT_MISSING = (
    f"The permission {NEEDED} is missing or has no consent.",
    f"In Entra, at the application's API permissions: add {NEEDED} of Microsoft Graph as an"
    " application permission, and give an administrator's consent.",
)


def of_sign_in(reach: Reach, now: datetime) -> list[Finding]:
    """Whether Entra knows the application, how long yet, and by which clock."""
    signed_in = tried(SIGN_IN, "Entra knows the application and its proof.", reach.sign_in)
    if signed_in.verdict is Verdict.FAULT:
        return [signed_in]
    clock = of_clock(SIGN_IN, "Microsoft's", reach.clock_ahead())
    return [signed_in, *_expiry(reach, now), clock]


def _expiry(reach: Reach, now: datetime) -> Iterator[Finding]:
    ends = reach.proof_ends()
    if ends is None:
        words = "Nothing here says until when the sign-in is valid."
        yield look(SIGN_IN, words, "Note the end of a client secret from Entra in a calendar.")
        return
    left = ends - now
    words = f"The certificate is valid until {day_words(ends.date())}"
    if left > EXPIRES_SOON:
        yield well(SIGN_IN, f"{words}.")
    else:
        renew = "Make a new one, upload it to the application in Entra, then replace the file."
        yield look(SIGN_IN, f"{words}, {count_words(left.days, 'day')} more.", renew)


def of_clock(area: str, theirs: str, ahead: timedelta) -> Finding:
    """`theirs`: whose clock is ahead of this machine's, such as "Microsoft's"."""
    apart = abs(ahead)
    seconds = count_words(round(apart.total_seconds()), "second")
    words = f"This machine's clock and {theirs} are {seconds} apart."
    remedy = "Let the machine take its time from a time server (NTP)."
    if apart > CLOCK_WRONG:
        return fault(area, words, f"{remedy} Sign-ins fail, and deadlines are wrong.")
    return look(area, words, remedy) if apart > CLOCK_APART else well(area, words)


def of_mailbox(mail: MailPremises) -> Iterator[Finding]:
    """Whether it can be read, and letters sent from it."""
    readable = tried(MAILBOX, "It can be read.", mail.read_mailbox)
    yield readable
    if readable.verdict is Verdict.WELL:
        yield _sending(mail)


def _sending(mail: MailPremises) -> Finding:
    try:
        if mail.may_send():
            return well(MAILBOX, "Letters may be sent from it.")
    except (TemporaryError, PermanentError) as error:
        return fault(MAILBOX, str(error))
    words = "Whether letters may be sent from it shows only when one leaves."
    return look(MAILBOX, words, 'Let one leave to yourself: [delivery] mode = "redirect".')


def of_site(reach: Reach) -> Iterator[Finding]:
    """Whether it can be read and written, and is all that Entra grants."""
    granted = reach.permissions()
    if granted is None:
        yield look(BESIDES, "The token does not show its permissions.", LOOK_IN_ENTRA)
    if granted is not None and not any(each.startswith("Sites.") for each in granted):
        yield fault(SITE, *CONSENT_MISSING)
    else:
        readable = tried(SITE, "It can be read.", reach.read_site)
        yield readable
        if readable.verdict is Verdict.WELL:
            yield tried(SITE, "Files and rows may be changed there.", reach.may_write_site)


def of_other_mailboxes(mail: MailPremises, others: Sequence[str]) -> Iterator[Finding]:
    """Each way in that the service does not need: one stolen secret would open it, too.

    `others`: addresses of people whose mailboxes must not open.
    """
    opened = [address for address in others if mail.opens_mailbox(address)]
    if opened:
        words = f"It can read other mailboxes: {', '.join(opened)}."
        remedy = (
            "In Exchange narrow the management scope to the service's mailbox, and look for further"
            " role assignments (Get-ManagementRoleAssignment) and Get-MailboxPermission."
        )
        yield fault(BESIDES, words, remedy)
    elif others:
        yield well(BESIDES, "It opens no mailbox of a colleague that was tried.")
    else:
        words = "No mailbox of a colleague could be tried: nobody is on the list People yet."
        yield look(BESIDES, words, "Once there is, run audit-bot doctor again.")


def of_other_sites(reach: Reach) -> Iterator[Finding]:
    """What Entra and SharePoint grant besides; likewise."""
    found = [_permission(name) for name in sorted({*(reach.permissions() or ())} - {NEEDED})]
    if reach.opens_root_site():
        remedy = "Take away the grant: Get-MgSitePermission on that site shows it."
        words = "It can read the tenant's root site, which is not its own."
        found.append(fault(BESIDES, words, remedy))
    yield from found or [well(BESIDES, "It opens no site of others that was tried.")]


def _permission(name: str) -> Finding:
    wide = {"Mail": "every mailbox", "Sites": "every site", "Files": "every site"}
    reach = wide.get(name.partition(".")[0])
    says = f"which holds for {reach} of the council" if reach else "which it does not need"
    words = f"In Entra the application has the permission {name}, {says}."
    remedy = "Take it away there. Exchange and the site grant what is needed, to one of each."
    return fault(BESIDES, words, remedy)
