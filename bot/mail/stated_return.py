"""The audit form in the words of a mail: one line for each grade, as it is typed on a phone."""

import re
from collections.abc import Iterator

from bot.mail.patterns import AnyOf
from bot.policy.form import AuditForm
from bot.policy.said import StatedGrade, StatedReturn

_LABELLED = re.compile(r"[\s*_•>-]{0,6}(?P<label>[^:=\n]{1,80}?)\s*[:=]\s*(?P<value>.{0,2000})")
_NUMBERED = re.compile(r"[\s*_•>-]{0,6}(?P<label>\d{1,2})\s*[.)–-]?\s+(?P<value>\S.{0,60})")
_ALL = AnyOf(r"(?:all|every)(?: (?:other|the|remaining))*(?: (?:sections?|grades?|areas?))?")
_GRADES = AnyOf(r"(?:my |the )?grades?")
_GOOD_PRACTICE = AnyOf(r"good practice(?: (?:seen|noted|found|identified))?")
_CONCERN = AnyOf(r"(?:any )?safeguarding (?:concerns?|issues?)")
_REQUIRED = AnyOf(r"(?:are )?(?:remedial )?actions?(?: (?:required|needed))?\s*\??")
_NONE = AnyOf(r"(?:no|none|nil|n/?a|not applicable)(?: (?:identified|found|noted))?[.!]?")
_YES = AnyOf(r"(?:yes|y|required)[.!]?")
_ONE_OF_SEVERAL = re.compile(r"\s*(?P<label>\d{1,2})\s*[.:=)–-]?\s*(?P<value>[^\d,;]{1,60})")


def stated_return(text: str, form: AuditForm | None) -> tuple[StatedReturn, str]:
    """What the lines of `text` say of the form, and the text without those lines.

    Only what the form asks for is taken: a line "Assessment: Good" says nothing to an audit whose
    form has no such section.
    """
    if form is None:
        return StatedReturn(), text
    said = _Said(form)
    rest = [line for line in text.split("\n") if not said.takes(line)]
    return said.all(), "\n".join(rest)


def without_form_lines(text: str, form: AuditForm | None) -> str:
    """The text without the lines of the form that say nothing of a child, for the alarm.

    Those are a section with a grade of the scale and not a word besides, and the label of the
    safeguarding concern that a button wrote and nobody has filled in: the next line is the
    button's too. Whatever else stands there is screened.
    """
    lines = text.split("\n")
    kept = []
    for number, line in enumerate(lines):
        left_blank = _BLANK_CONCERN.fullmatch(line) and _BUTTON_GOES_ON.match(
            next((x for x in lines[number + 1 :] if x.strip()), "")
        )
        if not (left_blank or (form and form.asks_grades and _is_plain_grade(line, form))):
            kept.append(line)
    return "\n".join(kept)


def without_graded_lines(text: str) -> str:
    """The text without the lines of any audit form: a heading and a grade, or a numbered heading.

    For the reader of whole sentences, which hears a concern in "Safety and risk: RI". The heading
    is a form's, even where it is not known which; whatever else stands behind it stays.
    """
    return "\n".join(line for line in text.split("\n") if not _GRADED.fullmatch(line))


_HEADING = r"[^:=.!?\n]{1,60}?"
_GRADED = re.compile(
    rf"\W{{0,6}}(?:\d{{1,2}}\W{{1,3}}{_HEADING}[:=]"
    rf"|(?:\d{{1,2}}\W{{1,3}})?{_HEADING}(?:[:=]|\s[–—-]\s)\s*"
    r"(?:o|g|ri|i|outstanding|good|requires improvement|inadequate))\W{0,6}",
    re.IGNORECASE,
)
_BLANK_CONCERN = re.compile(r"\W{0,6}safeguarding concerns?\s*:\s*", re.IGNORECASE)
_BUTTON_GOES_ON = re.compile(r"\W{0,6}(?:remedial )?actions?\s*:", re.IGNORECASE)


def _is_plain_grade(line: str, form: AuditForm) -> bool:
    said = _Said(form)
    known = said.takes(line) and not (said.good_practice or said.safeguarding or said.faults)
    return known and all(form.grade(g.grade) for g in said.grades)


class _Said:
    """What has been found so far in the lines of one text."""

    def __init__(self, form: AuditForm) -> None:
        self.form = form
        self.grades: list[StatedGrade] = []
        self.all_grades = ""
        self.good_practice = ""
        self.required: bool | None = None
        self.safeguarding: bool | None = None
        self.faults: list[str] = []

    def all(self) -> StatedReturn:
        return StatedReturn(
            tuple(self.grades),
            self.all_grades,
            self.good_practice,
            self.required,
            self.safeguarding,
            faults=tuple(self.faults),
        )

    def takes(self, line: str) -> bool:
        """Whether the line says something of the form, which is kept."""
        found = _LABELLED.fullmatch(line[:2100])
        if found:
            return self._labelled(found["label"].strip(" *_"), found["value"].strip(" *_"))
        found = _NUMBERED.fullmatch(line[:200])
        graded = found and self.form.grade(found["value"]) and self.form.section(found["label"])
        if found and graded:
            self.grades.append(StatedGrade(graded.name, found["value"].strip()))
        return bool(graded)

    def _labelled(self, label: str, value: str) -> bool:
        if self.form.asks_grades and (section := self.form.section(label)):
            if value:
                self.grades.append(StatedGrade(section.name, value))
            return True
        if self.form.asks_grades and _ALL.fullmatch(label) and self.form.grade(value):
            self.all_grades = value
            return True
        if self.form.asks_grades and _GRADES.fullmatch(label) and value:
            return self._several(value)
        if _GOOD_PRACTICE.fullmatch(label):
            self.good_practice = "" if _NONE.fullmatch(value) else value
            return True
        if _CONCERN.fullmatch(label):
            return self._concern(value)
        if _REQUIRED.fullmatch(label) and _YES.fullmatch(value):
            self.required = True  # the line stays: it may head a list of the actions
        return False

    def _concern(self, value: str) -> bool:
        if value:
            self.safeguarding = not _NONE.fullmatch(value)
        return not self.safeguarding  # a concern stays in the text, for everything that looks there

    def _several(self, value: str) -> bool:
        """All grades on one line: "1 G, 2 G, 3 RI", or in the order of the form "G G RI"."""
        found = list(self._in_order(value) or self._one_by_one(value))
        if not found:
            self.faults.append(
                f"The line “Grades: {value[:80]}” was not understood. Write one section on a line,"
                " with its grade after a colon."
            )
        self.grades += found
        return True

    def _in_order(self, value: str) -> list[StatedGrade]:
        pieces = [p for p in re.split(r"[,;\s]+", value) if p]
        sections = self.form.sections
        if len(pieces) != len(sections) or not all(map(self.form.grade, pieces)):
            return []
        return [StatedGrade(s.name, p) for s, p in zip(sections, pieces, strict=True)]

    def _one_by_one(self, value: str) -> Iterator[StatedGrade]:
        for piece in filter(str.strip, re.split(r"[,;]", value)):
            found = _ONE_OF_SEVERAL.fullmatch(piece)
            section = self.form.section(found["label"]) if found else None
            if found is None or section is None:
                self.faults.append(
                    f"“{piece.strip()[:80]}” was not understood. Write one section on a line, with"
                    " its grade after a colon."
                )
            else:
                yield StatedGrade(section.name, found["value"].strip())
