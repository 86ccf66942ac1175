"""Who is told: each post of the chains, absence cover, and who is passed over."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.chains import Matter, Post, Told, cover_of, holders, tell
from bot.policy.council import Absence, Council, Person
from tests.policy.cast import (
    ADA,
    BEN,
    CAT,
    CHAINS,
    CORA,
    COUNCIL,
    DORA,
    HAL,
    LENA,
    MONDAY,
    PIERS,
    SAM,
    SID,
    SUE,
    TARA,
    TOM,
    away,
    council,
    policy,
)

PROTECT = Matter("Protect", "Safeguarding", ADA.name)
CARE = Matter("Care", "CYPIC", CAT.name)
UNMAPPED = Matter("Elsewhere", None, CAT.name)
EVERY_POST = {
    Post.AUDITOR: [ADA],
    Post.AUDITOR_MANAGER: [SAM],
    Post.AUDITOR_LEAD: [LENA],  # the lead of Ada's team, not of the case's
    Post.TEAM_MANAGER: [TARA],
    Post.SERVICE_MANAGER: [SUE],
    Post.STRATEGIC_LEAD: [LENA],
    Post.AREA_LEAD: [LENA],
    Post.OTHER_AREA_LEAD: [PIERS],
    Post.SERVICE_MANAGER_SAFEGUARDING: [SUE],
    Post.CONSULTANT_HEAD: [HAL],
    Post.ASSISTANT_DIRECTOR: [DORA],
    Post.COORDINATOR: [CORA],
}


def told(*posts: Post, matter: Matter = PROTECT, among: Council = COUNCIL) -> list[Told]:
    return tell(posts, matter, among, CHAINS, MONDAY)


def names(readers: list[Told]) -> list[str]:
    return [reader.person.name for reader in readers]


@pytest.mark.requirement("R-B-5", "R-5.1-1")
@pytest.mark.parametrize("post", Post)
def test_each_post_is_filled_by_its_holder_for_this_case(post: Post) -> None:
    assert holders(post, PROTECT, COUNCIL, CHAINS, MONDAY) == EVERY_POST[post]


@pytest.mark.requirement("R-9.1-2")
@pytest.mark.parametrize(
    ("area", "leads"),
    [
        ("A&A", [LENA]),
        ("Safeguarding", [LENA]),
        ("CYPIC", [PIERS]),
        ("Disability", [LENA, PIERS]),  # an area that nobody has mapped
        (None, [LENA, PIERS]),
    ],
)
def test_the_kind_of_case_decides_which_lead_is_the_right_one(
    area: str | None, leads: list[Person]
) -> None:
    matter = Matter(None, area)
    assert holders(Post.AREA_LEAD, matter, COUNCIL, CHAINS, MONDAY) == leads
    other = holders(Post.OTHER_AREA_LEAD, matter, COUNCIL, CHAINS, MONDAY)
    assert other == [p for p in (LENA, PIERS) if p not in leads]


@pytest.mark.requirement("R-B-5")
@pytest.mark.parametrize(
    ("auditor", "leads"),
    [
        (ADA, [LENA]),
        (replace(ADA, team="Care"), [PIERS]),
        (replace(ADA, team=None, service_area="CYPIC"), [PIERS]),
        (replace(ADA, team="Elsewhere", service_area=None), []),
    ],
)
def test_a_late_auditors_lead_is_the_one_of_their_own_service(
    auditor: Person, leads: list[Person]
) -> None:
    among = council(changed=[auditor])
    assert holders(Post.AUDITOR_LEAD, CARE_BY_ADA, among, CHAINS, MONDAY) == leads


CARE_BY_ADA = Matter("Care", "CYPIC", ADA.name)


@pytest.mark.requirement("R-5.1-1")
@pytest.mark.parametrize("post", [p for p in Post if p not in (Post.AUDITOR, Post.AUDITOR_LEAD)])
def test_a_vacant_post_is_told_to_nobody(post: Post) -> None:
    among = council(without=EVERY_POST[post])
    assert told(post, among=among) == []


@pytest.mark.requirement("R-5.1-1")
@pytest.mark.parametrize("post", [p for p in Post if p is not Post.AUDITOR])
def test_who_has_left_or_not_yet_come_holds_no_post(post: Post) -> None:
    (holder,) = EVERY_POST[post]
    left = replace(holder, end=date(2025, 11, 30))
    to_come = replace(holder, start=date(2025, 12, 2))
    for person in (left, to_come):
        assert holder.name not in names(told(post, among=council(changed=[person])))
    last_day = replace(holder, start=MONDAY, end=MONDAY)
    assert holder.name in names(told(post, among=council(changed=[last_day])))


def test_posts_of_an_unmapped_team_are_vacant() -> None:
    posts = (Post.TEAM_MANAGER, Post.SERVICE_MANAGER, Post.STRATEGIC_LEAD)
    assert told(*posts, matter=UNMAPPED) == []


@pytest.mark.requirement("R-9.1-2")
def test_the_letter_says_why_it_comes_to_this_reader() -> None:
    (lead,) = told(Post.AREA_LEAD)
    assert lead == Told(
        LENA, "You are the Strategic Lead for Safeguarding.", "the Strategic Lead for Safeguarding"
    )
    (manager,) = told(Post.AUDITOR_MANAGER)
    assert manager.why == "You are Ada Marsh's manager."


# --- absence --------------------------------------------------------------------------------------

CIRCLE = (away(SUE, SAM), away(SAM, SID), away(SID, SUE))


@pytest.mark.requirement("R-5.1-1")
@pytest.mark.parametrize(
    ("absences", "reader"),
    [
        ((away(SUE),), None),
        ((away(SUE, SAM),), SAM),
        ((away(SUE, SAM), away(SAM, SID)), SID),  # the deputy of a deputy
        ((away(SUE, SAM), away(SAM)), None),
        ((away(SUE, SUE),), None),
        ((away(SUE, SAM), away(SAM, SUE)), None),
        (CIRCLE, None),
        ((Absence(SUE.name, MONDAY, MONDAY, "Nobody Known"),), None),
        ((Absence("  sue HART", MONDAY, MONDAY, "sam  reed"),), SAM),
        ((away(SUE, SAM, start=date(2025, 12, 2)),), SUE),  # from tomorrow on
    ],
)
def test_cover_is_followed_through_but_never_in_a_circle(
    absences: tuple[Absence, ...], reader: Person | None
) -> None:
    readers = told(Post.SERVICE_MANAGER, among=council(*absences))
    assert names(readers) == ([reader.name] if reader else [])


def test_a_cover_who_has_left_covers_nobody() -> None:
    among = council(away(SUE, SAM), changed=[replace(SAM, end=date(2025, 11, 1))])
    assert told(Post.SERVICE_MANAGER, among=among) == []


def test_a_cover_learns_for_whom_and_until_when() -> None:
    (reader,) = told(Post.SERVICE_MANAGER, among=council(away(SUE, SAM)))
    assert reader.why == (
        "Sue Hart, the Service Manager, is away until Friday 1 January 2027 and you cover for them."
    )
    assert reader.post == "for Sue Hart, the Service Manager"


@pytest.mark.requirement("R-9.1-2")
def test_for_safeguarding_the_cover_is_told_besides_the_absent() -> None:
    among = council(away(SUE, SAM))
    both = tell([Post.SERVICE_MANAGER], PROTECT, among, CHAINS, MONDAY, cover_is_addition=True)
    assert names(both) == [SUE.name, SAM.name]


@given(
    st.lists(
        st.tuples(st.sampled_from(COUNCIL.people), st.sampled_from((*COUNCIL.people, None))),
        max_size=15,
        unique_by=lambda pair: pair[0].name,
    )
)
def test_who_covers_is_never_absent_and_never_the_absent_person(
    pairs: list[tuple[Person, Person | None]],
) -> None:
    among = council(*(away(person, cover) for person, cover in pairs))
    for person, _ in pairs:
        cover = cover_of(person, among, MONDAY)
        assert cover is None or among.absence(cover.name, MONDAY) is None
        assert cover != person


# --- nobody is told about themselves alone --------------------------------------------------------


@pytest.mark.requirement("R-9.1-6")
def test_a_person_whose_practice_it_is_is_passed_over_and_the_others_learn_why() -> None:
    matter = replace(PROTECT, concerns=frozenset({SUE.name}))
    readers = told(Post.SERVICE_MANAGER, Post.STRATEGIC_LEAD, matter=matter)
    assert names(readers) == [LENA.name]
    assert readers[0].why == (
        "You are the Strategic Lead. "
        "Sue Hart, the Service Manager, is passed over, being concerned."
    )


@pytest.mark.requirement("R-9.1-6")
def test_a_person_whose_practice_it_is_is_not_told_as_a_cover_either() -> None:
    matter = replace(PROTECT, concerns=frozenset({TARA.name}))
    assert told(Post.SERVICE_MANAGER, matter=matter, among=council(away(SUE, TARA))) == []


def test_a_person_who_holds_two_posts_is_told_once() -> None:
    readers = told(Post.SERVICE_MANAGER, Post.SERVICE_MANAGER_SAFEGUARDING)
    assert names(readers) == [SUE.name]


def test_the_first_post_that_anybody_fills_is_told() -> None:
    posts = (Post.TEAM_MANAGER, Post.SERVICE_MANAGER)
    here = policy(council(away(TARA)))
    assert names(here.tell(CARE, MONDAY, *posts)) == [TOM.name]
    assert names(here.tell(PROTECT, MONDAY, *posts)) == [SUE.name]
    assert here.tell(UNMAPPED, MONDAY, *posts) == []


@pytest.mark.requirement("R-5.1-1")
@pytest.mark.parametrize(
    ("among", "decider"),
    [
        (COUNCIL, HAL),
        (council(away(HAL, BEN)), BEN),  # the acting one
        (council(away(HAL)), DORA),
        (council(without=[HAL]), DORA),  # the post was vacant before
        (council(without=[HAL, DORA]), None),
    ],
)
def test_requests_are_decided_by_the_consultant_head_or_who_acts_for_them(
    among: Council, decider: Person | None
) -> None:
    found = policy(among).decider(MONDAY)
    assert (found.person if found else None) == decider
