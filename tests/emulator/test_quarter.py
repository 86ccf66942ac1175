"""Whatever goes wrong in Microsoft 365 costs time, and never a mail, a row or a workbook.

A few days and seeds here; `.venv/bin/python -m tests.emulator.quarter` plays quarters of them.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from bot.bank_holidays import working_calendar
from bot.demo.play import START, Day, prepare
from bot.demo.tenant_stage import TenantStage
from bot.jobs.cycle import Outcome
from bot.policy.working_days import ONE_DAY
from bot.workspace import CONFIGURATION
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.people import SentMail, sent_mails
from tests.emulator.quarter import play
from tests.quarters import QUARTER, Played, Reaper, differences, last_failed

DAYS = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quarter") / "quiet"


@pytest.fixture(scope="module")
def quiet(folder: Path) -> Played:
    return play(folder, DAYS)


@pytest.mark.requirement("R-B-1")
@pytest.mark.parametrize(("seed", "kill"), [(1, 0.0), (2, 0.005)])
def test_days_in_which_one_request_in_ten_fails_end_as_those_in_which_none_does(
    quiet: Played, tmp_path: Path, seed: int, kill: float
) -> None:
    played = play(tmp_path / "played", DAYS, faults=seed, kill=kill)

    assert differences(quiet.seen, played.seen) == []
    assert played.faults > 40
    assert (played.kills > 1) == bool(kill)
    assert list(played.breaches) == []
    assert list(played.last_failed) == []


def test_days_without_a_fault_break_no_specification_and_leave_nothing_undone(
    quiet: Played,
) -> None:
    assert list(quiet.breaches) == []
    assert list(quiet.last_failed) == []
    assert {letter[0].split("|")[1] for letter in quiet.seen.letters} >= {"assignment"}
    assert {letter[0].split("|")[1] for letter in quiet.seen.gathered} >= {"digest"}
    assert len(quiet.seen.rows["Audits"]) == len(quiet.seen.workbook["Audits"]) - 3


def test_what_the_tenant_holds_is_written_into_the_folder(quiet: Played, folder: Path) -> None:
    assert len(sent_mails(folder)) == len([*quiet.seen.letters, *quiet.seen.gathered])
    people = LocalLists(folder / CONFIGURATION).read("People")
    assert len(people) == len(quiet.seen.rows["People"])


def test_people_read_a_letter_that_was_on_its_way_for_a_while_as_if_it_had_come_at_once(
    tmp_path: Path,
) -> None:
    def read_in_a_day(late: float) -> list[list[str]]:
        made = prepare(tmp_path / f"late {late}", QUARTER, microsoft365=True)
        stage = made.stage
        assert isinstance(stage, TenantStage)
        stage.box.late = late
        letters, read = stage.letters, list[list[str]]()

        def looked(skip: Collection[str]) -> list[SentMail]:
            found = letters(skip)
            read.append([letter.key for letter in found])
            return found

        stage.letters = looked  # type: ignore[method-assign]
        next(made.days())
        return read

    at_once = read_in_a_day(0.0)
    assert at_once[0]
    assert read_in_a_day(90.0) == at_once


def test_the_last_working_day_goes_well_however_many_others_come_after_it() -> None:
    emulator = SimpleNamespace(faults="some")
    reaper = Reaper(Random(1), 0.5)
    in_peace: list[date] = []

    def days() -> Iterator[Day]:
        for number in range(28):
            day = START + number * ONE_DAY
            in_peace.extend([] if emulator.faults == "some" else [day])
            yield Day(day, 0, (Outcome(f"job of {day}", "", failed=True),))

    made = SimpleNamespace(calendar=working_calendar([]), days=days, source=None)
    failed = last_failed(made, emulator, reaper, 28)  # type: ignore[arg-type]

    eve = date(2025, 12, 24)  # Christmas and a weekend follow
    assert in_peace == [eve + number * ONE_DAY for number in range(5)]
    assert [outcome.job for outcome in failed] == [f"job of {day}" for day in in_peace]
    assert reaper.share == 0


def test_a_difference_is_found(quiet: Played) -> None:
    one, *others = quiet.seen.letters
    assert differences(quiet.seen, replace(quiet.seen, letters=others)) == [
        f"letter missing: {one[:2]}",
        f"{len(others)} letters, not {len(others) + 1}",
    ]
    emptied = replace(quiet.seen, rows={**quiet.seen.rows, "Teams": []})
    assert any(line.startswith("Teams: missing") for line in differences(quiet.seen, emptied))


def test_what_a_digest_tells_may_be_told_on_another_day_but_not_never_nor_twice(
    quiet: Played,
) -> None:
    first, *others = (d for d in quiet.seen.gathered if "|digest|" in d[0])
    later = ("2031-01-01|digest|digest|", *first[1:])
    assert differences(quiet.seen, replace(quiet.seen, gathered=[*others, later])) == []
    never = differences(quiet.seen, replace(quiet.seen, gathered=others))
    assert never
    assert all(line.startswith("not told: ") for line in never)
    again = replace(quiet.seen, gathered=[first, first, *others])
    assert differences(quiet.seen, again) == [
        f"letter sent twice: {first[:2]}",
        *(line.replace("not told", "told too often") for line in never),
    ]
