"""The page of a simulated year says what was found, and shows it."""

from pathlib import Path

from bot.simulation.page import write_page

WEEK = {"letters": 7, "overdue": 2, "escalated": 1, "open_actions": 5, "late_actions": 1}


def values(*weeks: str, broken: tuple[str, ...] = ()) -> dict[str, object]:
    return {
        "seed": 1,
        "weeks": len(weeks),
        "broken": list(broken),
        "checked": {"letters": 1234},
        "figures": {
            "weeks": [{"first_day": day, **WEEK} for day in weeks],
            "letters": {"assignment": 3},
            "letters_a_person_a_week": {"mean": 1.5, "ninth_decile": 3, "most": 4},
            "audits_by_auditor": {1: 2, 4: 1},
        },
    }


def test_the_page_holds_the_findings_and_every_chart(tmp_path: Path) -> None:
    page = write_page(tmp_path, values("2025-12-01", "2025-12-08")).read_text("utf-8")
    assert "Every property held: 1,234 checks." in page
    assert "At most 7 letters left in a week: that from Monday 1 December 2025" in page
    assert page.count('src="data:image/png') == len(list(tmp_path.glob("*.png"))) == 4


def test_what_did_not_hold_stands_first(tmp_path: Path) -> None:
    broken = values("2025-12-01", broken=("1 Dec: <nobody> was told",))
    page = write_page(tmp_path, broken).read_text("utf-8")
    assert "1 thing did not hold. The first: 1 Dec: &lt;nobody&gt; was told" in page


def test_a_year_of_no_week_has_a_page_too(tmp_path: Path) -> None:
    assert "No week was played to its end" in write_page(tmp_path, values()).read_text("utf-8")
