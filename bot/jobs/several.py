"""A mail that names several audits: what each is to its writer, and which part of it each hears."""

from collections.abc import Mapping
from dataclasses import replace

from bot.jobs.incoming import Mail
from bot.jobs.locate import Located, context_of, is_connected, locate
from bot.mail.attached import NOTHING
from bot.mail.context import Matter
from bot.mail.reading import Part, Read
from bot.mail.undoing import says_more, undo_in
from bot.policy.council import Person
from bot.policy.decision import Letter
from bot.policy.model import Fact
from bot.policy.occasion import Occasion
from bot.store import acts, outbox, programme
from bot.store.transaction import Transaction

IN_ONE = "answers"  # the letter that holds the answers about each audit
Places = Mapping[str, tuple[Located, tuple[str, ...]]]  # of each audit, and how the mail names it


def apart(work: Transaction, look: Read) -> Places:
    """Each audit that the mail names or answers; empty where anything else is named besides."""
    if look.mistyped:
        return {}
    answered = [*look.mail.in_reply_to, *look.mail.references]
    named: dict[str, tuple[str, ...]] = {}
    for ref in look.references:
        file = locate(work, (), (ref,)).file
        if file is None:
            return {}
        named[file.audit.ref] = (*named.get(file.audit.ref, ()), ref)
    thread = locate(work, answered, ()).file
    if thread:
        named.setdefault(thread.audit.ref, ())
    own = thread.audit.ref if thread else None
    return {
        audit: (locate(work, answered if audit == own else (), refs), refs)
        for audit, refs in named.items()
    }


def matters(
    work: Transaction, places: Places, person: Person, occasion: Occasion
) -> tuple[Matter, ...]:
    """What the reader must know of each; nothing where the sender is nobody to one of them."""
    found = []
    for audit, (located, refs) in places.items():
        context = context_of(located, person, occasion)
        if context is None or not is_connected(work, located, person, occasion):
            return ()
        found.append(Matter(audit, refs, context))
    return tuple(found)


def parts_of(
    work: Transaction, mail: Mail, read: Read, places: Places, occasion: Occasion
) -> tuple[Mail, ...]:
    """A mail for each audit; none where the mail is about one, or a person must take it apart."""
    if mail.person is None or mail.stray:
        return ()
    letter = mail.located.letter
    if mail.undo and not read.references and (letter is None or letter.letter.name == IN_ONE):
        return _undone(work, mail, mail.person)
    if not read.parts:
        return ()
    own = [_own(mail, part, places[part.audit][0], occasion) for part in read.parts]
    first = replace(own[0].reading, to_read=own[0].reading.to_read or read.attached.to_read)
    return (
        replace(own[0], reading=first),
        *(replace(other, attached=NOTHING) for other in own[1:]),
    )


def _own(mail: Mail, part: Part, located: Located, occasion: Occasion) -> Mail:
    word, reading = undo_in(part.text), part.reading
    if word and mail.person:
        more = says_more(part.text, occasion.today, mail.person.name)
        reading = replace(reading, to_read=more or reading.safeguarding)
    return replace(mail, located=located, reading=reading, undo=word)


def _undone(work: Transaction, mail: Mail, person: Person) -> tuple[Mail, ...]:
    """UNDO without a reference takes back a whole mail: the answered, or the writer's last."""
    letter, last = mail.located.letter, acts.last(work, person.name)
    beside = acts.beside(work, last) if last else []
    if letter:
        beside = [
            act for act in acts.parts_of(work, letter.letter.cause) if act.person == person.name
        ]
    files = [programme.audit_file(work, act.audit) for act in beside if not act.undone]
    if len(files) < 2:
        return ()
    return tuple(replace(mail, located=Located(file=file)) for file in files if file)


# What answers its reader's own mail; any other letter is theirs in another part that they have.
_ANSWERS = frozenset(
    """action_receipt actions_wanted already_done attachment_unread case_note_receipt
    completed_receipt not_yours question_receipt request_received request_refused review_receipt
    safeguarding_receipt say_again second_look_unclear to_confirm undo_refused undone
    workbook_read""".split()
)


def answer_in_one(work: Transaction, person: Person, audit: str | None, occasion: Occasion) -> None:
    """One letter for all that a mail has brought its writer: what is urgent first, and as urgent.

    `audit`: what the mail is about, if that is one. What others have a copy of leaves alone: they
    read of one audit.
    """
    rows = [
        row
        for row in outbox.because_of(work, occasion.cause, to=person.name, urgent=True)
        if row.letter.name in _ANSWERS and not row.letter.cc
    ]
    if len(rows) < 2:
        return
    rows.sort(key=lambda row: not row.letter.urgent)
    parts = [row.letter.cause.removeprefix(f"{occasion.cause}: ") for row in rows]
    audits = list(dict.fromkeys(part for part in parts if part != occasion.cause))
    audits = audits or ([audit] if audit else [])
    urgent = rows[0].letter.urgent
    facts: dict[str, Fact] = {
        "audits": list(audits),
        "concern": urgent,
        "undo": any(row.letter.facts.get("undo") for row in rows),
        "answers": [_part(row.letter, occasion) for row in rows],
    }
    about = audits[0] if len(audits) == 1 else occasion.cause
    letter = occasion.letter(IN_ONE, person.name, about, facts)
    outbox.owe(work, [replace(letter, urgent=urgent)], occasion.at)
    outbox.merge(work, rows, occasion.at)


def _part(letter: Letter, occasion: Occasion) -> Fact:
    """One answer, under the reference that it is about."""
    audit = letter.cause.removeprefix(f"{occasion.cause}: ")
    about = letter.about if letter.urgent or audit == occasion.cause else audit
    heading = about if about != occasion.cause else "Your mail"
    return {"about": heading, "letter": letter.name, "facts": dict(letter.facts)}
