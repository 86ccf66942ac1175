"""What the sign-in opens: all that the service needs, and nothing besides."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.doctor.finding import Finding, Verdict, fault, look, tried, well
from bot.policy.wording import count_words, day_words
from bot.premises import Reach

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
    return [signed_in, *_expiry(reach, now), *_clock(reach)]


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


def _clock(reach: Reach) -> Iterator[Finding]:
    apart = abs(reach.clock_ahead())
    seconds = count_words(round(apart.total_seconds()), "second")
    words = f"This machine's clock and Microsoft's are {seconds} apart."
    remedy = "Let the machine take its time from a time server (NTP)."
    if apart > CLOCK_WRONG:
        yield fault(SIGN_IN, words, f"{remedy} Sign-ins fail, and deadlines are wrong.")
    else:
        yield look(SIGN_IN, words, remedy) if apart > CLOCK_APART else well(SIGN_IN, words)


def of_permissions(reach: Reach, others: Sequence[str]) -> Iterator[Finding]:
    """What the sign-in opens. `others`: addresses of people whose mailboxes it must not open."""
    granted = reach.permissions()
    yield from _both(
        tried(MAILBOX, "It can be read.", reach.read_mailbox),
        lambda: tried(MAILBOX, "Letters may be sent from it.", reach.may_send),
    )
    if granted is None:
        yield look(BESIDES, "The token does not show its permissions.", LOOK_IN_ENTRA)
    if granted is not None and not any(each.startswith("Sites.") for each in granted):
        yield fault(SITE, *CONSENT_MISSING)
    else:
        yield from _both(
            tried(SITE, "It can be read.", reach.read_site),
            lambda: tried(SITE, "Files and rows may be changed there.", reach.may_write_site),
        )
    yield from too_much(reach, sorted({*(granted or ())} - {NEEDED}), others)


def _both(first: Finding, then: Callable[[], Finding]) -> Iterator[Finding]:
    """What cannot be read is not asked for more."""
    yield first
    if first.verdict is Verdict.WELL:
        yield then()


def too_much(reach: Reach, granted: Sequence[str], others: Sequence[str]) -> Iterator[Finding]:
    """Each way in that the service does not need: one stolen secret would open it, too."""
    found = [*map(_permission, granted), *_mailboxes(reach, others), *_sites(reach)]
    yield from found or [
        well(BESIDES, "It opens nothing else that was tried: no other mailbox, no site.")
    ]
    if not others:
        words = "No mailbox of a colleague could be tried: nobody is on the list People yet."
        yield look(BESIDES, words, "Once there is, run audit-bot doctor again.")


def _permission(name: str) -> Finding:
    wide = {"Mail": "every mailbox", "Sites": "every site", "Files": "every site"}
    reach = wide.get(name.partition(".")[0])
    says = f"which holds for {reach} of the council" if reach else "which it does not need"
    words = f"In Entra the application has the permission {name}, {says}."
    remedy = "Take it away there. Exchange and the site grant what is needed, to one of each."
    return fault(BESIDES, words, remedy)


def _mailboxes(reach: Reach, others: Sequence[str]) -> Iterator[Finding]:
    opened = [address for address in others if reach.opens_mailbox(address)]
    if opened:
        words = f"It can read other mailboxes: {', '.join(opened)}."
        remedy = (
            "In Exchange Online narrow the management scope to the service's mailbox, and look for"
            " further role assignments of the application (Get-ManagementRoleAssignment)."
        )
        yield fault(BESIDES, words, remedy)


def _sites(reach: Reach) -> Iterator[Finding]:
    if reach.opens_root_site():
        remedy = "Take away the grant: Get-MgSitePermission on that site shows it."
        yield fault(BESIDES, "It can read the tenant's root site, which is not its own.", remedy)
