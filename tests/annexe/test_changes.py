"""What two publications say of one child, and what has therefore become of the child."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.annexe.changes import compare
from bot.annexe.reading import read_annexe
from bot.demo.annexe_changes import following_monday
from bot.demo.annexe_generator import DateStyle, Layout, Style, write_annexe
from bot.demo.annexe_world import World, make_world
from bot.policy.publication import Change, ChangeKind, ChildRow

SINCE, AS_AT = date(2025, 12, 1), date(2025, 12, 8)
START = date(2025, 3, 3)
OLD_END = date(2025, 9, 9)
WEEK = timedelta(days=7)


def a_row(child: str = "1001", **changes: object) -> ChildRow:
    """A child in need, open on List 6 alone."""
    usual = ChildRow(
        child=child,
        on=(6,),
        open_on=(6,),
        start=START,
        end=None,
        end_unreadable=False,
        status="Child in need",
        reason=None,
        team="Team 1",
        worker="Wyn Pell",
        plan_start=None,
        plan_end=None,
        care_start=None,
        care_end=None,
        assessment_end=None,
        in_frame=True,
    )
    return usual._replace(**changes)  # type: ignore[arg-type]


def closed(end: date | None = OLD_END, **changes: object) -> ChildRow:
    return a_row(open_on=(), end=end, status="Closed", in_frame=False)._replace(**changes)  # type: ignore[arg-type]


def between(old: ChildRow | None, new: ChildRow | None) -> list[Change]:
    before = {old.child: old} if old else {}
    after = {new.child: new} if new else {}
    return list(compare(before, after, since=SINCE, as_at=AS_AT))


def kinds(old: ChildRow | None, new: ChildRow | None) -> list[tuple[str, date | None]]:
    return [(change.kind.value, change.on) for change in between(old, new)]


IN_CARE = a_row(on=(6, 8), open_on=(6, 8), status="Looked after", care_start=START)
LEAVER = a_row(on=(9,), open_on=(9,), start=None, status=None)
BRIEF = {"start": date(2025, 12, 2), "end": date(2025, 12, 4)}


@pytest.mark.requirement("R-9.6-2", "R-9.7-1")
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # --- closed ---
        (a_row(), closed(date(2025, 12, 3)), [("closed", date(2025, 12, 3))]),
        (a_row(), closed(SINCE), [("closed", SINCE)]),  # on the Monday itself: not dated back
        (a_row(), closed(date(2025, 11, 30)), [("closed_backdated", date(2025, 11, 30))]),
        (a_row(), closed(None), [("closed_status_no_date", None)]),
        (a_row(), closed(date(2026, 1, 5)), [("closed_status_no_date", None)]),
        (closed(None), closed(date(2025, 12, 3)), [("closed", date(2025, 12, 3))]),
        (a_row(end=AS_AT), closed(AS_AT), [("closed", AS_AT)]),  # the foretold day has come
        # --- gone: never a closure ---
        (a_row(), None, [("vanished_without_closure", None)]),
        (IN_CARE, None, [("vanished_without_closure", None)]),
        (
            a_row(on=(4, 6)),
            closed(None, on=(4,), status=None, assessment_end=START),
            [("vanished_without_closure", None)],
        ),
        (
            IN_CARE,
            closed(None, on=(8,), status=None, care_end=date(2025, 12, 3)),
            [("vanished_without_closure", None)],
        ),
        (closed(), None, []),  # aged out after six months
        (LEAVER, None, [("care_leaver_gone", None)]),
        (LEAVER, LEAVER._replace(open_on=(), in_frame=False), [("care_leaver_gone", None)]),
        # --- still open ---
        (
            a_row(),
            a_row(end=date(2026, 1, 5)),
            [("future_closure_date_still_open", date(2026, 1, 5))],
        ),
        (a_row(end=date(2026, 1, 5)), a_row(end=date(2026, 1, 5)), []),  # known last week
        (
            IN_CARE,
            a_row(on=(6, 8), care_start=START, care_end=date(2025, 12, 4)),
            [("left_care_still_open", date(2025, 12, 4))],
        ),
        (
            a_row(on=(6, 7), open_on=(6, 7), plan_start=START),
            a_row(on=(6, 7), plan_start=START, plan_end=date(2025, 12, 4)),
            [("plan_ended_still_open", date(2025, 12, 4))],
        ),
        (a_row(), a_row(team="Team 2", worker="Una Vale"), [("team_and_worker_changed", None)]),
        (a_row(), a_row(team="Team 2"), [("team_and_worker_changed", None)]),
        (a_row(), a_row(worker="Una Vale"), [("worker_changed", None)]),
        (a_row(), a_row(team=" team\u00a01 ", worker="WYN  PELL"), []),  # the same, otherwise spelt
        (a_row(), a_row(worker=None), [("became_unallocated", None)]),
        (a_row(), a_row(team=None, worker=None), [("became_unallocated", None)]),
        (
            a_row(),
            a_row(team="Team 2", worker=None),
            [("team_and_worker_changed", None), ("became_unallocated", None)],
        ),
        (a_row(worker=None), a_row(), []),
        # --- opened again ---
        (closed(), a_row(start=date(2025, 12, 5)), [("reopened_new_episode", date(2025, 12, 5))]),
        (closed(), a_row(start=OLD_END), [("reopened_new_episode", OLD_END)]),
        (closed(), a_row(), [("closure_reversed_same_episode", OLD_END)]),
        # A start that is later, but before the closure, was only corrected.
        (closed(), a_row(start=date(2025, 3, 10)), [("closure_reversed_same_episode", OLD_END)]),
        (closed(None), a_row(), [("closure_reversed_same_episode", None)]),
        (a_row(), a_row(start=date(2025, 12, 5)), [("reopened_new_episode", date(2025, 12, 5))]),
        (a_row(), a_row(start=date(2025, 3, 10)), []),
        # --- opened and closed ---
        (closed(), closed(**BRIEF), [("opened_and_closed_between_publications", BRIEF["end"])]),
        (None, closed(**BRIEF), [("opened_and_closed_between_publications", BRIEF["end"])]),
        (closed(), closed(date(2025, 9, 10)), []),  # a closure date that was corrected
        # --- new ---
        (None, a_row(start=date(2025, 12, 4)), [("new_case", date(2025, 12, 4))]),
        (None, LEAVER, [("new_case", None)]),
        (None, closed(), []),
        # --- nothing may be guessed ---
        (
            a_row(),
            a_row(end_unreadable=True, open_on=(), in_frame=False),
            [("closure_date_unreadable", None)],
        ),
        (a_row(end_unreadable=True, open_on=(), in_frame=False), a_row(), []),
        (a_row(end_unreadable=True, open_on=(), in_frame=False), closed(), []),
        (
            a_row(end_unreadable=True, open_on=(), in_frame=False),
            closed(date(2025, 12, 3)),
            [("closed", date(2025, 12, 3))],
        ),
        (
            IN_CARE,
            IN_CARE._replace(open_on=(8,), end=date(2025, 12, 3), status="Closed"),
            [("closed_on_list_6_open_elsewhere", date(2025, 12, 3))],
        ),
        # Leaving care services go on where the episode of need has ended.
        (
            a_row(on=(6, 9), open_on=(6, 9)),
            a_row(on=(6, 9), open_on=(9,), end=date(2025, 12, 3), status="Closed"),
            [("closed", date(2025, 12, 3))],
        ),
        (a_row(on=(6, 9), open_on=(6, 9)), a_row(), [("care_leaver_gone", None)]),
    ],
)
def test_what_became_of_a_child(
    old: ChildRow | None, new: ChildRow | None, expected: list[tuple[str, date | None]]
) -> None:
    assert kinds(old, new) == expected


# --- ids ------------------------------------------------------------------------------------------


def ids(old: list[ChildRow], new: list[ChildRow]) -> list[tuple[str, str, str | None]]:
    before, after = {r.child: r for r in old}, {r.child: r for r in new}
    found = compare(before, after, since=SINCE, as_at=AS_AT)
    return [(change.child, change.kind.value, change.now) for change in found]


def test_a_child_with_the_same_dates_team_and_worker_under_a_new_id_is_the_same() -> None:
    assert ids([a_row("1001")], [a_row("2002")]) == [("1001", "id_changed", "2002")]


@pytest.mark.parametrize(
    "new",
    [
        a_row("2002", start=date(2025, 3, 4)),
        a_row("2002", care_start=START),
        a_row("2002", team="Team 2", worker="Una Vale"),
    ],
    ids=["another start", "in care", "other people"],
)
def test_a_mere_likeness_is_no_change_of_id(new: ChildRow) -> None:
    assert ids([a_row("1001")], [new]) == [
        ("1001", "vanished_without_closure", None),
        ("2002", "new_case", None),
    ]


def test_one_new_child_who_is_like_two_who_vanished_is_neither() -> None:
    found = ids([a_row("1001"), a_row("1002")], [a_row("2002")])
    assert [kind for _, kind, _ in found] == [
        "vanished_without_closure",
        "vanished_without_closure",
        "new_case",
    ]


def test_brothers_whose_ids_changed_together_are_told_without_saying_whose_is_whose() -> None:
    found = ids([a_row("1001"), a_row("1002")], [a_row("2001"), a_row("2002")])
    assert found == [("1001", "id_changed", None), ("1002", "id_changed", None)]


def test_a_sister_of_another_worker_is_told_apart() -> None:
    old = [a_row("1001"), a_row("1002", worker="Una Vale")]
    new = [a_row("2001"), a_row("2002", worker="Una Vale")]
    assert ids(old, new) == [("1001", "id_changed", "2001"), ("1002", "id_changed", "2002")]


def test_noughts_that_have_gone_are_a_change_of_id_whoever_holds_the_case() -> None:
    new = a_row("1001", team="Team 2", worker="Una Vale")
    assert ids([a_row("0001001")], [new]) == [("0001001", "id_changed", "1001")]


# --- whole workbooks ------------------------------------------------------------------------------

STYLES = st.builds(
    Style,
    layout=st.sampled_from(Layout),
    dates=st.sampled_from(DateStyle),
    text_ids=st.booleans(),
    list_9_of_2019=st.booleans(),
)


def rows(world: World, style: Style) -> dict[str, ChildRow]:
    content = write_annexe(world, style=style)
    return read_annexe(content, file="a.xlsx", as_at=world.as_at, areas={}).rows


@settings(max_examples=12)
@given(seed=st.integers(0, 2**32), styles=st.tuples(STYLES, STYLES))
def test_every_change_of_a_made_up_week_is_found_and_no_other(
    seed: int, styles: tuple[Style, Style]
) -> None:
    """Whatever the two files look like: one week by export, the next by hand."""
    before = make_world(as_at=SINCE, open_cases=150, seed=seed)
    after, made = following_monday(before, seed, each=2)
    found = compare(rows(before, styles[0]), rows(after, styles[1]), since=SINCE, as_at=AS_AT)
    assert {(c.child, c.kind.value) for c in found} == {(c.child, c.kind) for c in made}
    new_ids = {c.child: c.now for c in made if c.kind == "id_changed"}
    assert {c.child: c.now for c in found if c.kind is ChangeKind.ID_CHANGED} == new_ids
    dated = {(c.child, c.kind): c.on for c in made if c.on}
    assert {k: v for c in found if (k := (c.child, c.kind.value)) in dated and (v := c.on)} == dated


@pytest.mark.parametrize(
    "name",
    [
        "edge_hidden_dup.xlsx",
        "edge_missing_col_l6.xlsx",
        "edge_newline_header.xlsx",
        "edge_title_row.xlsx",
        "edge_trailing_blanks.xlsx",
    ],
)
def test_the_same_week_in_another_guise_has_no_changes(shared: Path, name: str) -> None:
    """Titles, blank rows, hidden copies and odd headers are no change of any child."""
    folder = shared / "annexe_a" / "edge"
    base, other = (
        read_annexe((folder / file).read_bytes(), file=file, as_at=SINCE, areas={})
        for file in ("edge_base.xlsx", name)
    )
    if not other.accepted:
        pytest.skip("the file is refused, and never compared")
    assert compare(base.rows, other.rows, since=SINCE, as_at=SINCE) == ()
