"""Job: read each waiting mail and act on it once. Each ends in exactly one place (promise 2)."""

import hashlib
import logging
import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot.bounded import NotStarted
from bot.jobs.hear import hear
from bot.jobs.incoming import Filed
from bot.jobs.service import Service
from bot.jobs.undeliverable import not_delivered
from bot.mail.reading import Read
from bot.policy.answers import to_read
from bot.policy.bounced import ask_for_another
from bot.policy.chains import who_coordinates
from bot.policy.decision import Decision
from bot.policy.facts import iso_time
from bot.policy.in_force import Policy
from bot.policy.model import Audit, Fact
from bot.policy.occasion import Occasion
from bot.policy.said import MailKind
from bot.policy.wording import count_words
from bot.ports import Folder, PermanentError, RawMail, TemporaryError
from bot.store import inbox, keeping, outbox, programme, questions
from bot.store.inbox import Entry
from bot.store.saving import save
from bot.store.store import StoreError
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)

MOST_TRIES = 3
_HEAD = 65_536
_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s{0,20}(<[^<>\s]{1,300}>)")


def read_mailbox(service: Service, policy: Policy, at: datetime) -> str:
    """Every waiting mail, oldest first. One that cannot be read stops no other."""
    ended: Counter[Folder] = Counter()
    _file_the_rest(service)
    recovered = _go_on(service, policy, at)
    for mail in service.mailbox.waiting():
        if mail.id in recovered:
            folder = recovered.pop(mail.id)
        else:
            folder = _finish(service, policy, mail, at)
        if folder:
            ended[folder] += 1
            _file(service, mail.id, folder)
    with service.store.transaction() as work:
        for mail_id in (lost for lost, folder in recovered.items() if folder):
            inbox.lost(work, mail_id)
    if not ended:
        return "no mail"
    aside = ended[Folder.PUT_ASIDE]
    return f"{count_words(ended.total(), 'mail')} read" + (f", {aside} put aside" if aside else "")


def _go_on(service: Service, policy: Policy, at: datetime) -> dict[str, Folder | None]:
    """The mails that were being read when the service stopped, from the copy in the ledger."""
    with service.store.reading() as work:
        left = inbox.unfinished(work)
    return {mail.id: _finish(service, policy, mail, at) for mail in left}


def _file_the_rest(service: Service) -> None:
    """The mails that were dealt with when the service stopped, before it knew where they lie."""
    with service.store.reading() as work:
        left = inbox.unfiled(work)
    for mail_id, folder in left:
        _file(service, mail_id, Folder(folder))


def _file(service: Service, mail_id: str, folder: Folder) -> None:
    """Only after the commit: if we stop here we meet the mail again and skip it as dealt with."""
    try:
        service.mailbox.file(mail_id, folder)
    except (TemporaryError, PermanentError) as error:
        log.warning("a mail stays in the inbox until the next time: %s", error)
        return
    with service.store.transaction() as work:
        inbox.filed(work, mail_id)


def _finish(service: Service, policy: Policy, mail: RawMail, at: datetime) -> Folder | None:
    """Where the mail ends. None: something outside fails, and it waits for the next time."""
    known, tries = _take(service, mail)
    if known:
        return Folder(known)
    while tries <= MOST_TRIES:
        try:
            with service.store.transaction() as work:
                filed, message_id = _handle(service, work, policy, mail, at)
                _enter(work, mail, filed, message_id, at)
        except (TemporaryError, NotStarted) as error:  # nothing is wrong with the mail
            log.warning("a mail waits until the next time: %s", error)
            _count_try(service, mail, by=-1)
            return None
        except StoreError:
            with suppress(StoreError):
                _count_try(service, mail, by=-1)
            raise
        except Exception as error:  # one bad mail must not stop the others
            # The type alone: the text of an error may hold the words of a mail.
            log.error("a mail could not be handled: %s", type(error).__name__)
            tries = _count_try(service, mail)
        else:
            # Not the note: it may hold a name.
            about, kind = filed.about or "about nothing known", filed.kind.value
            log.info("mail %s: %s, %s", about, kind, filed.folder.value)
            return filed.folder
    return _quarantine(service, policy, mail, at)


def _take(service: Service, mail: RawMail) -> tuple[str | None, int]:
    """Into the ledger as it came, before anything can go wrong with reading it.

    The folder of a mail that has been dealt with; of any other, how many tries this one makes.
    """
    with service.store.transaction() as work:
        inbox.take(work, mail, _message_id(mail.raw), sha256(mail))
        known = inbox.folder_of(work, mail.id)
        return known, 0 if known else inbox.tried(work, mail.id)


def _count_try(service: Service, mail: RawMail, by: int = 1) -> int:
    """Counted before the try: a mail that brings the whole service down is not tried for ever."""
    with service.store.transaction() as work:
        return inbox.tried(work, mail.id, by=by)


def _quarantine(service: Service, policy: Policy, mail: RawMail, at: datetime) -> Folder | None:
    log.error("a mail was put aside after %d tries", MOST_TRIES)
    try:
        with service.store.transaction() as work:
            filed = _put_aside_unread(service, work, mail, policy, at)
            _enter(work, mail, filed, _message_id(mail.raw), at)
    except StoreError:
        raise
    except Exception as error:  # the others are read all the same; this one is tried again
        log.error("a mail could not even be put aside: %s", type(error).__name__)
        return None
    return filed.folder


def _handle(
    service: Service, work: Transaction, policy: Policy, mail: RawMail, at: datetime
) -> tuple[Filed, str | None]:
    """What becomes of the mail, and its Message-ID."""
    look = service.reader.read(
        mail.raw,
        received=mail.received,
        context=None,
        own_domains=service.settings.council.domains,
        trusted=service.settings.mail.trusted_servers,
    )
    occasion = service.occasion(work, policy, at, f"mail {sha256(mail)[:16]}")
    same, other = inbox.same_message(work, look.mail.message_id, sha256(mail))
    if same:
        filed = Filed(Folder.HANDLED, None, "the same mail again", look.reading.kind)
    elif look.reading.kind in (MailKind.REPLY, MailKind.OTHER):
        twice = "another mail with the same Message-ID was read before" if other else None
        filed = hear(service, work, occasion, mail, look, twice)
    else:
        filed = _not_from_a_person(work, look, mail, occasion)
    return filed, look.mail.message_id


def _not_from_a_person(work: Transaction, look: Read, mail: RawMail, occasion: Occasion) -> Filed:
    """Automatic mail is never answered and never acted on (C12); what it tells is kept."""
    kind = look.reading.kind
    if kind is MailKind.BOUNCE:
        return _bounced(work, look, occasion)
    if kind is MailKind.OUT_OF_OFFICE:
        person = occasion.council.who_has(look.sender.address or "")
        # An unproven one could turn the letters to a manager away.
        if person and look.sender.proven:
            keeping.heard_away(work, person.name, look.reading.away_until, mail.received)
        return Filed(Folder.HANDLED, None, "out of office: kept as a hint", kind)
    return Filed(Folder.HANDLED, None, f"{kind.value}: nothing to do", kind)


def _bounced(work: Transaction, look: Read, occasion: Occasion) -> Filed:
    """A letter came back: the coordinator finds another address, or another auditor."""
    bounce = look.bounce
    row = outbox.by_key(work, bounce.key) if bounce and bounce.key else None
    ids = [i for i in (bounce.message_id if bounce else None, *look.mail.in_reply_to) if i]
    row = row or (outbox.by_message_id(work, ids) if ids else None)
    if bounce and not bounce.permanent:
        return Filed(Folder.HANDLED, None, "a delivery is delayed", MailKind.BOUNCE)
    if row is None:
        return _told(work, occasion, "a delivery failure names no letter of ours", MailKind.BOUNCE)
    reason = "the mail system could not deliver it; the address may be wrong or no longer in use"
    letters = not_delivered(row, reason, occasion.policy, occasion.at)
    note = f"{row.letter.name} to {row.letter.to} could not be delivered"
    audit = programme.get(work, Audit, row.letter.about)
    asked = tuple(ask_for_another(row.letter, audit, occasion))
    save(work, Decision(note, (), letters, asked), occasion, about=row.letter.about)
    return Filed(Folder.HANDLED, row.letter.about, note, MailKind.BOUNCE)


def _told(
    work: Transaction, occasion: Occasion, why: str, kind: MailKind, *, urgent: bool = False
) -> Filed:
    """Put aside, and the coordinators told; if it is `urgent`, at any hour."""
    facts: dict[str, Fact] = {
        "why": why,
        "sender": "the mail system",
        "received": iso_time(occasion.at, occasion.policy),
        "about": None,
        "concern": None,
        "subject_shown": False,
    }
    readers = who_coordinates(occasion.council, occasion.today)
    letters = [
        replace(occasion.letter("put_aside", p.name, occasion.cause, facts), urgent=urgent)
        for p in readers
    ]
    note = f"a mail was put aside: {why}"
    save(work, Decision(note, (), tuple(letters)), occasion, about=occasion.cause)
    asks = f"A mail was put aside: {why}. Please read it in the folder Put aside."
    questions.ask(work, [to_read("A mail", asks, occasion)], occasion.at)
    return Filed(Folder.PUT_ASIDE, None, why, kind)


def _put_aside_unread(
    service: Service, work: Transaction, mail: RawMail, policy: Policy, at: datetime
) -> Filed:
    """The last resort: our own mistake. A person reads the mail now, in case a child is at risk."""
    occasion = service.occasion(work, policy, at, f"mail {sha256(mail)[:16]}")
    why = "the bot failed on this mail: please read it now"
    return _told(work, occasion, why, MailKind.OTHER, urgent=True)


def _enter(
    work: Transaction, mail: RawMail, filed: Filed, message_id: str | None, at: datetime
) -> None:
    entry = Entry(
        mail.id,
        message_id,
        sha256(mail),
        mail.received,
        filed.kind.value,
        filed.folder.value,
        filed.about,
        filed.note,
        filed.sender,
    )
    inbox.enter(work, entry, at)


def sha256(mail: RawMail) -> str:
    return hashlib.sha256(mail.raw).hexdigest()


def _message_id(raw: bytes) -> str | None:
    """By a look at the first bytes alone: nothing in a mail can make this slow or fail."""
    found = _MESSAGE_ID.search(raw[:_HEAD])
    return found.group(1).decode("ascii", "replace") if found else None
