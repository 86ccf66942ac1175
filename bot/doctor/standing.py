"""What people have entered, and what the service brings along: posts, rows, letters, holidays."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from bot.bank_holidays import KNOWN_UNTIL
from bot.configuration.check import Checked, check
from bot.configuration.faults import Known
from bot.configuration.note_list import WAITING_NOTE
from bot.configuration.other_lists import WAITING
from bot.configuration.sheets import SHEETS
from bot.doctor.finding import Finding, fault, look, well
from bot.policy.council import Role
from bot.policy.wording import count_words, day_words
from bot.ports import ListRow, Lists, PermanentError

POSTS, ROWS, LETTERS, HOLIDAYS = "Posts", "Rows", "Letters", "Bank holidays"
RUNWAY = timedelta(days=365)  # due dates are counted so far ahead, at the most


def read_rows(lists: Lists) -> tuple[dict[str, Sequence[ListRow]], list[Finding]]:
    """The rows of every list that can be read, and a fault for each that cannot.

    Raises TemporaryError where none can be read just now.
    """
    rows: dict[str, Sequence[ListRow]] = {}
    faults: list[Finding] = []
    for name in SHEETS:
        try:
            rows[name] = lists.read(name)
        except PermanentError as error:
            faults.append(fault(ROWS, str(error)))
    return rows, faults


def of_rows(rows: Mapping[str, Sequence[ListRow]], known: Known) -> Iterator[Finding]:
    """What is wrong with rows and whole lists, and posts that nobody holds."""
    checked = check(rows, known=known)
    yield from _broken(checked)
    yield from (fault(POSTS, words) for words in checked.warnings)
    held = [role for role in Role if checked.council.holders(role, known.on)]
    if not checked.warnings:
        yield well(POSTS, f"Every post is held; people hold {len(held)} of {len(Role)} roles.")
    for team in checked.council.teams:
        manager = checked.council.person(team.manager)
        if manager is None or not manager.in_post(known.on):
            remedy = "Enter one on the sheet Teams; until then the Service Manager is written to."
            yield look(POSTS, f"The team {team.name} has no Team Manager in post.", remedy)


def _broken(checked: Checked) -> Iterator[Finding]:
    fine = ("OK", WAITING, WAITING_NOTE)
    total = 0
    for name, checks in checked.checks.items():
        wrong = [words for words in checks.values() if not words.startswith(fine)]
        total += len(wrong)
        if wrong:
            rows = count_words(len(wrong), "row")
            words = f"{name}: {rows} not in use. The first: {wrong[0]}"
            yield fault(ROWS, words, "Mend it there: each has its Bot check.")
    if not total:
        count = sum(map(len, checked.checks.values()))
        yield well(ROWS, f"The coordinator's lists: {count_words(count, 'row')}, all in use.")


def of_letters(count: int, problems: Sequence[str]) -> Iterator[Finding]:
    """`problems`: what is wrong with a template, each with its file."""
    remedy = "Mend the file in Letters; until then the service does not start. docs/letters.md"
    yield from (fault(LETTERS, problem, remedy) for problem in problems)
    if not problems:
        yield well(LETTERS, f"All {count_words(count, 'letter')} can be written.")


def of_bank_holidays(today: date) -> Finding:
    words = f"Bank holidays are known until {day_words(KNOWN_UNTIL)}."
    if KNOWN_UNTIL - today > RUNWAY:
        return well(HOLIDAYS, words)
    remedy = "Install a newer Audit Bot: due dates beyond that day may fall on a holiday."
    return (fault if today >= KNOWN_UNTIL else look)(HOLIDAYS, words, remedy)
