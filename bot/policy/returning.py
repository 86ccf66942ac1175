"""What an auditor gives of the form, kept part by part until nothing is missing (6.3, 7.1, 7.3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.policy.council import tidy
from bot.policy.form import AuditForm, AuditReturn, GradeGiven
from bot.policy.in_force import Policy
from bot.policy.model import AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.said import Reading, StatedAction, StatedReturn
from bot.policy.wording import listed


@dataclass(frozen=True, slots=True)
class Taken:
    """The return with what a mail has added to it, and what keeps it from being whole."""

    returned: AuditReturn
    missing: tuple[str, ...]  # each ends the sentence "Please tell us …"
    faults: tuple[str, ...]  # what was given and could not be taken, with its place

    @property
    def whole(self) -> bool:
        """R-7.3-1: every required section, and whether actions are required (R-9.1-1)."""
        return not (self.missing or self.faults)


def take(file: AuditFile, reading: Reading, occasion: Occasion) -> Taken:
    """Add what the mail states to what was given before. Nothing given before is lost."""
    given = reading.given
    form = form_meant(file, given.form, occasion.policy)
    before = _before(file) or AuditReturn(
        file.audit.ref, file.audit.auditor, form.version, occasion.today
    )
    faults = [*given.faults, *_contradiction(reading)]
    if given.audit and given.audit != file.audit.ref:
        faults.append(f"The workbook is the one of {given.audit}, not of {file.audit.ref}.")
        given, reading = StatedReturn(), replace(reading, actions=(), no_actions=False)
    grades = _grades(before, given, form, faults)
    actions = _actions(before, reading, form)
    returned = replace(
        before,
        auditor=file.audit.auditor,
        form=form.version,
        grades=grades,
        good_practice=given.good_practice or before.good_practice,
        actions=actions,
        actions_required=_required(before, reading, actions),
        safeguarding=before.safeguarding if given.safeguarding is None else given.safeguarding,
    )
    found = Taken(returned, missing(returned, form), tuple(dict.fromkeys(faults)))
    whole_on = occasion.today if found.whole else None
    return replace(found, returned=replace(returned, whole_on=whole_on))


def _before(file: AuditFile) -> AuditReturn | None:
    """What this auditor has given; what a former one gave is not theirs to complete."""
    theirs = file.returned is not None and file.returned.auditor == file.audit.auditor
    return file.returned if theirs else None


def form_meant(file: AuditFile, version: str, policy: Policy) -> AuditForm:
    """The form that a workbook carries, if we have sent it; else the one the audit began with."""
    version = version or (file.returned.form if file.returned else "")
    sent = (f.form for f in policy.forms if f.form.version == version)
    return next(sent, policy.form_of(file.audit))


def missing(returned: AuditReturn | None, form: AuditForm) -> tuple[str, ...]:
    """What the form still needs, each part in words."""
    return tuple(_missing(returned, form))


def _missing(returned: AuditReturn | None, form: AuditForm) -> Iterator[str]:
    if form.asks_grades:
        for section in form.sections:
            if section.required and not (returned and returned.grade_of(section.name)):
                yield f"the grade of “{section.name}”"
    if returned is None or returned.actions_required is None:
        yield "whether remedial actions are required: yes or no"
    elif returned.actions_required and not returned.actions:
        yield "what must be put right, in a line for each remedial action"
    if form.asks_grades and (returned is None or returned.safeguarding is None):
        yield "whether there is a safeguarding concern: yes or no"


def _contradiction(reading: Reading) -> Iterator[str]:
    if reading.actions and reading.no_actions:
        yield (
            "It says both that no remedial action is required and what must be put right. Which of"
            " the two is right?"
        )


def _grades(
    before: AuditReturn, given: StatedReturn, form: AuditForm, faults: list[str]
) -> tuple[GradeGiven, ...]:
    """The grades in the order of the form: the newest of each section."""
    stated: dict[str, set[str]] = {}
    for each in given.grades:
        section, grade = form.section(each.section), form.grade(each.grade)
        where = f" ({each.place})" if each.place else ""
        if section is None:
            faults.append(f"“{each.section}”{where} is no section of this form.")
        elif grade is None:
            faults.append(
                f"“{_short(each.grade)}” for “{section.name}”{where} is no grade. The grades are"
                f" {grades_in_words(form)}."
            )
        else:
            stated.setdefault(section.name, set()).add(grade.name)
    for name, found in stated.items():
        if len(found) > 1:
            faults.append(f"“{name}” has more than one grade: {listed(sorted(found))}.")
    every = form.grade(given.all_grades) if given.all_grades else None
    kept = {g.section: g.grade for g in before.grades}
    sure = {name: next(iter(found)) for name, found in stated.items() if len(found) == 1}
    rest = {s.name: every.name for s in form.sections} if every else {}
    latest = {**kept, **{name: g for name, g in rest.items() if name not in stated}, **sure}
    return tuple(GradeGiven(s.name, latest[s.name]) for s in form.sections if s.name in latest)


def grades_in_words(form: AuditForm) -> str:
    """ "Outstanding (O), Good (G) and Inadequate (I)"."""
    return listed([f"{g.name} ({g.short})" if g.short else g.name for g in form.grades])


def _actions(before: AuditReturn, reading: Reading, form: AuditForm) -> tuple[StatedAction, ...]:
    """A form states all actions anew; the lines of a mail add to what was stated before."""
    if reading.no_actions and not reading.actions:
        return ()
    earlier = () if reading.given.form and reading.actions else before.actions
    found = {tidy(a.text): a for a in (*earlier, *reading.actions)}
    return tuple(
        replace(a, category=form.category(a.category) or a.category) for a in found.values()
    )


def _required(
    before: AuditReturn, reading: Reading, actions: tuple[StatedAction, ...]
) -> bool | None:
    if reading.actions and reading.no_actions:
        return None
    if actions:
        return True
    if reading.no_actions:
        return False
    said = reading.given.actions_required
    return before.actions_required if said is None else said


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else f"{line[:60]}…"


def taken_facts(taken: Taken) -> dict[str, Fact]:
    """What a receipt says of the form: what we have, what is missing, what was not understood."""
    return {
        "missing": list(taken.missing),
        "faults": list(taken.faults),
        "grades": [{"section": g.section, "grade": g.grade} for g in taken.returned.grades],
        "good_practice": taken.returned.good_practice,
        "given_actions": [a.text for a in taken.returned.actions],
    }


def form_facts(form: AuditForm) -> dict[str, Fact]:
    """The lines in which a reply gives the form, as a button writes them; none without a form."""
    if not form.asks_grades:
        return {"form_lines": [], "scale": ""}
    lines = [f"{number} {section.name}:" for number, section in enumerate(form.sections, 1)]
    return {
        "form_lines": [*lines, "Good practice:", "Safeguarding concern:"],
        "scale": grades_in_words(form),
    }
