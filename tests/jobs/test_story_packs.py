"""Stories of the end of a month: packs in the library, a letter to those who get them."""

import pytest

from tests.jobs.world import World
from tests.packs.reading import said

LETTER = "packs_written"
NAMES = [
    f"Packs/2025-12/{meeting} {what} 2025-12 (written 2026-01-02 0900).{ending}"
    for meeting in ("EMM", "PMM", "SCMT")
    for what, ending in (("figures", "xlsx"), ("pack", "docx"))
]


@pytest.fixture(autouse=True)
def everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(World, "without", frozenset())


def packs(world: World) -> list[str]:
    return sorted(path for path in world.library.files if path.startswith("Packs/"))


@pytest.mark.requirement("R-5.3-1")
def test_on_the_first_working_day_after_a_month_three_packs_are_written_and_told_of(
    december: World,
) -> None:
    december.add("People", Name="Sec Smith", Address="sec@council.example", Roles="SCMT secretary")
    december.cycle("31 Dec 2025 16:00")
    december.cycle("1 Jan 2026 09:00")  # a bank holiday
    assert packs(december) == []

    december.cycle("2 Jan 2026 09:00")
    assert packs(december) == NAMES
    assert december.readers(LETTER) == ["Cara Head", "Sec Smith"]
    owner, secretary = december.letters(name=LETTER)
    assert all(name in owner.text for name in NAMES if name.endswith(".docx"))
    assert "SCMT pack" in secretary.text
    assert "EMM pack" not in secretary.text
    assert "OFFICIAL-SENSITIVE" not in owner.subject  # statistics name no case

    december.cycle("5 Jan 2026 09:00")
    assert packs(december) == NAMES
    assert len(december.letters(name=LETTER)) == 2


@pytest.mark.requirement("R-5.3-1")
def test_while_the_consultant_head_is_away_whoever_stands_in_owns_the_packs(
    december: World,
) -> None:
    december.away("Cara Head", "1 Jan 2026", "9 Jan 2026", cover="Sam Safe")
    december.cycle("2 Jan 2026 09:00")
    assert december.readers(LETTER) == ["Sam Safe"]


@pytest.mark.requirement("R-B-1")
def test_months_that_were_missed_are_made_good_and_a_month_before_the_programme_is_not(
    december: World,
) -> None:
    december.cycle("2 Jan 2026 09:00")
    december.cycle("3 Mar 2026 09:00")
    months = sorted({path.split("/")[1] for path in packs(december)})
    assert months == ["2025-12", "2026-01", "2026-02"]


@pytest.mark.requirement("R-B-1")
def test_after_a_crash_the_packs_are_completed_and_what_a_person_has_edited_meanwhile_stays(
    december: World,
) -> None:
    def before(call: str) -> None:
        if call == "write" and len(packs(december)) == 4:
            raise TimeoutError

    december.library.before = before
    said = december.cycle("2 Jan 2026 09:00", well=False, settled=False)
    assert said["packs"].startswith("failed")
    assert len(packs(december)) == 4
    assert december.letters(name=LETTER) == []

    december.library.before = lambda call: None
    edited = next(path for path in packs(december) if path.endswith(".docx"))
    december.library.put(edited, b"edited by Cara")
    december.cycle("2 Jan 2026 09:05")
    assert packs(december) == NAMES  # with the stamp of the first try
    assert december.library.files[edited][0] == b"edited by Cara"
    assert len(december.letters(name=LETTER)) == 1


@pytest.mark.requirement("R-5.3-2")
def test_no_pack_names_a_child_and_that_of_emm_names_no_audit_either(graded: World) -> None:
    graded.vary("emm_smallest", 0)
    audit = graded.in_area("A&A")
    words = "Good practice: the words of Ada about one case"
    text = f"COMPLETE\nSafety: Good\nPlan: Good\nOverall: Good\n{words}\nAction: Do this one thing"
    graded.reply(audit.auditor, audit.ref, text, "8 Dec 2025 10:00")
    graded.cycle("8 Dec 2025 10:05")
    graded.reply(audit.auditor, audit.ref, "A child is in danger: bruises", "9 Dec 2025 10:00")
    graded.cycle("9 Dec 2025 10:05")
    graded.cycle("2 Jan 2026 09:00")
    for path in packs(graded):
        if not path.endswith(".docx"):
            continue
        words = said(graded.library.files[path][0])
        for secret in (*(a.child for a in graded.audits()), "bruises", "Do this one thing"):
            assert secret not in words, path
        if "EMM" in path:
            assert all(a.ref not in words and a.auditor not in words for a in graded.audits())
            assert "one case" not in words


def test_a_council_without_a_programme_gets_no_packs(world: World) -> None:
    assert world.cycle("2 Jan 2026 09:00")["packs"] == "no month is owed"
    assert packs(world) == []
