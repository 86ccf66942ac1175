"""The reading of one mail: raw bytes to what was understood, with nothing decided yet."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.mail import kind, safeguarding
from bot.mail.absence import is_absence_text
from bot.mail.attached import NOTHING, Attached, attached, without_contents
from bot.mail.bounce import Bounce, bounce_of
from bot.mail.command_lines import command
from bot.mail.context import Context, Matter
from bot.mail.dates import find_dates, requested
from bot.mail.kind import KindFound, kind_of
from bot.mail.learnt import concern
from bot.mail.own_words import OwnWords, own_words
from bot.mail.practice import sounds_like_harm, unforeseen
from bot.mail.raw import Mail, parse
from bot.mail.returned import CONCERN_STATED, wish, with_form
from bot.mail.sender import SenderProof, proof
from bot.mail.several import by_audit
from bot.mail.spelling import as_meant
from bot.mail.stated_return import without_form_lines, without_graded_lines
from bot.mail.wishes import Understood, understand
from bot.policy.references import find_references, mistyped, without_marks
from bot.policy.said import MailKind, Reading, Wish, WishKind
from bot.policy.working_days import london_day


@dataclass(frozen=True, slots=True)
class Part:
    """What a mail about several audits says of one of them."""

    audit: str
    text: str  # its lines
    reading: Reading


@dataclass(frozen=True, slots=True)
class Read:
    """One mail, read: its parts, who sent it, its words, what they mean, what bounced."""

    mail: Mail
    sender: SenderProof
    words: OwnWords
    reading: Reading
    bounce: Bounce | None = None
    attached: Attached = NOTHING  # its workbooks, read
    parts: tuple[Part, ...] = ()  # for each audit its own, where that is beyond doubt

    @property
    def mistyped(self) -> tuple[str, ...]:
        """What the writer gives as references and is none."""
        return mistyped(self.words.short)

    @property
    def references(self) -> tuple[str, ...]:
        found = references(self.mail, self.words)
        return tuple(dict.fromkeys((*found, *self.attached.references)))


def read(
    raw: bytes,
    *,
    received: datetime,
    context: Context | None,
    sent_text: str | None = None,
    own_domains: Collection[str] = (),
    trusted: Collection[str] = (),
    signatures: Collection[str] = (),
    matters: Sequence[Matter] = (),
) -> Read:
    """What `raw` says. Never raises for a bad mail.

    `received`: aware; dates are read against its day in London. `sent_text`: the letter of ours
    that the mail answers. `signatures`: those learnt of its sender. `matters`: the audits, if the
    mail names several. An automatic mail has no wishes.
    """
    _forget()
    whole = parse(raw)
    brought, mail = attached(whole), without_contents(whole)
    found = kind_of(mail)
    if found.reason == kind.NO_WORDS and (brought.form or brought.rows):
        found = KindFound(MailKind.REPLY, "a filled-in workbook without further words")
    sender = proof(mail, own_domains=own_domains, trusted=trusted)
    words = own_words(mail, sent_text, signatures)
    day = london_day(received)
    reading = _read_kind(mail, found, sender, words, day, context, brought)
    bounce = bounce_of(mail) if found.kind is MailKind.BOUNCE else None
    parts = () if brought.form else read_parts(mail, words, reading, day, matters)
    return Read(mail, sender, words, reading, bounce, brought, parts)


def _forget() -> None:
    """Several rules look at the same sentence, so it is remembered: for one mail, and no longer."""
    for remembered in _REMEMBERED:
        remembered.cache_clear()


_REMEMBERED = (
    as_meant,
    concern,
    find_dates,
    safeguarding.alarms,
    safeguarding.what_is_told,
    sounds_like_harm,
)


def read_words(text: str, *, received: date, context: Context | None) -> Reading:
    """What a text means that is known to be the writer's own words."""
    words = OwnWords(short=text, long=text)
    answers_concern = context is not None and context.thread == "safeguarding"
    if is_absence_text(text) and not answers_concern:
        return _absence(words, received, ("the words are those of an out-of-office reply",))
    return _human(words, received, context, ())


def references(mail: Mail, words: OwnWords | None = None) -> tuple[str, ...]:
    """Our references in the subject, then in the writer's own words, each once."""
    own = words or own_words(mail)
    return tuple(dict.fromkeys((*find_references(mail.subject), *find_references(own.short))))


def _read_kind(
    mail: Mail,
    found: KindFound,
    sender: SenderProof,
    words: OwnWords,
    day: date,
    context: Context | None,
    brought: Attached,
) -> Reading:
    reasons = (found.reason, *(f"cut: {what}" for what in mail.cut))
    if found.kind is MailKind.OUT_OF_OFFICE:
        return _absence(words, day, reasons)
    if found.kind is MailKind.OTHER:
        return _unreadable(mail, words, reasons, brought)
    if found.kind is not MailKind.REPLY:
        return _machine(found.kind, words, reasons)
    reading = _human(words, day, context, (), mail, brought)
    doubts = [] if sender.proven else [sender.reason]
    if mail.cut:
        doubts.append("parts of the mail were too large to read")
    return replace(
        reading,
        needs_person=reading.needs_person or bool(doubts),
        to_read=reading.to_read or bool(mail.cut) or brought.to_read,
        reasons=(*doubts, *reading.reasons),
    )


def read_parts(
    mail: Mail, words: OwnWords, whole: Reading, day: date, matters: Sequence[Matter]
) -> tuple[Part, ...]:
    """The reading of each audit's own lines; none where it is not certain which those are.

    A concern must stand in the lines of an audit, or it might be told of the wrong child.
    """
    if not matters or whole.kind is not MailKind.REPLY or words.differ or mail.cut:
        return ()
    audits = {ref: matter.audit for matter in matters for ref in matter.references}
    texts = by_audit(words.short, audits, day, _names(mail))
    if texts.keys() != {matter.audit for matter in matters}:
        return ()
    parts = tuple(
        Part(m.audit, text, _human(OwnWords(text, text), day, m.context, ()))
        for m in matters
        for text in [texts[m.audit]]
    )
    beside = safeguarding.screen("", mail.subject, (a.name for a in mail.attachments)).raised
    placed = any(part.reading.safeguarding for part in parts) and not beside
    return parts if placed or not whole.safeguarding else ()


# Machines whose words are a person's, in part: a comment beside a meeting, an automatic answer.
_SCREENED = frozenset({MailKind.CALENDAR, MailKind.AUTOMATIC, MailKind.OUT_OF_OFFICE})


def _machine(kind: MailKind, words: OwnWords, reasons: tuple[str, ...]) -> Reading:
    """A mail with no wishes. What sounds like a concern is read; beside a meeting it alarms."""
    raised = kind in _SCREENED and safeguarding.screen(words.long).raised
    meeting = kind is MailKind.CALENDAR
    to_read = raised or (meeting and bool(words.long))
    return Reading(
        kind, words.long, safeguarding=raised and meeting, to_read=to_read, reasons=reasons
    )


def _unreadable(
    mail: Mail, words: OwnWords, reasons: tuple[str, ...], brought: Attached
) -> Reading:
    long = _with_attached(words.long, brought)
    alarm = safeguarding.screen(long, mail.subject, (a.name for a in mail.attachments))
    return Reading(
        MailKind.OTHER,
        long,
        wishes=(Wish(WishKind.UNCLEAR, ""),),
        safeguarding=alarm.raised,
        needs_person=True,
        to_read=True,
        reasons=reasons,
    )


def _absence(words: OwnWords, day: date, reasons: tuple[str, ...]) -> Reading:
    """An automatic reply is never a completion; its stated return is an absence hint."""
    back = requested(words.long, day)
    until = back.until if back.until and back.until >= day else None
    return replace(_machine(MailKind.OUT_OF_OFFICE, words, reasons), away_until=until)


def _human(
    words: OwnWords,
    day: date,
    context: Context | None,
    reasons: tuple[str, ...],
    mail: Mail | None = None,
    brought: Attached = NOTHING,
) -> Reading:
    subject = mail.subject if mail else ""
    understood = understand(
        words.short or _pressed(subject, words), day, context, _names(mail), attached=wish(brought)
    )
    understood = with_form(understood, brought.form)
    long = _with_attached(words.long, brought)
    alarm = _alarm(long, mail, context, understood.given.safeguarding)
    doubts = list(understood.reasons)
    if words.differ:
        doubts.append("it is not certain which words are the sender's own")
    wishes = _with_alarm(understood, alarm)
    concerns = [wish.kind is WishKind.SAFEGUARDING for wish in wishes]
    raised, only_alarm = any(concerns), all(concerns)
    return Reading(
        MailKind.REPLY,
        long,
        wishes=wishes,
        safeguarding=raised,
        needs_person=bool(doubts) and not only_alarm,
        to_read=bool(understood.unexplained) or raised or words.differ or bool(doubts),
        reasons=(*reasons, *doubts),
        actions=understood.actions,
        no_actions=understood.no_actions,
        given=understood.given,
    )


def _alarm(
    long: str, mail: Mail | None, context: Context | None, said: bool | None
) -> safeguarding.Alarm:
    """The alarm, from all that may have been written, and from a plain "yes" to the question."""
    long = without_form_lines(long, context.form if context else None)
    names = tuple(a.name for a in mail.attachments) if mail else ()
    alarm = safeguarding.screen(long, mail.subject if mail else "", names)
    if context is None or context.thread != "safeguarding":  # where a child is spoken of anyhow
        alarm = alarm.with_more(unforeseen(without_graded_lines(long)))
    return alarm.with_more((CONCERN_STATED,)) if said and not alarm.raised else alarm


def _with_attached(long: str, brought: Attached) -> str:
    return "\n\n".join(filter(None, (long, *brought.words)))


def _names(mail: Mail | None) -> frozenset[str]:
    """The words of the sender's name, as the From headers show it."""
    shown = " ".join(mail.names) if mail else ""
    return frozenset(re.findall(r"[^\W\d_]+", shown.casefold()))


def _pressed(subject: str, words: OwnWords) -> str:
    """The subject that a button wrote, where the mail program dropped the body it wrote too."""
    written = without_marks(subject)
    return written if not words.history and command(written, date.min) else ""


# Beside a concern these say nothing of their own.
_DROPPED_BESIDE_ALARM = frozenset(
    {WishKind.UNCLEAR, WishKind.QUESTION, WishKind.ACKNOWLEDGE, WishKind.SAFEGUARDING}
)


def _with_alarm(understood: Understood, alarm: safeguarding.Alarm) -> tuple[Wish, ...]:
    if not alarm.raised:
        return understood.wishes
    concern = Wish(WishKind.SAFEGUARDING, " … ".join(alarm.evidence)[:2000])
    if understood.only_seems:  # words as a whole seem to wish much where a child is spoken of
        return (concern,)
    return (*(w for w in understood.wishes if w.kind not in _DROPPED_BESIDE_ALARM), concern)
