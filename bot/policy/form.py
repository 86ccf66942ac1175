"""The audit form as the coordinator has set it, and what an auditor has given of it (6.3, 7.3)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.policy.council import tidy
from bot.policy.said import StatedAction


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the record that the auditor judges."""

    name: str
    meaning: str = ""  # what to look at, for the form
    required: bool = True  # R-7.3-1: without it the return is not accepted


@dataclass(frozen=True, slots=True)
class Grade:
    """One step of the scale, best first."""

    name: str
    short: str = ""  # what may be typed instead, such as "RI"
    meaning: str = ""


@dataclass(frozen=True)
class AuditForm:
    """What is asked of an auditor. Without sections no grades are asked for."""

    sections: tuple[Section, ...] = ()
    grades: tuple[Grade, ...] = ()
    categories: tuple[str, ...] = ()  # what remedial actions are sorted by

    @cached_property  # it is asked for every audit that there ever was
    def version(self) -> str:
        """Differs whenever what is asked does (R-6.3-1): "F-" and eight hexadecimal digits."""
        asked = repr((self.sections, self.grades, self.categories))
        return f"F-{hashlib.sha256(asked.encode()).hexdigest()[:8].upper()}"

    @property
    def asks_grades(self) -> bool:
        return bool(self.sections and self.grades)

    def grade(self, words: str) -> Grade | None:
        """The grade that these words name: whole, short, by its number, or by a clear beginning."""
        said = tidy(words).rstrip(".!")
        by_name = {tidy(name): g for g in self.grades for name in (g.name, g.short) if name}
        if said in by_name:
            return by_name[said]
        begun = [g for g in self.grades if len(said) > 2 and tidy(g.name).startswith(said)]
        return begun[0] if len(begun) == 1 else None

    def section(self, words: str) -> Section | None:
        """The section that these words name: by its name, its number, or both."""
        said = tidy(words)
        for number, section in enumerate(self.sections, 1):
            name = tidy(section.name)
            if said in (name, str(number), f"{number} {name}", f"{number}. {name}"):
                return section
        return None

    def category(self, words: str) -> str | None:
        return next((c for c in self.categories if tidy(c) == tidy(words)), None)


NO_FORM = AuditForm()


@dataclass(frozen=True, slots=True)
class FormInForce:
    """One version of the form, and the day from which audits are assigned with it."""

    since: date
    form: AuditForm


def form_of_day(forms: Iterable[FormInForce], day: date | None) -> AuditForm:
    """The form of the audits assigned on `day`: an audit keeps the form that it began with."""
    listed = list(forms)  # in the order in which they came into force
    earlier = [f for f in listed if day is None or f.since <= day]
    chosen = earlier[-1:] or listed[:1]
    return chosen[0].form if chosen else NO_FORM


@dataclass(frozen=True, slots=True)
class GradeGiven:
    """The grade of one section, both by the names that the form had at the time."""

    section: str
    grade: str


@dataclass(frozen=True, slots=True)
class AuditReturn:
    """What an auditor has given of the form so far: one for each audit, whole or not yet."""

    ref: str  # the audit's
    auditor: str
    form: str  # the version of the form (R-6.3-1)
    started_on: date
    grades: tuple[GradeGiven, ...] = ()  # in the order of the form
    good_practice: str = ""
    actions_required: bool | None = None  # R-9.1-1: yes or no must be stated
    actions: tuple[StatedAction, ...] = ()
    safeguarding: bool | None = None  # the auditor's own yes or no; None: not stated
    whole_on: date | None = None  # when nothing was missing any more

    def grade_of(self, section: str) -> str | None:
        return next((g.grade for g in self.grades if g.section == section), None)
