"""What a reply states for a whole panel, and what is asked where a second look is not clear."""

from collections.abc import Sequence
from dataclasses import replace

from bot.policy.consensus import Together
from bot.policy.council import Person
from bot.policy.decision import Decision
from bot.policy.facts import audit_facts
from bot.policy.form import AuditReturn
from bot.policy.model import AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.returning import take
from bot.policy.said import Reading

REVIEW_CHOICES = (("I agree", "AGREE"), ("I do not agree", "DISAGREE"))
LEAD_CHOICES = (("This is our one view", "COMPLETE"), ("We cannot agree", "DISAGREE"))
WAITING_CHOICES = (("We cannot agree", "DISAGREE"), ("Ask a question", "QUESTION"))
_LONGEST = 300


def stated(
    it: Together, person: Person, reading: Reading, occasion: Occasion
) -> tuple[AuditReturn, tuple[str, ...]]:
    """The view with what this reply adds to it, and what is still missing, in words.

    It has the reference of the panel: the views of the auditors stay as they were (R-8.1-2).
    """
    whole = AuditFile(replace(it.lead.audit, ref=it.panel.ref, auditor=person.name))
    taken = take(replace(whole, returned=_before(it, person)), reading, occasion)
    return taken.returned, (*taken.missing, *taken.faults)


def _before(it: Together, person: Person) -> AuditReturn | None:
    """What was stated for the panel before, and by whomever: nothing given is lost (7.1)."""
    return replace(it.statement, auditor=person.name) if it.statement else None


def unclear(
    file: AuditFile,
    ref: str,
    person: Person,
    asks: Sequence[str],
    choices: Sequence[tuple[str, str]],
    occasion: Occasion,
) -> Decision:
    """The writer is asked again, with the replies that would be understood."""
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "ref": ref,
        "asks": list(asks),
        "choices": [{"label": label, "command": command} for label, command in choices],
    }
    letter = occasion.letter("second_look_unclear", person.name, ref, facts)
    return Decision(f"{person.name} is asked again", (), (letter,))


def first_words(words: str) -> str:
    """What somebody wrote below their command, on one line."""
    lines = words.strip().splitlines()
    rest = " ".join(" ".join(lines[1:] or lines).split()).removeprefix("Reason:").strip()
    return rest if len(rest) <= _LONGEST else f"{rest[:_LONGEST]}…"
