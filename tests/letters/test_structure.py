"""Every letter can be read by everybody: with a screen reader, on a phone, in the dark."""

import re

import pytest
from lxml import html

from bot.letters import Rendered
from tests.letters.conftest import FOLDER
from tests.letters.test_same_facts import spoken

PAGE = (FOLDER / "_layout.html").read_text(encoding="utf-8")
LIGHT, _, DARK = re.search(r"<style>(.*)</style>", PAGE, re.DOTALL)[1].partition("@media")

# What is written in which colour on which ground: (selector of the words, selector of the ground).
PAIRS = [
    ("body", "body"),
    (".marker", "body"),
    (".hint", "body"),
    ("a", "body"),
    ("blockquote", "blockquote"),
    ("a", "blockquote"),
    ("a.main", "a.main"),
    ("a.plain", "a.plain"),
    ("a.alarm", "a.alarm"),
    ("td.main", "td.main"),
    ("td.plain", "td.plain"),
    ("td.alarm", "td.alarm"),
]


def rules(css: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for selectors, block in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        pairs = (
            declaration.split(":", 1) for declaration in block.split(";") if ":" in declaration
        )
        declared = {name.strip(): value.strip() for name, value in pairs}
        for selector in selectors.split(","):
            found.setdefault(selector.strip(), {}).update(declared)
    return found


def palette(dark: bool) -> dict[str, dict[str, str]]:
    look = rules(LIGHT)
    for selector, declared in rules(DARK.partition("{")[2] if dark else "").items():
        look.setdefault(selector, {}).update(declared)
    return look


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(words: str, ground: str, dark: bool) -> None:
    look = palette(dark)
    assert contrast(look[words]["color"], look[ground]["background"]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_colour_is_left_unmeasured(dark: bool) -> None:
    coloured = {selector for selector, rule in palette(dark).items() if "color" in rule}
    assert coloured == {words for words, _ in PAIRS}


def test_the_measure_of_contrast_agrees_with_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_letter_has_one_column_readable_letters_and_no_fixed_widths() -> None:
    look = palette(dark=False)
    assert look["body"]["font-size"] == "16px"
    assert look[".letter"]["max-width"] == "600px"
    assert not [rule for rule in look.values() if rule.get("width", "").endswith("px")]


def test_every_letter_has_the_structure_that_screen_readers_need(
    samples: dict[str, Rendered],
) -> None:
    for key, letter in samples.items():
        page = html.fromstring(letter.html)
        assert page.get("lang") == "en-GB", key
        assert spoken(page.find("head/title")) == letter.subject
        heads = [head.tag for head in page.iter("h1", "h2", "h3", "h4")]
        assert heads[0] == "h1", key
        assert heads.count("h1") == 1, key
        assert set(heads[1:]) <= ({"h2", "h3"} if key.startswith("answers") else {"h2"}), key
        assert len(page.xpath("//*[@role='main']")) == 1, key
        assert not list(page.iter("img", "script", "form", "iframe", "font")), key
        for table in page.iter("table"):
            check_table(table)
        for link in page.iter("a"):
            assert len(spoken(link).strip()) > 3, key
            assert "click" not in spoken(link).lower(), key


def check_table(table: html.HtmlElement) -> None:
    """Tables for the looks say so; tables of data name their headers."""
    headers = list(table.iter("th"))
    if table.get("role") == "presentation":
        assert headers == []
        return
    assert headers
    assert {header.get("scope") for header in headers} <= {"row", "col"}
    assert all(spoken(header).strip() for header in headers)


def test_a_letter_is_small_enough_to_be_shown_whole(samples: dict[str, Rendered]) -> None:
    # Gmail cuts messages off at 102 kB.
    assert max(len(letter.html.encode()) for letter in samples.values()) < 40_000


def test_the_first_words_of_the_text_are_the_line_to_reply_above(
    samples: dict[str, Rendered],
) -> None:
    assert {letter.text.split("\n")[0] for letter in samples.values()} == {"Reply above this line"}
