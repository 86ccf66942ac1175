"""The phrases in `corpus/`, all written for these tests: a new one is a line there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.mail.context import Context
from tests.mail.mails import MONDAY

_CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Phrase:
    """A reply, and what it wishes."""

    text: str
    context: Context
    wishes: frozenset[str] = frozenset()
    until: date | None = None
    received: date = MONDAY


def phrases(name: str) -> Iterator[Phrase]:
    """The phrases of one file, each a JSON object on a line."""
    for line in (_CORPUS / name).read_text("utf-8").splitlines():
        row = json.loads(line)
        until = row.get("until")
        yield Phrase(
            row["text"],
            Context(**row["context"]),
            frozenset(row.get("wishes", ())),
            date.fromisoformat(until) if until else None,
            date.fromisoformat(row.get("received", MONDAY.isoformat())),
        )


def sentences(name: str) -> tuple[str, ...]:
    """The sentences of one file, one on a line."""
    return tuple((_CORPUS / name).read_text("utf-8").splitlines())


UNDERSTOOD = tuple(
    phrase
    for name in ("phrases.jsonl", "kept_back.jsonl", "on_phones.jsonl")
    for phrase in phrases(name)
)
# Phrases to learn from: most are read as they were meant, and nothing wrong is done for the others.
LEARNT_FROM = tuple(
    phrase for name in ("at_first_sight.jsonl", "in_few_words.jsonl") for phrase in phrases(name)
)
# Near misses: read as an act, each would do something that its writer did not mean.
NEVER_ACTED_ON = tuple(phrases("near_misses.jsonl"))
# Answers to a concern that leave it with nobody.
NOT_TAKEN_ON = sentences("not_taken_on.txt")
ALARMING = sentences("alarming.txt")
CALM = sentences("calm.txt")
# What no lexicon of harms could foresee, and mails about families in which nothing is amiss.
TOLD_INDIRECTLY = sentences("told_indirectly.txt")
CALM_ABOUT_FAMILIES = sentences("calm_about_families.txt")
# The like, to learn from.
TOLD_PLAINLY = sentences("told_plainly.txt")
CALM_BESIDES = sentences("calm_besides.txt")
# They name a harm that is over, or was met well. The lexicon alarms all the same: only a whole
# closed clause may cancel, and a person who reads such a mail has lost a minute.
CALM_WITH_GRAVE_WORDS = sentences("calm_with_grave_words.txt")
# Automatic replies without their headers.
ABSENCES = sentences("absences.txt")
