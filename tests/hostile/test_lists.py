"""Hostile words in every cell that people fill in: Annexe A, and the coordinator's own lists."""

import logging
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.annexe.headers import LISTS
from bot.annexe.report import as_json, as_text
from bot.configuration.sheets import SHEETS
from bot.configuration.workbook import new_workbook
from bot.logs import one_line
from bot.ports import RowChange
from connectors.local_folder.lists import LocalLists
from tests.annexe import workbooks
from tests.configuration.conftest import Cells, checked
from tests.hostile.table import WHOLE
from tests.hostile.test_story import look_through
from tests.jobs.council import ASSESSMENT
from tests.jobs.world import World, at

SHEET_NAMES = list(SHEETS)


def of_people(sheet: str) -> list[str]:
    """The columns in which people write."""
    return [column.heading for column in SHEETS[sheet].columns if not column.bot]


def in_every_column(sheet: str) -> list[Cells]:
    """So many rows that each column has held each string."""
    columns = of_people(sheet)
    return [
        {heading: WHOLE[(row + 17 * n) % len(WHOLE)] for n, heading in enumerate(columns)}
        for row in range(len(WHOLE))
    ]


def in_one_column_each(sheet: str) -> list[Cells]:
    """Good rows but for one column, so that what may be any text is taken in."""
    good = {c.heading: c.example for c in SHEETS[sheet].columns if not c.bot and c.example}
    return [{**good, heading: text} for heading in of_people(sheet) for text in WHOLE]


# --- the coordinator's lists ----------------------------------------------------------------------


@pytest.mark.parametrize("sheet", ["Teams", "Case Notes"])  # every list is written alike
def test_what_the_bot_says_of_such_a_row_is_written_beside_it_as_text(
    sheet: str, tmp_path: Path
) -> None:
    file = tmp_path / "Audit Bot Configuration.xlsx"
    file.write_bytes(new_workbook({sheet: in_every_column(sheet)}))
    lists = LocalLists(file)
    rows = lists.read(sheet)
    said = checked(**{sheet: [row.values for row in rows]}).checks[sheet]
    words = [*said.values(), *WHOLE][: len(rows)]
    lists.write(
        sheet,
        [RowChange(row.id, {"Bot check": text}) for row, text in zip(rows, words, strict=True)],
    )
    for page in load_workbook(file).worksheets:
        for cell in (cell for line in page.iter_rows() for cell in line):
            assert cell.data_type != "f", cell.coordinate
            assert not (cell.hyperlink and cell.hyperlink.target), cell.coordinate
    again = [[row.values[h] for h in of_people(sheet)] for row in lists.read(sheet)]
    assert again == [[row.values[h] for h in of_people(sheet)] for row in rows]


@pytest.mark.parametrize("sheet", SHEET_NAMES)
def test_a_good_row_with_such_a_word_is_taken_in_or_refused_in_one_plain_line(sheet: str) -> None:
    found = checked(**{sheet: in_one_column_each(sheet)})
    for words in (*found.checks.get(sheet, {}).values(), *found.warnings):
        assert words.isprintable(), repr(words)


# --- Annexe A -------------------------------------------------------------------------------------


def test_what_is_understood_of_such_an_annexe_a_is_said_in_plain_lines() -> None:
    rows = {
        f"list_{number}": [
            [
                row + 1 if n == 0 else WHOLE[(row + 29 * n + number) % len(WHOLE)]
                for n in range(len(found.columns))
            ]
            for row in range(len(WHOLE))
        ]
        for number, found in LISTS.items()
    }
    reading = workbooks.read(workbooks.annexe(**rows))
    assert reading.problems
    for line in as_text(reading).splitlines():
        assert line.isprintable(), repr(line)
    for problem in reading.problems:
        assert str(problem).isprintable(), repr(str(problem))
    assert as_json(reading)["accepted"] is reading.accepted


def test_an_annexe_a_of_them_ends_as_words_in_all_that_leaves(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    world = World(tmp_path)
    publish(world, date(2025, 12, 1), team=ASSESSMENT)
    world.cycle("1 Dec 2025 09:00")
    world.choose(world.round().ref, "Deploy")
    world.cycle("1 Dec 2025 09:30")
    first = world.audits()[0]
    world.reply(first.auditor, first.ref, "COMPLETE\nAction: See the child", "3 Dec 2025 10:00")
    world.cycle("3 Dec 2025 10:05")
    publish(world, date(2025, 12, 8), team=None)
    world.cycle("8 Dec 2025 09:00")
    world.choose("Annexe A", "Believe it")
    world.cycle("8 Dec 2025 11:00", settled=False)
    look_through(world)
    told = "\n".join(caplog.messages)
    assert all(len(one_line(line).splitlines()) <= 1 for line in caplog.messages)
    assert not [text for text in WHOLE if len(text) > 12 and text in told]
    world.close()


def publish(world: World, as_at: date, team: str | None) -> None:
    """A case for each string: the worker's name, and the team's unless one is given."""
    cases = [
        workbooks.six(5001 + n, worker=text, team=team or text)
        for n, text in enumerate(WHOLE)
        if len(text) < 1_000
    ]
    content = workbooks.workbook(workbooks.annexe(list_6=cases))
    path = f"Annexe A/Annexe A {as_at.isoformat()}.xlsx"
    world.library.put(path, content, at(f"{as_at.day} Dec 2025 07:00"))
