"""What was understood of a workbook: as JSON for other tools, as text for the coordinator."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.annexe.headers import LISTS
from bot.annexe.problems import Problem, Severity
from bot.annexe.reading import AnnexeReading

NO_TEAM = "Unallocated"
_WIDTH = 96
_MOST_ROWS = 12  # row numbers shown of many like problems
_GROUPS: Mapping[Severity, str] = {
    Severity.ERROR: "Errors: not read, and not drawn for audit until mended",
    Severity.WARNING: "Warnings: read, but probably not as meant",
    Severity.NOTE: "Notes: worth knowing",
}


def as_json(reading: AnnexeReading) -> dict[str, object]:
    """The keys are fixed: other tools read them."""
    return {
        "accepted": reading.accepted,
        "problems": [_problem(problem) for problem in reading.problems],
        "lists": {
            str(number): {"sheet": found.sheet, "rows": found.rows}
            for number, found in reading.lists.items()
        },
        "open_cases": len(reading.frame.cases),
        "by_team": dict(_by_team(reading)),
        "by_stratum": dict(_by_stratum(reading)),
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "severity": problem.severity.value,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
    }


def _by_team(reading: AnnexeReading) -> list[tuple[str, int]]:
    return _counted(case.team or NO_TEAM for case in reading.frame.cases)


def _by_stratum(reading: AnnexeReading) -> list[tuple[str, int]]:
    return _counted(case.stratum for case in reading.frame.cases)


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))


def as_text(reading: AnnexeReading) -> str:
    """The whole report, in lines of at most 96 characters wherever names allow it."""
    return "\n".join(
        [
            f"{reading.file}, as at {_long_date(reading.frame.as_at)}",
            *_verdict(reading),
            *_lists(reading),
            *_table("Open cases by status and service area", _by_stratum(reading)),
            *_table("Open cases by team", _by_team(reading)),
            *_problems(reading.problems),
            *_next(reading),
            "",
        ]
    )


def _long_date(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _verdict(reading: AnnexeReading) -> Iterator[str]:
    if reading.accepted:
        cases = len(reading.frame.cases)
        yield f"Accepted: {cases:,} open {'case' if cases == 1 else 'cases'}."
        return
    yield "REFUSED: this file cannot be used."
    for problem in reading.problems:
        if problem.refuses:
            yield from _wrapped("", problem.message)


def _lists(reading: AnnexeReading) -> Iterator[str]:
    if not reading.lists:
        return
    names = {number: LISTS[number].title for number in reading.lists}
    wide = max(len(title) for title in names.values())
    tab = max(len(found.sheet) for found in reading.lists.values())
    yield from ("", "Lists found", f"  List  {'Title':{wide}}  {'Sheet':{tab}}    Rows")
    for number, found in reading.lists.items():
        yield f"  {number:>4}  {names[number]:{wide}}  {found.sheet:{tab}}  {found.rows:>6,}"


def _table(title: str, counts: Sequence[tuple[str, int]]) -> Iterator[str]:
    if not counts:
        return
    wide = max(len(name) for name, _ in counts)
    yield from ("", title)
    for name, count in counts:
        yield f"  {name:{wide}}  {count:>6,}"


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    for severity, title in _GROUPS.items():
        groups: dict[tuple[str, str | None], list[Problem]] = {}
        for problem in problems:
            if problem.severity is severity and not problem.refuses:
                groups.setdefault((problem.kind, problem.sheet), []).append(problem)
        if groups:
            yield from ("", title)
        for alike in groups.values():
            yield from _wrapped("- ", alike[0].message + _more(alike))


def _more(alike: Sequence[Problem]) -> str:
    """The rest of the problems of one sort on one sheet, as a sentence."""
    if len(alike) == 1:
        return ""
    rows = [str(problem.row) for problem in alike[1:] if problem.row]
    where = ""
    if rows:
        dots = ", …" if len(rows) > _MOST_ROWS else ""
        word = "row" if len(rows) == 1 else "rows"
        where = f" in {word} {', '.join(rows[:_MOST_ROWS])}{dots}"
    return f" And {len(alike) - 1:,} more like it{where}."


def _wrapped(bullet: str, sentence: str) -> list[str]:
    return textwrap.wrap(
        sentence,
        _WIDTH,
        initial_indent=f"  {bullet}",
        subsequent_indent="  " + " " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _next(reading: AnnexeReading) -> Iterator[str]:
    errors = sum(problem.severity is Severity.ERROR for problem in reading.problems)
    warned = any(problem.severity is Severity.WARNING for problem in reading.problems)
    yield from ("", "What to do next")
    if not reading.accepted:
        yield "  Mend what is said above and put the file back; the last good file stays in use."
    elif not reading.frame.cases:
        yield "  There is nothing to draw audits from. If cases are open, ask for the file again."
    elif errors:
        yield f"  Mend the {'error' if errors == 1 else f'{errors:,} errors'} if you can;"
        yield "  the other cases can be drawn meanwhile."
    elif warned:
        yield "  Look at the warnings. The cases can be drawn."
    else:
        yield "  Nothing. The cases can be drawn."
