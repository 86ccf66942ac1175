"""Bytes of a workbook in, open cases and everything worth saying about the workbook out."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.annexe.as_at import check_as_at
from bot.annexe.container import Refused, open_workbook
from bot.annexe.frame import CaseMaker, Entries, by_child, child_row
from bot.annexe.headers import CASE_LISTS, LISTS
from bot.annexe.problems import Problem, Severity, error, note, warning
from bot.annexe.rows import Entry, RowReader, State
from bot.annexe.values import EPOCH_SHIFT
from bot.annexe.workbook import Lists, find_lists
from bot.policy.model import Frame
from bot.policy.publication import ChildRow
from bot.unswept import unswept

REQUIRED = frozenset({6, 9})  # without these the open cases cannot be told


@dataclass(frozen=True, slots=True)
class ListFound:
    sheet: str  # the name of the tab
    rows: int  # that name a child, if they were counted


@dataclass(frozen=True, slots=True)
class AnnexeReading:
    """What was understood of one workbook."""

    file: str
    accepted: bool  # False: nothing may be done with this file; `problems` says why
    problems: tuple[Problem, ...]
    lists: Mapping[int, ListFound]
    frame: Frame  # empty if the file is not accepted
    children: Mapping[str, Entries] = field(repr=False)  # of Lists 4 and 6 to 9, open or not

    @property
    def rows(self) -> dict[str, ChildRow]:
        """What is kept of every child, by id. Made anew each time it is asked for."""
        cases = {case.child: case for case in self.frame.cases}
        return {name: child_row(child, cases.get(name)) for name, child in self.children.items()}


@unswept()
def read_annexe(
    content: bytes,
    *,
    file: str,
    as_at: date,
    areas: Mapping[str, str],
    guess_areas: bool = True,
    required: frozenset[int] = REQUIRED,
    count_all: bool = True,
) -> AnnexeReading:
    """Read a weekly Annexe A. Never raises: whatever the bytes are, the answer says what is wrong.

    `areas`: team name or other name of a team -> service area; where it is silent the area is
    taken from the case's status and that is reported, or with `guess_areas` False it stays None.
    `required`: the lists without which the file is refused.
    `count_all`: whether the lists that make no cases are to be counted as exactly as the others.
    """
    nothing = Frame(as_at, ())
    try:
        opened = open_workbook(content)
        lists = find_lists(opened, required, count_all=count_all)
    except Refused as refusal:
        return AnnexeReading(file, False, (refusal.problem,), {}, nothing, {})
    found = {n: ListFound(sheet.tab, sheet.filled) for n, sheet in lists.sheets.items()}
    if any(problem.refuses for problem in lists.problems):
        return AnnexeReading(file, False, _in_order(lists.problems), found, nothing, {})
    problems = list(lists.problems)
    entries = _entries(lists, as_at, EPOCH_SHIFT if opened.from_1904 else 0, problems)
    maker = CaseMaker(areas, guess_areas=guess_areas, problems=problems)
    children = by_child(entries, problems)
    cases = maker.cases(children.values())
    problems += maker.area_problems(cases)
    problems += check_as_at(entries, as_at)
    problems += _ids_alike(children)
    if not cases:
        problems.append(_no_case(found, children))
    accepted = not any(problem.refuses for problem in problems)
    frame = Frame(as_at, cases) if accepted else nothing
    return AnnexeReading(file, accepted, _in_order(problems), found, frame, children)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    worst_first = list(Severity)
    return tuple(
        sorted(problems, key=lambda p: (not p.refuses, worst_first.index(p.severity), p.row or 0))
    )


def _entries(lists: Lists, as_at: date, shift: int, problems: list[Problem]) -> list[Entry]:
    sheets = (lists.sheets[number] for number in CASE_LISTS if number in lists.sheets)
    return [e for sheet in sheets for e in RowReader(sheet, as_at, shift, problems).entries()]


def _ids_alike(children: Iterable[str]) -> Iterator[Problem]:
    # Of two that differ so, one at least begins with a nought; in most files no id does.
    if not any(child.startswith("0") for child in children):
        return
    alike: dict[str, list[str]] = defaultdict(list)
    for child in children:
        alike[child.lstrip("0")].append(child)
    for ids in alike.values():
        if len(ids) > 1:
            yield warning(
                "ids_alike",
                f"The ids {' and '.join(ids)} differ by leading noughts alone. They were"
                " counted as different children; if they are one, write the id the same way"
                " everywhere.",
            )


def _no_case(found: Mapping[int, ListFound], children: Mapping[str, Entries]) -> Problem:
    entries = (entry for child in children.values() for entry in child.values())
    if any(entry.state is State.UNKNOWN for entry in entries):
        return error(
            "no_case_readable",
            "Not one open case could be read, and the closure of some children cannot be read. Mend"
            " those cells and put the file back.",
            refuses=True,
        )
    filled = [
        f"{f.rows:,} {'row' if f.rows == 1 else 'rows'} on List {n} ({LISTS[n].title})"
        for n, f in found.items()
        if f.rows
    ]
    what = f"It has {' and '.join(filled)}" if filled else "Every list is empty"
    return note(
        "no_open_case",
        f"The file has no open case. {what}: nobody is open on List 6, 7 or 8, on an assessment of"
        " List 4 or as a care leaver on List 9. If that is not so, ask for the file again.",
    )


def frame_fingerprint(frame: Frame) -> str:
    """SHA-256 of the frame as canonical JSON: the same for the same cases on every machine."""
    cases = [
        [
            *(case.child, case.lists, case.status, case.team, case.worker, case.service_area),
            *(case.stratum, case.opened.isoformat() if case.opened else None),
        ]
        for case in frame.cases
    ]
    written = json.dumps([frame.as_at.isoformat(), cases], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()
