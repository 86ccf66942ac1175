"""The words of a mail that comes in: what sort it is, what it wishes, what was understood of it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class MailKind(StrEnum):
    """What sort of mail this is, told by its structure."""

    REPLY = "reply"
    AUTOMATIC = "automatic"
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    CALENDAR = "calendar"
    OWN = "own"  # the bot's own mail come back
    OTHER = "other"


class WishKind(StrEnum):
    """What a reply asks for."""

    COMPLETE = "complete"
    RETURN = "return"  # gives the audit form, or a part of it, without a word on the rest
    DEFER = "defer"
    DISPENSATION = "dispensation"
    REALLOCATE = "reallocate"
    SAFEGUARDING = "safeguarding"
    REMEDIAL_COMPLETE = "remedial_complete"
    MANAGEMENT_DECISION = "management_decision"
    AGREE = "agree"  # to a view of an audit: a partner on a panel, a reviewer (8.1)
    DISAGREE = "disagree"
    SETTLE = "settle"  # a disagreement: granted, the actions stand; else they are not required
    NOT_AGREED = "not_agreed"
    REVIEWED = "reviewed"
    APPOINT = "appoint"
    CASE_NOTE = "case_note"
    ACKNOWLEDGE = "acknowledge"
    QUESTION = "question"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class StatedAction:
    """One remedial action as an auditor's reply states it."""

    text: str
    days: int | None = None  # None: the rule's number of working days
    category: str = ""  # one of those on the sheet Form; "" if none is stated

    @property
    def is_safeguarding(self) -> bool:
        """Whether its words or its category call it one: no disagreement stops it (R-9.8-6)."""
        return "safeguard" in f"{self.category} {self.text}".casefold()


@dataclass(frozen=True, slots=True)
class StatedGrade:
    """The grade of one section, in the auditor's words."""

    section: str
    grade: str
    place: str = ""  # where it stands: "cell C7 of the sheet “Grades”"; "" in a mail's own words


@dataclass(frozen=True, slots=True)
class StatedReturn:
    """What a mail says of the audit form besides its actions, in its words or by a workbook."""

    grades: tuple[StatedGrade, ...] = ()
    all_grades: str = ""  # one grade for every section that has none of its own
    good_practice: str = ""
    actions_required: bool | None = None  # only where it is said outright
    safeguarding: bool | None = None
    form: str = ""  # the version that a workbook carries
    audit: str = ""  # the audit that a workbook names
    faults: tuple[str, ...] = ()  # what could not be taken, each a sentence with its place

    @property
    def says_anything(self) -> bool:
        return bool(
            self.grades
            or self.all_grades
            or self.good_practice
            or self.faults
            or self.actions_required is not None
            or self.safeguarding is not None
        )


NOTHING_SAID = StatedReturn()


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that a mail asks for, with the words that say so."""

    kind: WishKind
    evidence: str  # the words that say so
    until: date | None = None
    granted: bool | None = None  # of a decision: True approved, False declined
    refs: tuple[str, ...] = ()  # the references that these words name
    readings: tuple[date, ...] = ()  # where `until` must be asked: the days that may be meant


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of one mail, with quoted evidence; nothing is decided here."""

    kind: MailKind
    own_words: str  # all that may be the writer's ("long")
    wishes: tuple[Wish, ...] = ()
    safeguarding: bool = False  # the alarm
    unscreened: bool = False  # not even the alarm was looked for
    needs_person: bool = False  # nothing may be done until a person has decided
    to_read: bool = False  # a person must read it, done or not
    reasons: tuple[str, ...] = ()
    actions: tuple[StatedAction, ...] = ()
    no_actions: bool = False  # the reply says that no remedial action is required (R-9.1-1)
    given: StatedReturn = NOTHING_SAID  # what is said of the audit form
    away_until: date | None = None  # an out-of-office reply's stated return

    def beside(self, first: "Reading") -> "Reading":
        """A concern that the first look found stands, where this one could not read the mail."""
        if not self.unscreened:
            return self
        return replace(self, own_words=first.own_words, safeguarding=first.safeguarding)
