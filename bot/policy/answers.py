"""Answers that change no audit: passed on, not understood, not theirs, or to be confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.policy.chains import Matter, Post
from bot.policy.commands import COMMANDS
from bot.policy.council import Person
from bot.policy.decision import Decision, Question, QuestionKind
from bot.policy.digests import digest_lines
from bot.policy.facts import audit_facts, person_facts
from bot.policy.gates import GATES, why_not
from bot.policy.kept_reading import reading_facts
from bot.policy.model import AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.said import Reading, Wish, WishKind
from bot.policy.wording import day_words, listed

DO_IT, LEAVE_IT = "Do it", "Leave it"
READ = "Read"
# Put before a person in any case, so that nobody need confirm it first.
PASSED_ON = frozenset({WishKind.QUESTION, WishKind.DISAGREE})


@dataclass(frozen=True, slots=True)
class Heard:
    """A reading, and the proven person whose words they are."""

    person: Person
    reading: Reading


def pass_on(heard: Heard, file: AuditFile | None, occasion: Occasion) -> Decision:
    """Put the words before a person: the coordinator, their cover, or the Consultant Head."""
    posts = (Post.COORDINATOR, Post.CONSULTANT_HEAD)
    told = occasion.policy.tell(Matter(None, None), occasion.today, *posts)
    readers = [t.person for t in told]
    about = file.audit.ref if file else occasion.cause
    audit: Fact = audit_facts(file.audit, occasion) if file else None
    words = heard.reading.own_words
    passed: dict[str, Fact] = {"audit": audit, "sender": person_facts(heard.person), "words": words}
    letters = [occasion.letter("question_passed_on", p.name, about, passed) for p in readers]
    if not readers:
        asks = (
            f"{heard.person.name} has written, and nobody is here to answer. Please read the mail."
        )
        waiting = f"question of {heard.person.name} waits on the Decisions list"
        return Decision(waiting, questions=(to_read(about, asks, occasion),))
    receipt: dict[str, Fact] = {"audit": audit, "answered_by": person_facts(readers[0])}
    letters.append(occasion.letter("question_receipt", heard.person.name, about, receipt))
    return Decision(f"question of {heard.person.name} passed on", (), tuple(letters))


def say_again(
    file: AuditFile, heard: Heard, occasion: Occasion, missing: str = "what you would like us to do"
) -> Decision:
    choices = offered(file, heard.person, occasion)
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "asks": missing,
        "choices": choices,
    }
    letter = occasion.letter("say_again", heard.person.name, file.audit.ref, facts)
    line = f"a reply of {heard.person.name} was not understood; they are asked again"
    asks = (
        f"{heard.person.name} has written about {file.audit.ref} and was asked to say it again. "
        "Please read the mail in the folder Handled."
    )
    question = to_read(file.audit.ref, asks, occasion)
    return Decision(line, (), (letter, *digest_lines(file.audit.ref, line, occasion)), (question,))


def offered(file: AuditFile, person: Person, occasion: Occasion) -> list[Fact]:
    """The commands that this person could give about this audit now."""
    return [
        {"label": in_words(Wish(command.kind, "", granted=command.granted)), "command": word}
        for word, command in COMMANDS.items()
        if command.kind in GATES
        and why_not(file, Wish(command.kind, "", granted=command.granted), person, occasion) is None
        and not (file.pending and command == COMMANDS["NOT ACHIEVABLE"])
    ]


def not_theirs(
    file: AuditFile, heard: Heard, wish: Wish, reason: str, occasion: Occasion
) -> Decision:
    """The writer learns why nothing was done: the audit has moved on (C5), or is done."""
    audit = audit_facts(file.audit, occasion)
    now_with = person_facts(occasion.council.person(file.audit.auditor))
    moved = wish.kind in _AUDITORS_OWN and heard.person.name != file.audit.auditor
    letter = (
        occasion.letter(
            "not_yours", heard.person.name, file.audit.ref, {"audit": audit, "now_with": now_with}
        )
        if moved
        else occasion.letter(
            "already_done",
            heard.person.name,
            file.audit.ref,
            {"audit": audit, "reason": reason},
        )
    )
    return Decision(f"no change: {reason}", (), (letter,))


_AUDITORS_OWN = frozenset(
    {
        WishKind.COMPLETE,
        WishKind.RETURN,
        WishKind.DEFER,
        WishKind.DISPENSATION,
        WishKind.REALLOCATE,
    }
)


def to_confirm(
    file: AuditFile, heard: Heard, wishes: Sequence[Wish], occasion: Occasion
) -> Decision:
    """Free text only proposes: the coordinator confirms with one choice in Decisions for each wish.

    A date that is missing or has several readings its writer alone knows: they say or choose it,
    and nobody else is troubled.
    """
    first = wishes[0]
    undated = first.kind is WishKind.DEFER and (first.readings or first.until is None)
    if undated and len(heard.reading.wishes) == 1:
        return _which_date(file, heard, first, occasion)
    guess = listed([in_words(wish) for wish in wishes])
    facts: dict[str, Fact] = {"audit": audit_facts(file.audit, occasion), "guess": guess}
    letter = occasion.letter("to_confirm", heard.person.name, file.audit.ref, facts)
    questions = tuple(_shall_we(file, heard, wishes, n, occasion) for n in range(len(wishes)))
    return Decision(f"taken to mean: {guess}; a person confirms", (), (letter,), questions)


def _shall_we(
    file: AuditFile, heard: Heard, wishes: Sequence[Wish], number: int, occasion: Occasion
) -> Question:
    """The row of the Decisions list for one of the wishes."""
    wish = wishes[number]
    data: dict[str, Fact] = {
        "audit": file.audit.ref,
        "person": heard.person.name,
        **reading_facts(heard.reading, wish),
    }
    among = f" ({number + 1} of {len(wishes)} things that the mail wishes)"
    do = "pass it on" if wish.kind in PASSED_ON else "do it"
    return Question(
        f"reply {occasion.cause}" + (f" {number + 1}" if number else ""),
        QuestionKind.REPLY,
        file.audit.ref,
        f'{heard.person.name} wrote about {file.audit.ref}: "{wish.evidence[:200]}". '
        f"We take it to mean: {in_words(wish)}{among if len(wishes) > 1 else ''}. Shall we {do}?",
        DO_IT,
        (DO_IT, LEAVE_IT),
        data,
    )


def _which_date(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    choices: list[Fact] = [
        {"label": f"defer until {day_words(day)}", "command": f"DEFER UNTIL {day_words(day)}"}
        for day in wish.readings
    ]
    other = "another" if choices else "a later"
    choices.append({"label": f"defer until {other} date", "command": "DEFER UNTIL"})
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "asks": "until which date you would like to defer",
        "choices": choices,
    }
    letter = occasion.letter("say_again", heard.person.name, file.audit.ref, facts)
    return Decision(f"{heard.person.name} is asked which date is meant", (), (letter,))


def to_read(about: str, asks: str, occasion: Occasion) -> Question:
    """A mail that a person must read: it waits on the Decisions list until somebody has."""
    return Question(f"read {occasion.cause}", QuestionKind.READ, about, asks, READ, (READ,))


def in_words(wish: Wish) -> str:
    """The wish as the receipt and the question put it."""
    words = _IN_WORDS[wish.kind]
    if wish.granted is not None:
        words = _DECIDED[wish.kind, wish.granted]
    when = "of" if wish.kind is WishKind.CASE_NOTE else "until"
    return f"{words} {when} {day_words(wish.until)}" if wish.until else words


_DECIDED: Mapping[tuple[WishKind, bool], str] = {
    (WishKind.MANAGEMENT_DECISION, True): "approve it",
    (WishKind.MANAGEMENT_DECISION, False): "decline it",
    (WishKind.SETTLE, True): "the actions stand",
    (WishKind.SETTLE, False): "the actions are not required",
}
_IN_WORDS: Mapping[WishKind, str] = {
    WishKind.COMPLETE: "the audit is complete",
    WishKind.RETURN: "this is the audit return",
    WishKind.DEFER: "defer the audit",
    WishKind.DISPENSATION: "excuse the auditor this period",
    WishKind.REALLOCATE: "give the audit to another auditor",
    WishKind.SAFEGUARDING: "a child may not be safe",
    WishKind.REMEDIAL_COMPLETE: "remedial actions are done",
    WishKind.MANAGEMENT_DECISION: "remedial actions cannot be achieved",
    WishKind.AGREE: "agreed",
    WishKind.DISAGREE: "we do not agree",
    WishKind.SETTLE: "a disagreement is settled",
    WishKind.NOT_AGREED: "it is still not agreed",
    WishKind.REVIEWED: "the audit has been reviewed",
    WishKind.APPOINT: "name who reviews the audit",
    WishKind.CASE_NOTE: "a Case Note has been made",
    WishKind.ACKNOWLEDGE: "acknowledged",
    WishKind.QUESTION: "a question",
    WishKind.UNCLEAR: "not understood",
}
