"""What the coordinator's rows become, and what the bot says of each."""

from dataclasses import replace
from datetime import date

import pytest

from bot.configuration.check import bot_checks, check
from bot.configuration.last_good import from_json, to_json
from bot.policy.council import Role
from tests.configuration.conftest import DUTY, KNOWN, PEOPLE, checked, lists, person, rows, said


def test_a_council_in_order_is_ok_in_every_row() -> None:
    result = checked()

    assert {words for sheet in result.checks.values() for words in sheet.values()} == {"OK"}
    assert result.warnings == ()
    assert [p.name for p in result.council.people][:2] == ["Ada Obi", "Bo Reed"]
    assert result.council.people[2].roles == {
        Role.SERVICE_MANAGER,
        Role.SERVICE_MANAGER_SAFEGUARDING,
    }
    team = result.council.team("duty one")
    assert team is not None
    assert (team.name, team.service_area) == ("Duty 1", "Safeguarding")


@pytest.mark.requirement("R-B-6")
@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Address", "ada", "Address: 'ada' is not a mail address"),
        ("Address", None, "Address: this must be filled in."),
        ("Address", "ada@gmail.example", "'ada@gmail.example' is not within council.example"),
        ("Roles", "Auditr", "Roles: 'Auditr' is not a role."),
        ("From", "soon", "From: 'soon' is not a date. Write the day as 01/09/2025."),
        ("Qualified", "perhaps", "Qualified: 'perhaps' is neither Yes nor No."),
        ("Audits a round", "two", "Audits a round: 'two' is not a whole number"),
    ],
)
def test_a_broken_row_names_column_and_value_and_the_last_good_version_is_used(
    column: str, value: object, words: str
) -> None:
    before = checked()
    people = ({**PEOPLE[0], column: value}, *PEOPLE[1:])
    after = checked(before.last_good, People=people)

    assert words in said(after, "People")
    assert said(after, "People").startswith("Please mend. ")
    assert said(after, "People").endswith("used as it last was in order.")
    assert after.council == before.council
    assert after.last_good == before.last_good


def test_a_row_that_was_never_in_order_is_left_out_and_says_so() -> None:
    result = checked(People=(*PEOPLE, person("Hal Webb", "Wizard")))

    assert said(result, "People", 11).endswith("Meanwhile this row is left out.")
    assert result.council.person("Hal Webb") is None


def test_every_mistake_of_a_row_is_told_at_once() -> None:
    words = said(checked(Absences=({"Person": "Bo Reed", "From": "x", "Until": None},)), "Absences")

    assert "From: 'x' is not a date" in words
    assert "Until: this must be filled in with a date" in words


def test_a_person_whom_the_coordinator_removes_is_gone() -> None:
    before = checked()
    after = checked(before.last_good, People=PEOPLE[1:])

    assert after.council.person("Ada Obi") is None


def test_the_last_good_version_survives_many_broken_weeks() -> None:
    state = checked().last_good
    for _ in range(3):
        broken = ({**PEOPLE[0], "Address": "x"}, *PEOPLE[1:])
        result = checked(from_json(to_json(state)), People=broken)
        state = result.last_good
        assert result.council.person("Ada Obi") is not None


@pytest.mark.parametrize(("sheet", "found"), [("People", "Ada Obi"), ("Teams", "Duty 1")])
@pytest.mark.parametrize("harm", ["missing", "emptied", "column lost"])
def test_a_broken_sheet_is_used_as_it_last_was(sheet: str, found: str, harm: str) -> None:
    before = checked()
    table = lists()
    if harm == "missing":
        del table[sheet]
    elif harm == "emptied":
        table[sheet] = []
    else:
        first = next(iter(table[sheet][0].values))
        table[sheet] = [
            replace(row, values={h: v for h, v in row.values.items() if h != first})
            for row in table[sheet]
        ]
    after = check(table, before.last_good, known=KNOWN)

    assert after.council == before.council
    assert f"The sheet {sheet} " in after.warnings[0]
    assert after.warnings[0].endswith("uses it as it last was in order.")
    assert (after.council.person(found) or after.council.team(found)) is not None


def test_a_sheet_that_may_be_empty_can_be_emptied() -> None:
    before = checked(Absences=({"Person": "Bo Reed", "From": "1/12/25", "Until": "5/12/25"},))
    after = checked(before.last_good)

    assert len(before.council.absences) == 1
    assert after.council.absences == ()


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (person("ada  OBI", Address="x@council.example"), "'ada OBI' stands in row 4 already"),
        (person("Ann Lee", Address="ADA@council.example"), "stands in row 4 already"),
    ],
)
def test_a_name_or_address_counts_once(second: dict[str, object], words: str) -> None:
    result = checked(People=(*PEOPLE, second))

    assert words in said(result, "People", 11)
    assert len(result.council.people) == len(PEOPLE)
    assert said(result, "People", 4) == "OK"


@pytest.mark.requirement("R-5.2-1")
def test_an_auditor_who_is_not_qualified_is_refused_but_stays_a_manager() -> None:
    boss = person("Hal Webb", "Auditor; Team Manager", qualified="No")
    result = checked(People=(*PEOPLE, boss))

    hal = result.council.person("Hal Webb")
    assert hal is not None
    assert hal.roles == {Role.TEAM_MANAGER}
    assert "Qualified: an auditor must be social-work qualified" in said(result, "People", 11)


@pytest.mark.requirement("R-6.3-3")
def test_an_auditor_who_is_not_trained_is_told_to_get_no_audit() -> None:
    result = checked(People=(*PEOPLE, person("Hal Webb", trained=None)))

    assert said(result, "People", 11).startswith("OK. To know: Trained is not Yes")
    hal = result.council.person("Hal Webb")
    assert hal is not None
    assert not hal.trained


@pytest.mark.requirement("R-5.1-1")
def test_a_vacant_post_is_a_warning() -> None:
    result = checked(People=tuple(p for p in PEOPLE if p["Name"] != "Gus Hill"))

    assert result.warnings == (
        "Nobody in post has the role Assistant Director. Give it to somebody on the sheet People.",
    )


def test_somebody_who_has_left_holds_no_post() -> None:
    left = ({**PEOPLE[6], "Until": "30/11/2025"}, *PEOPLE[:6])

    assert "Assistant Director" in checked(People=left).warnings[0]


@pytest.mark.parametrize("column", ["Team Manager", "Service Manager", "Strategic Lead"])
def test_a_manager_who_is_nobody_falls_back_or_else_is_taken_as_blank(column: str) -> None:
    before = checked()
    typo = {**DUTY, column: "Bo Reid"}

    fallen_back = checked(before.last_good, Teams=(typo,))
    assert fallen_back.council.teams == before.council.teams
    assert f"{column}: 'Bo Reid' is not on the sheet People" in said(fallen_back, "Teams")

    fresh = checked(Teams=(typo,))
    assert len(fresh.council.teams) == 1
    assert "Meanwhile it is taken as blank." in said(fresh, "Teams")


def test_a_team_falls_back_on_nobody_who_has_gone() -> None:
    before = checked()
    gone = tuple(p for p in PEOPLE if p["Name"] not in ("Bo Reed", "Ada Obi"))
    after = checked(before.last_good, People=gone)

    team = after.council.team("Duty 1")
    assert team is not None
    assert team.manager is None
    assert "'Bo Reed' is not on the sheet People" in said(after, "Teams")


def test_a_service_area_without_its_own_lead_is_told_to_reach_both() -> None:
    result = checked(Teams=({**DUTY, "Service area": "Disability"},))

    assert "'Disability' has no Strategic Lead of its own" in said(result, "Teams")
    assert result.council.teams[0].service_area == "Disability"


def absence(who: str, start: str, end: str, cover: str | None) -> dict[str, object]:
    return {"Person": who, "From": start, "Until": end, "Cover": cover}


def test_cover_in_a_circle_is_pointed_out_in_each_row_of_it() -> None:
    result = checked(
        Absences=(
            absence("Bo Reed", "01/12/2025", "10/12/2025", "Cy Wall"),
            absence("cy wall", "08/12/2025", "20/12/2025", "Di Ash"),
            absence("Di Ash", "09/12/2025", "12/12/2025", "Bo Reed"),
            absence("Ed Fox", "11/12/2025", "12/12/2025", "Cy Wall"),
        )
    )

    assert "circle (Bo Reed, Cy Wall, Di Ash, Bo Reed)" in said(result, "Absences", 4)
    assert "circle (Di Ash, Bo Reed, Cy Wall, Di Ash)" in said(result, "Absences", 6)
    assert said(result, "Absences", 7) == "OK"
    assert result.council.absences[1].person == "Cy Wall"


def test_people_who_cover_for_each_other_at_different_times_make_no_circle() -> None:
    result = checked(
        Absences=(
            absence("Bo Reed", "01/12/2025", "05/12/2025", "Cy Wall"),
            absence("Cy Wall", "08/12/2025", "12/12/2025", "Bo Reed"),
        )
    )

    assert said(result, "Absences", 4) == said(result, "Absences", 5) == "OK"


@pytest.mark.parametrize(
    ("row", "words", "stays"),
    [
        (absence("No Body", "01/12/2025", "05/12/2025", None), "Person: 'No Body'", 0),
        (absence("Bo Reed", "01/12/2025", "05/12/2025", "No Body"), "Cover: 'No Body'", 1),
        (absence("Bo Reed", "01/12/2025", "05/12/2025", "bo reed"), "stands in for themselves", 1),
        (absence("Bo Reed", "05/12/2025", "01/12/2025", None), "Until: 01/12/2025 is before", 0),
    ],
)
def test_an_absence_that_cannot_be_meant(row: dict[str, object], words: str, stays: int) -> None:
    result = checked(Absences=(row,))

    assert words in said(result, "Absences")
    assert len(result.council.absences) == stays
    assert all(a.cover is None for a in result.council.absences)


def test_closures_are_spread_over_their_days() -> None:
    result = checked(
        Closures=(
            {"From": "24/12/2025", "Name": "Christmas Eve"},
            {"From": "29/12/2025", "Until": "31/12/2025"},
            {"From": "01/01/2026", "Until": "01/01/2027", "Name": "typed wrong"},
        )
    )

    assert result.council.closures == {date(2025, 12, day) for day in (24, 29, 30, 31)}
    assert "closure of over 60 days" in said(result, "Closures", 6)


def test_a_conflict_names_at_least_one_thing() -> None:
    result = checked(
        Conflicts=({"Person": "Ada Obi"}, {"Person": "ada obi", "Child": 100234.0, "Team": "X"})
    )

    assert "Child, Team and Worker" in said(result, "Conflicts")
    [conflict] = result.council.conflicts
    assert (conflict.person, conflict.child, conflict.reason) == ("Ada Obi", "100234", "declared")
    assert "matches no case" in said(result, "Conflicts", 5)


def test_only_a_bot_check_that_differs_is_written() -> None:
    table = lists()
    checked_before = [replace(r, values={**r.values, "Bot check": "OK"}) for r in table["People"]]
    table["People"] = checked_before[:-1] + table["People"][-1:]
    table["Teams"] = [replace(r, values={**r.values, "Bot check": "OK"}) for r in table["Teams"]]
    changes = bot_checks(check(table, known=KNOWN), table)

    assert list(changes) == ["People"]
    assert [(c.id, c.values) for c in changes["People"]] == [("People 10", {"Bot check": "OK"})]


def test_headings_may_be_typed_in_another_case() -> None:
    table = lists()
    table["Closures"] = rows("Closures", {"From": "24/12/2025"})
    lower = {heading.lower(): v for heading, v in table["Closures"][0].values.items()}
    table["Closures"] = [replace(table["Closures"][0], values=lower)]

    assert check(table, known=KNOWN).council.closures == {date(2025, 12, 24)}
