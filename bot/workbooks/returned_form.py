"""An audit return that came back: what stands in it, and what could not be taken, cell by cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.policy.council import tidy
from bot.policy.references import AUDIT, find_references
from bot.policy.said import StatedAction, StatedGrade, StatedReturn
from bot.workbooks.finding import Entry, FoundRow, all_text, find_rows, marks
from bot.workbooks.opening import Grid
from bot.workbooks.return_layout import (
    ACTION,
    ACTIONS,
    ANSWER,
    CATEGORY,
    CONCERN,
    CONCERN_WORDS,
    DAYS,
    GOOD_PRACTICE,
    GRADE,
    GRADES,
    QUESTION,
    QUESTIONS,
    REQUIRED,
    SECTION,
    VERSION,
)
from bot.workbooks.tables import NOTHING

_YES, _NO = ("yes", "y", "true", "✓", "x"), ("no", "n", "false", "none", "nil")
_DAYS = re.compile(r"(\d{1,3})\s*(?:working )?(?:days?)?\.?", re.IGNORECASE)
_LONGEST = 4000  # characters of one cell that are taken


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """One returned form: what it states, and the words of its own that a person wrote into it."""

    given: StatedReturn
    actions: tuple[StatedAction, ...] = ()
    concern: str = ""  # what the safeguarding concern is
    words: tuple[str, ...] = ()  # every free text, for the safeguarding screen

    @property
    def is_blank(self) -> bool:
        """Whether nobody has filled in anything: the form as we sent it."""
        return not (self.given.says_anything or self.actions or self.concern)


def read_form(grids: Sequence[Grid]) -> ReturnedForm | None:
    """What was filled in; None if this is no audit return at all."""
    graded = find_rows(grids, (SECTION, GRADE))
    asked = find_rows(grids, (QUESTION, ANSWER))
    stated = find_rows(grids, (ACTION, DAYS))
    refs = [r for text in all_text(grids) for r in find_references(text[:2000]) if r[:2] == AUDIT]
    if asked is None and stated is None and (graded is None or not refs):
        return None
    faults: list[str] = []
    answers = dict(_answers(asked or ()))
    actions = tuple(_actions(stated or (), faults))
    faults += _missing_sheets(_expected(graded, grids), asked, stated)
    version = next(iter(marks(grids, VERSION)), "")
    given = StatedReturn(
        grades=tuple(_grades(graded or ())),
        good_practice=_text(answers.get(tidy(GOOD_PRACTICE))),
        actions_required=_yes_no(answers.get(tidy(REQUIRED)), faults),
        safeguarding=_yes_no(answers.get(tidy(CONCERN)), faults),
        form=version,
        audit=_only(refs, faults),
        faults=tuple(faults),
    )
    concern = _text(answers.get(tidy(CONCERN_WORDS)))

    # What stands where a yes or no is wanted may be anything: it is screened as well.
    loose = [_text(answers.get(tidy(question))) for question in (REQUIRED, CONCERN)]
    unclear = [words for words in loose if tidy(words) not in (*_YES, *_NO)]
    words = (given.good_practice, concern, *(a.text for a in actions), *unclear)
    return ReturnedForm(given, actions, concern, tuple(w for w in words if w))


def _expected(
    graded: Sequence[FoundRow] | None, grids: Sequence[Grid]
) -> Sequence[FoundRow] | None:
    """The grades; None if they were asked for and are not found. Some forms ask for none."""
    asks = any(grid.name == GRADES for grid in grids) or any(
        f"{GRADES}, {QUESTIONS}" in text for text in all_text(grids)
    )
    return graded if graded is not None or asks else ()


def _missing_sheets(
    graded: Sequence[FoundRow] | None,
    asked: Sequence[FoundRow] | None,
    stated: Sequence[FoundRow] | None,
) -> Iterator[str]:
    for rows, sheet, headings in (
        (graded, GRADES, (SECTION, GRADE)),
        (asked, QUESTIONS, (QUESTION, ANSWER)),
        (stated, ACTIONS, (ACTION, DAYS)),
    ):
        if rows is None:
            named = " and ".join(f"“{heading}”" for heading in headings)
            yield f"The sheet “{sheet}” is missing, or has lost its headings {named}."


def _only(refs: Sequence[str], faults: list[str]) -> str:
    named = list(dict.fromkeys(refs))
    if len(named) > 1:
        faults.append(f"The workbook names more than one audit: {', '.join(named)}.")
    return named[0] if len(named) == 1 else ""


def _grades(rows: Sequence[FoundRow]) -> Iterator[StatedGrade]:
    for row in rows:
        section, grade = _text(row[SECTION]), _text(row[GRADE])
        if section and grade:
            yield StatedGrade(section, grade, row[GRADE].place)


def _answers(rows: Sequence[FoundRow]) -> Iterator[tuple[str, Entry]]:
    for row in rows:
        if row[QUESTION].value is not None:
            yield tidy(row[QUESTION].text), row[ANSWER]


def _yes_no(entry: Entry | None, faults: list[str]) -> bool | None:
    words = _text(entry)
    said = tidy(words).rstrip(".!")
    if not said or entry is None:
        return None
    if said in _YES:
        return True
    if said in _NO:
        return False
    faults.append(f"{_capital(entry.place)}: “{_short(words)}” is neither Yes nor No.")
    return None


def _actions(rows: Sequence[FoundRow], faults: list[str]) -> Iterator[StatedAction]:
    for row in rows:
        text, category = _text(row[ACTION]), _text(row[CATEGORY])
        if not text:
            if category or _text(row[DAYS]):
                faults.append(
                    f"{_capital(row[ACTION].place)}: the action has no words. Say what must be put"
                    " right."
                )
            continue
        yield StatedAction(text, _days(row[DAYS], faults), category)


def _days(entry: Entry, faults: list[str]) -> int | None:
    words = _text(entry)
    if not words:
        return None
    found = _DAYS.fullmatch(words)
    if found and int(found[1]) > 0:
        return int(found[1])
    faults.append(
        f"{_capital(entry.place)}: “{_short(words)}” is no number of working days. Write a whole"
        " number, or nothing."
    )
    return None


def _text(entry: Entry | None) -> str:
    words = entry.text[:_LONGEST] if entry else ""
    return "" if words == NOTHING else words


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else f"{line[:60]}…"


def _capital(place: str) -> str:
    return place[:1].upper() + place[1:]
