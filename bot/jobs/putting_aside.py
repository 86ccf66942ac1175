"""Mails that a person must look at: put aside with the coordinator told, or to be read besides."""

from datetime import datetime, time, timedelta

from bot.jobs.incoming import Filed, Mail
from bot.policy.answers import to_read
from bot.policy.caps import Answered, Cap, reached
from bot.policy.chains import who_coordinates
from bot.policy.decision import Decision, Letter, Question
from bot.policy.facts import audit_facts, iso_time
from bot.policy.model import Concern, Fact
from bot.policy.occasion import Occasion
from bot.policy.wording import count_words
from bot.ports import Folder
from bot.store import inbox, keeping, questions
from bot.store.saving import save
from bot.store.transaction import Transaction

_AN_HOUR = timedelta(hours=1)
_UNSCREENED = "nobody could look whether it tells of a child at risk, nor in others that came now"


def put_aside(
    work: Transaction, mail: Mail, occasion: Occasion, why: str, told: Concern | None
) -> Filed:
    """Kept, filed apart, and the coordinator told. The sender gets no answer: who is it?"""
    about = mail.audit
    note = f"a mail was put aside: {why}"
    if told:
        note += f"; safeguarding concern {told.ref} raised all the same"
    decision = Decision(
        note,
        (),
        _letters(mail, occasion, why, occasion.cause, told),
        (_question(mail, occasion, why),),
    )
    by = mail.person.name if mail.person else "an unproven sender"
    save(work, decision, occasion, about=about or occasion.cause, by=by)
    return Filed(Folder.PUT_ASIDE, about, note, mail.reading.kind)


def cap_reached(work: Transaction, mail: Mail, occasion: Occasion) -> Cap | None:
    """The cap beyond which this mail is not acted on. Concerns are raised before, and uncapped."""
    sender = mail.person.name if mail.person else ""
    morning = datetime.combine(occasion.today, time(), occasion.policy.hours.zone)
    answered = Answered(
        of_sender=inbox.heard_from(work, sender, morning),
        about_audit=inbox.heard_about(work, mail.audit, morning) if mail.audit else 0,
        in_hour=inbox.heard_since(work, occasion.at - _AN_HOUR),
    )
    return reached(answered, sender, mail.audit, occasion.rules)


def beyond_cap(
    work: Transaction, mail: Mail, occasion: Occasion, cap: Cap, told: Concern | None
) -> Filed:
    """Put aside without a word to anybody, but that the coordinator is told once a day.

    Of mails in which nobody could look for a concern they are told at once, once in each cycle.
    """
    beyond = f"cap on {cap.on} {occasion.today}"
    step, why = beyond, cap.why
    if mail.reading.unscreened:
        step, why = f"unscreened at {occasion.at.isoformat()}", f"{_UNSCREENED}; {why}"
    if keeping.once(work, "caps", step, occasion.at):
        letters = _letters(mail, occasion, why, step, told)
        question = _question(mail, occasion, why)
        decision = Decision(f"no more mails are answered: {why}", (), letters, (question,))
        save(work, decision, occasion, about=mail.audit or occasion.cause)
    return Filed(Folder.PUT_ASIDE, mail.audit, f"beyond the {beyond}", mail.reading.kind)


def ask_to_read(work: Transaction, mail: Mail, occasion: Occasion) -> None:
    """Every mail with words beyond the known ones is put before a person the same day."""
    if not mail.reading.to_read or mail.person is None:
        return
    asks = (
        f"{mail.person.name} has written in their own words. Please read the whole mail: "
        "it is in the folder Handled, or Put aside if there is a decision to make about it."
    )
    questions.ask(work, [to_read(mail.audit or "A mail", asks, occasion)], occasion.at)


def say_unread(work: Transaction, mail: Mail, occasion: Occasion) -> None:
    """The sender of a workbook that we could not read learns why; a person looks at it besides."""
    if mail.person is None or not mail.attached.unread:
        return
    file = mail.located.file
    about = mail.audit or occasion.cause
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion) if file else None,
        "files": list(mail.attached.unread),
    }
    letter = occasion.letter("attachment_unread", mail.person.name, about, facts)
    note = f"{count_words(len(mail.attached.unread), 'attached file')} could not be read"
    save(work, Decision(note, (), (letter,)), occasion, about=about, by=mail.person.name)


def _letters(
    mail: Mail, occasion: Occasion, why: str, cause: str, told: Concern | None
) -> tuple[Letter, ...]:
    facts: dict[str, Fact] = {
        "why": why,
        "sender": _sender(mail),
        "received": iso_time(mail.received, occasion.policy),
        "about": mail.audit,
        "concern": told.ref if told else None,
        "subject_shown": False,
    }
    # No screen has looked whether a child is at risk: a person does, at any hour.
    urgent = mail.reading.unscreened
    return tuple(
        Letter("put_aside", p.name, mail.audit or occasion.cause, cause, facts, urgent=urgent)
        for p in who_coordinates(occasion.council, occasion.today)
    )


def _question(mail: Mail, occasion: Occasion, why: str) -> Question:
    asks = (
        f"A mail of {_sender(mail)} was put aside: {why}. Please read it in the folder Put aside."
    )
    return to_read(mail.audit or "A mail", asks, occasion)


def _sender(mail: Mail) -> str:
    return mail.person.name if mail.person else mail.address or "unknown"
