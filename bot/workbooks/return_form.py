"""The audit return as a workbook: what an auditor fills in, with what was given already in it."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.policy.form import AuditForm, AuditReturn
from bot.policy.wording import day_words
from bot.workbooks.drawing import write_table
from bot.workbooks.layout import HEADER
from bot.workbooks.looks import FONT, TITLE
from bot.workbooks.pages import Book, fit_height, new_book, put_text
from bot.workbooks.return_layout import (
    ACTION,
    ACTION_ROWS,
    ACTIONS,
    ANSWER,
    CATEGORIES,
    CATEGORY,
    CONCERN,
    CONCERN_WORDS,
    DAYS,
    EXPLAINED,
    GOOD_PRACTICE,
    GRADE,
    GRADES,
    QUESTION,
    QUESTIONS,
    REQUIRED,
    SECTION,
)
from bot.workbooks.tables import Column, Kind, Table

READ_ME = "Read me"
WIDTH = 100
GRADE_NAMES, CATEGORY_NAMES = "GradeNames", "CategoryNames"
YES_NO = ("Yes", "No")
# On a locked sheet people may still make columns wider and filter; they may not move anything.
ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True}


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What the form says of its audit. Never the child's id: the file is saved and passed on."""

    ref: str
    auditor: str
    team: str
    due: date | None
    council: str
    marking: str  # may be empty
    contact: str  # whom to ask, in words
    action_days: int


def return_form(form: AuditForm, facts: FormFacts, given: AuditReturn | None = None) -> bytes:
    """The workbook, the same bytes for the same arguments, with what was `given` in its cells."""
    book = new_book(f"Audit return {facts.ref}", facts.due or date(2025, 1, 1))
    tables = tables_of(form, facts, given)
    read_me = book.page(READ_ME)
    pages = [book.page(table.name) for table in tables]
    write_read_me(book, read_me, facts, form)
    for page, table in zip(pages, tables, strict=True):
        write_table(book, page, table)
    define(book, GRADE_NAMES, EXPLAINED, len(form.grades))
    define(book, CATEGORY_NAMES, CATEGORIES, len(form.categories))
    for page in (read_me, *pages):
        page.protect("", ALLOWED)
    read_me.activate()
    return with_locked_structure(book.finished())


def tables_of(form: AuditForm, facts: FormFacts, given: AuditReturn | None) -> list[Table]:
    tables = [grades_table(form, given)] if form.asks_grades else []
    tables += [questions_table(given), actions_table(form, facts, given)]
    if form.asks_grades:
        tables.append(explained_table(form))
    if form.categories:
        tables.append(categories_table(form))
    return tables


def grades_table(form: AuditForm, given: AuditReturn | None) -> Table:
    columns = (
        Column("Number", Kind.NUMBER, width=10),
        Column(SECTION, width=30),
        Column(GRADE, width=26, fill_in=True, pick=GRADE_NAMES),
        Column("Needed", width=12),
        Column("What to look at", width=70),
    )
    rows = [
        (
            number,
            section.name,
            given.grade_of(section.name) if given else None,
            "Yes" if section.required else "No",
            section.meaning,
        )
        for number, section in enumerate(form.sections, 1)
    ]
    about = f"Choose a grade for each section in the yellow column {GRADE}."
    return Table(GRADES, "Grades by section", columns, rows, SECTION, about)


def questions_table(given: AuditReturn | None) -> Table:
    columns = (
        Column(QUESTION, width=46),
        Column(ANSWER, width=60, fill_in=True),
        Column("How to answer", width=60),
    )
    required, concern = (given.actions_required, given.safeguarding) if given else (None, None)
    rows = [
        (REQUIRED, _yes_no(required), "Yes or No. If Yes, list them on the sheet Actions."),
        (
            CONCERN,
            _yes_no(concern),
            "Yes or No. Ring the Strategic Lead at once: do not wait for this form.",
        ),
        (CONCERN_WORDS, None, "In your words. It goes to the Strategic Lead at once."),
        (
            GOOD_PRACTICE,
            given.good_practice if given else None,
            "In your words, without anything by which the child could be known. May stay blank.",
        ),
    ]
    about = f"Answer in the yellow column {ANSWER}."
    return Table(QUESTIONS, "Questions", columns, rows, QUESTION, about)


def actions_table(form: AuditForm, facts: FormFacts, given: AuditReturn | None) -> Table:
    columns = (
        Column("Number", Kind.NUMBER, width=10),
        Column(ACTION, width=70, fill_in=True),
        Column(CATEGORY, width=22, fill_in=True, pick=CATEGORY_NAMES if form.categories else ""),
        Column(DAYS, Kind.NUMBER, width=14, fill_in=True, between=(1, facts.action_days)),
    )
    stated = [(a.text, a.category or None, a.days) for a in given.actions] if given else []
    blank = [(None, None, None)] * max(ACTION_ROWS - len(stated), 3)
    rows = [(number, *row) for number, row in enumerate([*stated, *blank], 1)]
    about = (
        "One row for each thing that the Team Manager must put right. Leave Working days blank for"
        f" {facts.action_days}, or write fewer."
    )
    return Table(ACTIONS, "Remedial actions", columns, rows, ACTION, about)


def explained_table(form: AuditForm) -> Table:
    columns = (Column(GRADE, width=26), Column("Short", width=10), Column("Meaning", width=80))
    rows = [(grade.name, grade.short, grade.meaning) for grade in form.grades]
    return Table(EXPLAINED, EXPLAINED, columns, rows, GRADE, "The grades, from best to worst.")


def categories_table(form: AuditForm) -> Table:
    rows = [(category,) for category in form.categories]
    columns = (Column("Category of action", width=40),)
    return Table(CATEGORIES, CATEGORIES, columns, rows, columns[0].heading, "Of remedial actions.")


def _yes_no(answer: bool | None) -> str | None:
    return None if answer is None else YES_NO[0] if answer else YES_NO[1]


def write_read_me(book: Book, page: Worksheet, facts: FormFacts, form: AuditForm) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, WIDTH)
    put_text(book, page, 0, 0, f"Audit return {facts.ref}", TITLE)
    for row, words in enumerate(read_me_lines(facts, form), start=1):
        put_text(book, page, row, 0, words, {**FONT, "text_wrap": True, "valign": "top"})
        fit_height(page, row, [(words, WIDTH)])


def read_me_lines(facts: FormFacts, form: AuditForm) -> Iterator[str]:
    yield facts.council
    yield f"Auditor: {facts.auditor}. Team of the case: {facts.team}."
    yield f"Due: {day_words(facts.due)}" if facts.due else "Due: no date is set"
    yield f"Marking: {facts.marking or 'no protective marking'}"
    yield f"Contact: {facts.contact}"
    yield f"Form version: {form.version}"
    sheets = [GRADES] if form.asks_grades else []
    listed = ", ".join([*sheets, QUESTIONS, ACTIONS])
    yield (
        f"Fill in the yellow columns of these sheets: {listed}. Then save this workbook, attach it"
        " to a reply to the letter that brought it, and send it. That tells us that the audit is"
        " complete."
    )
    yield (
        "Excel, Excel for the web, Excel on a phone and LibreOffice all work. Save it as an Excel"
        " workbook (.xlsx). You can also answer in the words of a mail: the letter says how."
    )
    yield (
        "If something is missing we tell you what, and keep what you have given. The evidence for"
        " your judgements belongs in the audit form in the child's record, not here: please write"
        " nothing by which the child could be known."
    )
    yield "If a child may not be safe, ring the Strategic Lead now, and reply SAFEGUARDING."


def define(book: Book, name: str, sheet: str, rows: int) -> None:
    """The first column of a table of choices, by name."""
    if rows:
        first = HEADER + 2
        book.file.define_name(name, f"='{sheet}'!$A${first}:$A${first + rows - 1}")


def with_locked_structure(content: bytes) -> bytes:
    """The workbook with its sheets locked in their places; the library has no word for it."""
    mark = b'<workbookProtection lockStructure="1"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "xl/workbook.xml":
                data = data.replace(b"<bookViews>", mark + b"<bookViews>", 1)
            target.writestr(member, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def file_name(facts: FormFacts) -> str:
    return f"Audit return {facts.ref}.xlsx"
