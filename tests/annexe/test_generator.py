"""The made-up council: what is read from its workbooks is what its world holds, week after week."""

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.annexe.as_at import as_at_from_name
from bot.annexe.reading import AnnexeReading, frame_fingerprint
from bot.demo.annexe_changes import KINDS, following_monday
from bot.demo.annexe_generator import DateStyle, Layout, Style, republish, write_annexe
from bot.demo.annexe_world import KEPT, DemoTeam, World, default_teams, make_world
from bot.policy.publication import ChildRow
from tests.annexe.workbooks import read

MONDAY = date(2025, 12, 1)
STYLES = st.builds(
    Style,
    layout=st.sampled_from(Layout),
    dates=st.sampled_from(DateStyle),
    text_ids=st.booleans(),
    list_9_of_2019=st.booleans(),
)
WORDS = {"a": "Looked after", "b": "Child protection", "c": "Child in need", "d": "Open assessment"}


def read_world(world: World, style: Style) -> AnnexeReading:
    areas = {team.name: team.area for team in world.teams}
    return read(write_annexe(world, style=style), as_at=world.as_at, areas=areas)


def expected(world: World) -> dict[str, tuple[tuple[int, ...], str, str | None, str | None]]:
    """Every open case of the world: the lists it is open on, status, team and worker."""
    cases: dict[str, tuple[tuple[int, ...], str, str | None, str | None]] = {}
    for leaver in world.leavers:
        worker = leaver.worker or leaver.advisor
        cases[leaver.person.id] = ((9,), "Care leaver", leaver.team, worker)
    leavers = set(cases)
    for child in world.children:
        if not child.open(world.as_at):
            continue
        held = {4: child.assessment, 6: child.episode, 7: child.plan, 8: child.care}
        lists = [number for number, period in held.items() if period and period.open(world.as_at)]
        lists += [9] if child.person.id in leavers else []
        status = WORDS[child.stage.value[0]]
        cases[child.person.id] = (tuple(lists), status, child.team, child.worker)
    return cases


def found(reading: AnnexeReading) -> dict[str, tuple[tuple[int, ...], str, str | None, str | None]]:
    return {c.child: (c.lists, c.status, c.team, c.worker) for c in reading.frame.cases}


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), cases=st.integers(0, 120), style=STYLES)
def test_what_is_read_is_what_the_world_holds(seed: int, cases: int, style: Style) -> None:
    world = make_world(as_at=MONDAY, open_cases=cases, seed=seed)
    reading = read_world(world, style)
    assert reading.accepted
    assert found(reading) == expected(world)
    assert len(reading.frame.cases) == cases
    assert {p.severity for p in reading.problems} <= {"note"}


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32), style=STYLES)
def test_the_following_mondays_are_read_as_well(seed: int, style: Style) -> None:
    world = make_world(as_at=MONDAY, open_cases=80, seed=seed)
    for week in range(3):
        world, _ = following_monday(world, seed + week)
        assert found(read_world(world, style)) == expected(world)


def test_neither_layout_nor_style_makes_a_difference_to_the_frame() -> None:
    world = make_world(as_at=MONDAY, open_cases=60, seed=3)
    styles = [
        Style(layout, dates, text_ids)
        for layout in Layout
        for dates in DateStyle
        for text_ids in (False, True)
    ]
    assert len({frame_fingerprint(read_world(world, style).frame) for style in styles}) == 1


def test_the_same_seed_gives_the_same_bytes() -> None:
    worlds = [make_world(as_at=MONDAY, open_cases=50, seed=9) for _ in range(2)]
    assert write_annexe(worlds[0]) == write_annexe(worlds[1])
    assert following_monday(worlds[0], 4) == following_monday(worlds[1], 4)


def test_every_kind_of_change_happens_in_a_council_of_some_size() -> None:
    world = make_world(as_at=MONDAY, open_cases=200, seed=1)
    _, changes = following_monday(world, 2)
    assert {change.kind for change in changes} == set(KINDS)


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32))
def test_what_differs_between_two_mondays_is_what_the_list_of_changes_says(seed: int) -> None:
    before = make_world(as_at=MONDAY, open_cases=150, seed=seed)
    after, changes = following_monday(before, seed)
    assert after.as_at == MONDAY + timedelta(days=7)
    old, new = read_world(before, Style()).rows, read_world(after, Style()).rows
    told = {c.child for c in changes} | {c.now for c in changes if c.kind == "id_changed"}
    # What ended six months ago leaves the lists of itself, and nothing has happened to the child.
    kept = after.as_at - KEPT
    aged = {c.person.id for c in before.children if c.episode.end and c.episode.end < kept}
    differing = {c for c in old.keys() | new.keys() if _told(old.get(c)) != _told(new.get(c))}
    assert differing - aged == told


def _told(row: ChildRow | None) -> ChildRow | None:
    return row and row._replace(on=(), assessment_end=None)


def test_changes_say_what_becomes_of_the_child() -> None:
    before = make_world(as_at=MONDAY, open_cases=150, seed=5)
    after, changes = following_monday(before, 6)
    rows = read_world(after, Style()).rows
    by_kind = {change.kind: change for change in changes}
    assert rows[by_kind["closed"].child].end == by_kind["closed"].on
    assert by_kind["closed_backdated"].on is not None
    assert by_kind["closed_backdated"].on < MONDAY
    assert by_kind["vanished_without_closure"].child not in rows
    assert rows[by_kind["future_closure_date_still_open"].child].in_frame
    assert not rows[by_kind["closed_status_no_date"].child].in_frame
    assert rows[by_kind["reopened_new_episode"].child].start == by_kind["reopened_new_episode"].on
    assert rows[by_kind["team_and_worker_changed"].child].team == (
        by_kind["team_and_worker_changed"].now
    )
    assert rows[by_kind["became_unallocated"].child].worker is None
    assert rows[by_kind["left_care_still_open"].child].care_end is not None
    assert by_kind["id_changed"].now in rows


def test_the_teams_may_be_those_of_another_cast() -> None:
    teams = (
        DemoTeam("Front Door", "A&A", ("Ann Ash",)),
        DemoTeam("North", "Safeguarding", ("Bo Birch",)),
        DemoTeam("In Care", "CYPIC", ("Cy Cedar",)),
        DemoTeam("Moving On", "CYPIC", ("Di Elm",), care_leavers=True),
    )
    world = make_world(as_at=MONDAY, open_cases=40, seed=1, teams=teams)
    reading = read_world(world, Style())
    assert {case.team for case in reading.frame.cases} == {team.name for team in teams}


def test_every_worker_of_the_default_teams_has_one_team() -> None:
    workers = [worker for team in default_teams() for worker in team.workers]
    assert len(workers) == len(set(workers))


def test_a_file_published_again_differs_in_its_bytes_alone() -> None:
    content = write_annexe(make_world(as_at=MONDAY, open_cases=20, seed=1))
    again = republish(content, MONDAY + timedelta(days=7))
    assert again != content
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(again)) as new:
        differing = [n for n in old.namelist() if old.read(n) != new.read(n)]
        assert old.namelist() == new.namelist()
    assert differing == ["docProps/core.xml"]
    assert read(again, as_at=MONDAY).frame == read(content, as_at=MONDAY).frame


def test_an_old_workbook_published_again_is_left_as_it_was() -> None:
    assert republish(b"\xd0\xcf\x11\xe0 not a zip", MONDAY) == b"\xd0\xcf\x11\xe0 not a zip"


@pytest.mark.parametrize("number", [0, 1])
def test_a_world_without_children_still_has_all_eleven_lists(number: int) -> None:
    world = replace(make_world(as_at=MONDAY, open_cases=number, seed=1), leavers=())
    reading = read_world(world, Style())
    assert reading.accepted
    assert list(reading.lists) == list(range(1, 12))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_the_day_in_the_name_of_a_made_up_file_is_found_again(day: date) -> None:
    assert as_at_from_name(f"Annexe A {day.isoformat()}.xlsx") == day
    assert as_at_from_name(f"Annex A {day:%d.%m.%Y}.xlsx") == day
    assert as_at_from_name(f"AnnexA_{day:%Y%m%d}.xlsx") == day


def test_a_closure_that_was_foretold_closes_the_case_when_its_day_has_come() -> None:
    world, changes = following_monday(make_world(as_at=MONDAY, open_cases=40, seed=2), 3)
    (foretold,) = [c for c in changes if c.kind == "future_closure_date_still_open"]
    while foretold.on is not None and world.as_at < foretold.on:
        assert read_world(world, Style()).rows[foretold.child].in_frame
        world, changes = following_monday(world, 4)
    assert foretold.child in {c.child for c in changes if c.kind == "closed"}
    assert not read_world(world, Style()).rows[foretold.child].in_frame
