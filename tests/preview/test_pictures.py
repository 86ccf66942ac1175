"""Pictures are taken with what is installed, and what is wanting is said in a sentence."""

from pathlib import Path

from bot.preview.browser import find_browser
from bot.preview.pictures import LOOKS, picture_of, picture_sheets
from bot.preview.site import write_pictures
from tests.preview.test_site import page


def test_without_libreoffice_a_sentence_says_what_is_needed(tmp_path: Path) -> None:
    (said,) = picture_sheets(tmp_path, print, look=lambda name: None)
    assert said == (
        "Workbooks were not photographed: LibreOffice (soffice) and Poppler (pdftoppm) are needed."
    )


def test_a_browser_is_found_by_any_of_its_names() -> None:
    assert find_browser({"google-chrome": "/opt/chrome"}.get) == "/opt/chrome"
    assert find_browser(lambda name: None) is None


def test_the_page_of_pictures_shows_each_with_what_it_is(tmp_path: Path, shown) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "pictures").mkdir()
    letters = [picture_of(tmp_path, "reminder-1", look.name) for look in LOOKS]
    sheet = tmp_path / "pictures" / "tracking-0 Audit Bot Tracking-01.png"
    for path in (*letters, sheet):
        path.write_bytes(b"")
    found = page(write_pictures(tmp_path, shown))
    assert len(found.xpath("//img")) == len(LOOKS) + 1
    assert [h.text_content() for h in found.iter("h2")] == [
        "Reminder of an audit",
        "Tracking workbook",
    ]
    assert all(image.get("alt") for image in found.iter("img"))
