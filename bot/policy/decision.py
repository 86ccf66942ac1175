"""What a decision brings about: records, letters and questions, saved as one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from bot.policy.action_checks import ActionCheck
from bot.policy.form import AuditReturn
from bot.policy.matters import CaseNote, Dispute, ManagementDecision
from bot.policy.model import Action, Audit, Concern, Fact, Request, Round
from bot.policy.panels import Panel
from bot.policy.publication import CaseEvent
from bot.policy.reviews import Review


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail owed to one reader. Its key makes it impossible to owe the same letter twice."""

    name: str  # message_templates/<name>.md
    to: str  # a person's name; the address is looked up when the letter leaves
    about: str  # the reference of the audit, action, request, concern or round
    cause: str  # what made it owed: a mail, a rung of a ladder, a round
    facts: Mapping[str, Fact] = field(default_factory=dict)
    cc: tuple[str, ...] = ()
    urgent: bool = False  # safeguarding: at any hour, before all others
    digest: bool = False  # a line in the reader's daily digest instead of a mail of its own

    @property
    def key(self) -> str:
        return f"{self.cause}|{self.name}|{self.about}|{self.to}"


class QuestionKind(StrEnum):
    """What an answer on the Decisions list does."""

    REPLY = "reply"  # act on a mail as it was understood, or not
    ROUND = "round"  # deploy, discard or draw again
    REQUEST = "request"  # grant or decline
    SUCCESSOR = "successor"  # who takes the audit over
    NOT_ACHIEVABLE = "not achievable"  # a Management Decision (9.4)
    ANNEXE = "annexe"  # believe a mass change, or not
    SURGE = "surge"  # send more letters than usual, or withhold them
    VANISHED = "vanished"  # what became of a case that is gone from Annexe A
    SAME_CHILD = "same child"  # whether two ids are of one child
    SAME = "same"  # are two remedial actions of a child one?
    DISPUTE = "dispute"  # what has come of a disagreement (9.8)
    READ = "read"  # a person has read it: nothing more
    REVIEWER = "reviewer"  # who quality assures an audit that nobody here may
    REVIEW = "review"  # what becomes of an audit that its reviewer does not confirm
    REPLACE = "replace"  # whether a reserve is audited instead of a case that closed (9.6)
    THEME = "theme"  # whether the report of a theme is written


@dataclass(frozen=True, slots=True)
class Question:
    """What the bot could not decide: one row of the Decisions list, answered by the coordinator."""

    key: str  # stable: asking again changes nothing
    kind: QuestionKind
    about: str
    asks: str
    guess: str
    choices: tuple[str, ...]
    data: Mapping[str, Fact] = field(default_factory=dict)  # what the answer will be applied to


Record: TypeAlias = (
    Round
    | Audit
    | Action
    | Request
    | Concern
    | AuditReturn
    | ActionCheck
    | ManagementDecision
    | Dispute
    | CaseNote
    | Panel
    | Review
    | CaseEvent
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What should become true: saved as one transaction, with its history and its letters."""

    note: str  # one line of history, in words that a person can read
    records: tuple[Record, ...] = ()
    letters: tuple[Letter, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()  # further lines of history: reference, what
