"""One mail from a person: a concern first, then what is wished, or somebody is asked to look."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hmac import compare_digest

from bot.jobs.hear_second_looks import seat_of, second_look
from bot.jobs.hear_workbook import noted_audit, take_workbooks
from bot.jobs.incoming import Filed, Mail
from bot.jobs.locate import (
    Located,
    context_of,
    is_connected,
    locate,
    narrowed,
    only_open_audit,
)
from bot.jobs.putting_aside import ask_to_read, beyond_cap, cap_reached, put_aside, say_unread
from bot.jobs.service import Service
from bot.jobs.several import IN_ONE, answer_in_one, apart, matters, parts_of
from bot.jobs.signatures import learn, signatures_in
from bot.jobs.taking_back import located_by_last_act, remember, undo
from bot.mail.reading import Read
from bot.mail.stated_checks import stated_checks
from bot.mail.undoing import said_undo, says_more
from bot.policy.answers import Heard, pass_on
from bot.policy.compliance_letters import TO_RECORD
from bot.policy.council import Person
from bot.policy.decision import Decision, QuestionKind
from bot.policy.model import Concern, ConcernStatus
from bot.policy.occasion import Occasion
from bot.policy.raising_said import said
from bot.policy.references import CONCERN, mark, marks_in
from bot.policy.replies import decide_reply
from bot.policy.safeguarding import acknowledge, area_to_tell, may_acknowledge, raise_concern
from bot.policy.said import MailKind, Reading, Wish, WishKind
from bot.ports import Folder, RawMail, TemporaryError
from bot.store import publications
from bot.store.saving import save
from bot.store.transaction import Transaction

_PATIENCE = timedelta(hours=1)
_LONGEST_EVIDENCE = 300
_LONGEST_CONCERN = 4000
_STRANGER = "the sender is not on the People list"


def hear(
    service: Service,
    work: Transaction,
    occasion: Occasion,
    raw: RawMail,
    look: Read,
    doubt: str | None,
) -> Filed:
    """Decide about one mail that a person wrote, and save it. `doubt`: why it cannot be placed."""
    mail = _known(service, work, occasion, raw, look)
    filed = _decide(work, occasion, mail, doubt)
    if mail.person:
        answer_in_one(work, mail.person, mail.audit, occasion)
        learn(work, look, mail.person, service.secret, occasion)
    return replace(filed, sender=mail.person.name if mail.person else "")


def _decide(work: Transaction, occasion: Occasion, mail: Mail, doubt: str | None) -> Filed:
    if mail.parts and not doubt:
        return _each(work, occasion, mail.parts)
    told = _raise(work, mail, occasion) if _is_alarm(mail, occasion) else None
    if not told and _is_thanks_for_all(mail):
        return Filed(Folder.HANDLED, None, "an acknowledgement of our answers: nothing to do")
    doubt = doubt or _doubt(work, mail, occasion)
    concern = None if mail.undo or doubt else mail.located.concern
    if concern and mail.person and may_acknowledge(concern, mail.person, occasion):
        return _on_concern(work, mail, mail.person, concern, occasion)
    # What is said to a concern is heard whatever else comes in; all else has its caps.
    if cap := cap_reached(work, mail, occasion):
        return beyond_cap(work, mail, occasion, cap, told)
    if doubt or mail.person is None:
        return put_aside(work, mail, occasion, doubt or _STRANGER, told)
    ask_to_read(work, mail, occasion)
    say_unread(work, mail, occasion)
    if mail.attached.rows:
        return take_workbooks(work, mail, mail.person, occasion)
    if filed := second_look(work, mail, mail.person, occasion, told):
        return filed
    if mail.undo:
        about, note = undo(work, mail.located, mail.person, mail.undo, occasion)
        return Filed(Folder.HANDLED, about, note)
    return _on_audit(work, mail, mail.person, occasion, told)


def _is_thanks_for_all(mail: Mail) -> bool:
    """Whether nothing but thanks comes for a letter about several audits: none of them is meant."""
    letter, reading = mail.located.letter, mail.reading
    answers = letter is not None and letter.letter.name == IN_ONE and not mail.located.known
    thanks = {wish.kind for wish in reading.wishes} == {WishKind.ACKNOWLEDGE}
    return answers and mail.person is not None and thanks and not reading.to_read


def _each(work: Transaction, occasion: Occasion, parts: Sequence[Mail]) -> Filed:
    """Each audit hears its own part, as if that were a mail of its own."""
    ends = [_decide(work, occasion.part(str(part.audit)), part, None) for part in parts]
    aside = any(filed.folder is Folder.PUT_ASIDE for filed in ends)
    note = "; ".join(f"{filed.about}: {filed.note}" for filed in ends)
    return replace(ends[0], folder=Folder.PUT_ASIDE if aside else Folder.HANDLED, note=note)


def _known(
    service: Service, work: Transaction, occasion: Occasion, raw: RawMail, look: Read
) -> Mail:
    """Read again, now that it is known whose mail it is and which letter it answers."""
    answered = [*look.mail.in_reply_to, *look.mail.references]
    located = locate(work, answered, look.references, look.mistyped)
    address = look.sender.address
    person = occasion.council.who_has(address) if look.sender.proven and address else None
    if person and located.panel and located.file is None:
        located = replace(located, file=seat_of(work, located.panel, person))
    if person and not (located.known or located.doubt):
        meant = located_by_last_act if said_undo(look) else only_open_audit
        located = Located(located.letter, file=meant(work, person))
    if look.attached.rows and located.file is None:
        located = replace(located, file=noted_audit(work, look.attached))
    places = apart(work, look) if located.doubt and person else {}
    context = context_of(located, person, occasion)
    settings = service.settings
    read = service.reader.read(
        raw.raw,
        received=raw.received,
        context=context,
        sent_text=_sent_text(service, located, raw, occasion),
        own_domains=settings.council.domains,
        trusted=settings.mail.trusted_servers,
        signatures=signatures_in(work, look, person, service.secret) if person else (),
        matters=matters(work, places, person, occasion) if person else (),
    )
    word = said_undo(read) if read.reading.kind is MailKind.REPLY else None
    reading = read.reading.beside(look.reading)
    if word and person:
        more = says_more(read.words.long, occasion.today, person.name)
        reading = replace(reading, to_read=more or reading.safeguarding)
    stray = person is not None and _is_stray(look.mail.subject, person, service.secret)
    proven = look.sender.proven
    attached = read.attached
    if located.letter and located.letter.letter.name == TO_RECORD and not attached.rows:
        said = stated_checks(read.words.long)
        attached = replace(attached, rows=(said,) if said else ())
    mail = Mail(raw.received, address, proven, person, located, reading, word, stray, attached)
    return (
        mail if attached.rows else replace(mail, parts=parts_of(work, mail, read, places, occasion))
    )


def _is_stray(subject: str, person: Person, secret: bytes) -> bool:
    """Whether a button was pressed that was made for another reader, or the mark was made up."""
    marked = marks_in(subject)
    return not all(compare_digest(mark(secret, ref, person.name), found) for ref, found in marked)


def _sent_text(service: Service, located: Located, raw: RawMail, occasion: Occasion) -> str | None:
    """The letter that is answered. What cannot be had for an hour is done without: more is read."""
    if located.letter is None:
        return None
    try:
        sent = service.mailbox.sent(located.letter.letter.key)
    except TemporaryError:
        if occasion.at - raw.received < _PATIENCE:
            raise
        return None
    return sent.text if sent else None


def _doubt(work: Transaction, mail: Mail, occasion: Occasion) -> str | None:
    """Why no wish of this mail may be acted on; None: it is placed."""
    if mail.reading.kind is MailKind.OTHER:
        return "it could not be read: " + "; ".join(mail.reading.reasons)
    if not mail.proven:
        return "the sender could not be proven"
    if mail.person and mail.attached.rows:
        return None  # each row names its action, and each is asked whether it is the sender's
    if mail.located.doubt:
        return mail.located.doubt
    if mail.person is None:
        return _STRANGER
    if mail.stray:
        return "it comes from a button in a letter to somebody else"
    if not mail.located.known:
        return "it names no audit that we know"
    if not is_connected(work, mail.located, mail.person, occasion):
        return "the sender has nothing to do with the audit that it names"
    return None


# --- safeguarding: before everything else, and whatever else is the matter ------------------------


def _is_alarm(mail: Mail, occasion: Occasion) -> bool:
    """Any suggestion of harm (9.1); not the answer of somebody who is dealing with a concern."""
    if not mail.reading.safeguarding and not _wished(mail.reading, WishKind.SAFEGUARDING):
        return False
    concern = mail.located.concern
    return not (concern and mail.person and may_acknowledge(concern, mail.person, occasion))


def _raise(work: Transaction, mail: Mail, occasion: Occasion) -> Concern:
    audit = mail.located.file.audit if mail.located.file else None
    child = occasion.council.current_id(audit.child) if audit else ""
    area = area_to_tell(audit, publications.open_lists(work, child)) if audit else None
    concern = Concern(
        ref=occasion.new_reference(CONCERN, occasion.cause),
        audit=audit.ref if audit else None,
        child=audit.child if audit else None,
        team=audit.team if audit else None,
        worker=audit.worker if audit else None,
        service_area=area,
        raised_by=mail.person.name if mail.person else mail.address or "an unknown sender",
        raised_at=occasion.at,
        verified=mail.person is not None,
        words=mail.reading.own_words[:_LONGEST_CONCERN],
    )
    decision = raise_concern(concern, occasion)
    by = concern.raised_by
    save(work, decision, occasion, about=concern.ref, by=by)
    if audit:
        note = Decision(f"safeguarding concern {concern.ref} raised")
        save(work, note, occasion, about=audit.ref, by=by)
    return concern


def _on_concern(
    work: Transaction, mail: Mail, person: Person, concern: Concern, occasion: Occasion
) -> Filed:
    """An answer from somebody who was told: an acknowledgement, or a person looks at it."""
    wish = _wished(mail.reading, WishKind.ACKNOWLEDGE)
    undecided = concern.status is ConcernStatus.ACKNOWLEDGED
    # Whoever says by whom it is raised has it in hand, whatever the words beside it sound like.
    in_hand = not mail.reading.needs_person or said(mail.reading.own_words).by_whom is not None
    sure = wish is not None and in_hand
    if not (sure or undecided):
        # Not surely an acknowledgement: the chase goes on, and the words go before a person.
        decision = pass_on(Heard(person, mail.reading), mail.located.file, occasion)
        save(work, decision, occasion, about=concern.ref, by=person.name)
        return Filed(Folder.PUT_ASIDE, concern.ref, "an answer that is no clear acknowledgement")
    words = mail.reading.own_words[:_LONGEST_CONCERN]
    decision = acknowledge(concern, person, words, occasion)
    save(
        work,
        decision,
        occasion,
        about=concern.ref,
        by=person.name,
        evidence=wish.evidence[:_LONGEST_EVIDENCE] if wish else "",
    )
    return Filed(Folder.HANDLED, concern.ref, decision.note)


# --- wishes ---------------------------------------------------------------------------------------


def _on_audit(
    work: Transaction, mail: Mail, person: Person, occasion: Occasion, told: Concern | None
) -> Filed:
    file = narrowed(mail.located)
    occasion = occasion.begun(file.round if file else None)
    if file is None:
        decision = pass_on(Heard(person, mail.reading), None, occasion)
        about = mail.located.concern.ref if mail.located.concern else occasion.cause
    elif told and not _asks_more(mail.reading):
        decision = Decision(f"safeguarding concern {told.ref} raised")
        remember(work, file.audit.ref, person, decision, told.ref, occasion)
        return Filed(Folder.HANDLED, file.audit.ref, decision.note)
    else:
        decision = decide_reply(file, Heard(person, mail.reading), occasion)
        about = file.audit.ref
        remember(work, about, person, decision, told.ref if told else None, occasion)
    said = [w.evidence for w in mail.reading.wishes if w.kind is not WishKind.SAFEGUARDING]
    save(
        work,
        decision,
        occasion,
        about=about,
        by=person.name,
        evidence=" | ".join(said)[:_LONGEST_EVIDENCE],
    )
    waits = any(q.kind is QuestionKind.REPLY for q in decision.questions)
    return Filed(Folder.PUT_ASIDE if waits else Folder.HANDLED, about, decision.note)


def _asks_more(reading: Reading) -> bool:
    quiet = {WishKind.SAFEGUARDING, WishKind.UNCLEAR, WishKind.ACKNOWLEDGE}
    return any(wish.kind not in quiet for wish in reading.wishes)


def _wished(reading: Reading, kind: WishKind) -> Wish | None:
    return next((wish for wish in reading.wishes if wish.kind is kind), None)
