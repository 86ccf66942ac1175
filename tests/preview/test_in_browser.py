"""Letters and the preview in a real browser: no barrier, nothing wider than a phone, all works.

Every letter is looked at in its first sample; `python -m tests.preview.barriers` looks at them all.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.preview.browser import Browser, BrowserError, find_browser
from tests.preview.barriers import NARROW, barriers, looking

PROGRAM = find_browser()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium or Chrome is installed to look at the pages with"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with looking(str(PROGRAM)) as opened:
        yield opened


def test_no_letter_has_a_barrier_or_is_wider_than_a_phone(browser: Browser, site: Path) -> None:
    letters = sorted((site / "mails").glob("*-0.html"))
    assert letters
    assert list(barriers(browser, letters)) == []


def test_no_letter_has_a_barrier_in_the_dark(browser: Browser, site: Path) -> None:
    letters = [site / "mails" / f"{key}.html" for key in ("assignment-0", "safeguarding_notice-0")]
    assert list(barriers(browser, letters, dark=True)) == []


@pytest.mark.parametrize(
    "name", ["index", "reminder", "audit_result", "tracking", "audit_return", "team_actions"]
)
def test_no_page_of_the_preview_has_a_barrier(browser: Browser, site: Path, name: str) -> None:
    assert list(barriers(browser, [site / f"{name}.html"])) == []
    assert list(barriers(browser, [site / f"{name}.html"], dark=True)) == []


def test_a_barrier_is_found_where_there_is_one(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        "<!DOCTYPE html><html><title>x</title><meta name='viewport' content='width=device-width'>"
        "<main style='margin:0'><h1>x</h1><img src='x.png'>"
        "<p style='color:#999;background:#fff;width:500px'>grey</p></main></html>",
        encoding="utf-8",
    )
    found = " ".join(barriers(browser, [page]))
    for rule in ("html-has-lang", "image-alt", "color-contrast", "508 pixels wide"):
        assert rule in found


def test_a_letter_is_shown_whole_in_its_frame(browser: Browser, site: Path) -> None:
    browser.resize(1200)
    browser.open((site / "assignment.html").as_uri())
    hidden = browser.run(
        "[...document.querySelectorAll('iframe')].filter(frame => frame.clientHeight <"
        " frame.contentDocument.documentElement.scrollHeight).length"
    )
    assert hidden == 0


def test_the_first_key_leads_past_the_heading_to_the_content(browser: Browser, site: Path) -> None:
    browser.open((site / "index.html").as_uri())
    for key in ("Tab", "Enter"):
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            code = {"Tab": 9, "Enter": 13}[key]
            browser.ask(
                "Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text
            )
    assert browser.run("document.activeElement.id") == "main"


def test_a_page_that_is_not_there_is_told(browser: Browser, tmp_path: Path) -> None:
    with pytest.raises(BrowserError, match="ERR_FILE_NOT_FOUND"):
        browser.open((tmp_path / "none.html").as_uri())


def test_a_picture_is_as_long_as_the_letter(browser: Browser, site: Path) -> None:
    browser.resize(NARROW)
    browser.open((site / "mails" / "assignment-0.html").as_uri())
    picture = browser.picture()
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    assert width == NARROW
    assert height > 2000
