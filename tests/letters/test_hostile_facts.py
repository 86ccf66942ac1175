"""No fact can be anything but words: not a heading, not a link, not a second line of a subject."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bot.letters import KINDS, LONGEST_SUBJECT, Letters, Rendered
from bot.letters.checks import reference
from bot.letters.pieces import cleaned, one_line
from bot.policy.model import Fact
from tests.letters.test_same_facts import spoken

Element: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
HOSTILE = [
    "*A* and **B** and _C_ and `d`",
    "[x](http://evil.example)",
    "<http://evil.example> and <b>bold</b><script>alert(1)</script>",
    "a\r\nBcc: all@evil.example\r\n\r\n# A heading",
    "# heading",
    "1. first",
    "- item",
    "| a | b |",
    "    code",
    "```\ncode\n```",
    "\n\n---\n\n> quoted\n\nend",
    "![x](https://evil.example/x.png)",
    "http://evil.example www.evil.example mailto:a@evil.example",
    "{{ house }} {% include 'x' %} {# y #}",
    "\ue0000\ue001 \ue0001\ue001",
    "safe\u202egnp.exe\u2066\u200f\u0007\x00\x1b[31m",
    "&lt;b&gt; &#60;b&#62; &nbsp;",
    "long " * 400,
    "x" * 3000,
    '" onmouseover="alert(1)" x="',
    "=HYPERLINK(1)",
]
# Facts that choose between words, or are dates and references: never free text.
NOT_FREE = re.compile(
    r"\d{4}-\d\d-\d\d|[A-Z]{2}-\w{4}-\w\w$|deferment|dispensation|reallocation"
    r"|.*\b(?:COMPLETE|DEFER|APPOINT|AGREE|DISAGREE)\b"
    r"|[^:]*:$"  # the labels that a button writes: the next test looks at those
)


def replaced(value: Fact, new: Callable[[str], str]) -> Fact:
    match value:
        case str():
            return value if NOT_FREE.match(value) or value in KINDS else new(value)
        case Mapping():
            return {key: replaced(inner, new) for key, inner in value.items()}
        case list():
            return [replaced(inner, new) for inner in value]
        case _:
            return value


def with_words(letters: Letters, name: str, words: str) -> Rendered:
    facts = {
        key: replaced(value, lambda _: words)
        for key, value in letters.samples[name][0].facts.items()
    }
    return letters.render(name, words, facts, [words])


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_label_that_a_button_writes_stays_one_line_of_the_mail_to_the_bot(
    words: str, letters: Letters
) -> None:
    sample = letters.samples["assignment"][0]
    audit = {**sample.facts["audit"], "form_lines": [words]}  # type: ignore[dict-item]
    letter = letters.render("assignment", "Ada", {**sample.facts, "audit": audit})
    hrefs = html.fromstring(letter.html).xpath("//a[@class='main']/@href")
    assert hrefs
    for href in hrefs:
        assert href.startswith("mailto:audit.bot@moorbridge.example?subject=COMPLETE")
        asked = parse_qs(urlsplit(href).query, keep_blank_values=True)
        assert asked.keys() == {"subject", "body"}
        assert len(asked["body"][0].split("\r\n")) <= 4


def skeleton(letter: Rendered) -> list[Element]:
    """Every element and attribute, but for the line breaks of what was written by somebody."""
    found = html.fromstring(letter.html).iter()
    return [
        (e.tag, tuple(e.attrib.items())) for e in found if isinstance(e.tag, str) and e.tag != "br"
    ]


def lines(letter: Rendered) -> int:
    """How many lines the text has, but for those that are somebody's own, which are set in."""
    return sum(bool(re.match(r"( {2})?\S", line)) for line in letter.text.split("\n"))


@pytest.fixture(scope="module")
def plain(letters: Letters) -> dict[str, tuple[list[Element], int]]:
    letters_of_plain_words = {name: with_words(letters, name, "plain words") for name in KINDS}
    return {n: (skeleton(letter), lines(letter)) for n, letter in letters_of_plain_words.items()}


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_words_change_the_structure_of_any_letter(
    words: str, letters: Letters, plain: dict[str, tuple[list[Element], int]]
) -> None:
    for name in KINDS:
        letter = with_words(letters, name, words)
        assert (skeleton(letter), lines(letter)) == plain[name], name
        assert "<script" not in letter.html


def test_words_that_mail_programs_make_into_links_are_taken_apart(letters: Letters) -> None:
    letter = with_words(letters, "question_passed_on", "http://evil.example www.evil.example")
    for part in (letter.text, letter.html):
        assert "http://evil" not in part
        assert "www.evil" not in part
        assert "http: //evil.example" in part


def test_a_placeholder_in_a_fact_is_shown_and_not_filled(letters: Letters) -> None:
    letter = with_words(letters, "question_passed_on", "{{ house.bot_address }}")
    assert "{{ house.bot_address }}" in letter.text


def test_a_person_whose_address_is_no_address_gets_no_link(letters: Letters) -> None:
    facts = {"audit": None, "sender": {"name": "A", "address": "a@b.example?cc=all@evil.example"}}
    letter = letters.render("question_passed_on", "B", {**facts, "words": "x"})
    assert 'href="mailto:a@' not in letter.html
    assert "A, a@b.example?cc=all@evil.example" in letter.text


# --- subjects -------------------------------------------------------------------------------------

NAMED_IN_SUBJECT = [
    "reallocated_away",
    "not_yours",
    "safeguarding_answered",
    "put_aside",
    "round_proposed",
]
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=120)


@pytest.mark.parametrize("name", NAMED_IN_SUBJECT)
@given(words=ANY_TEXT)
def test_a_subject_is_one_short_line_with_the_marking_and_the_reference(
    name: str, words: str, letters: Letters
) -> None:
    letter = with_words(letters, name, words)
    subject = letter.subject
    assert len(subject) <= LONGEST_SUBJECT
    assert subject.isprintable() or not {unicodedata.category(c) for c in subject} & {
        "Cc",
        "Co",
        "Cs",
    }
    assert len(subject.splitlines()) == 1
    assert subject.startswith("OFFICIAL-SENSITIVE: ")
    ref = reference(KINDS[name], letters.samples[name][0].facts)
    if NOT_FREE.match(ref):
        assert ref in subject


# --- what is shown is what was meant --------------------------------------------------------------


@given(words=ANY_TEXT)
def test_a_fact_is_shown_as_it_is_in_both_versions(words: str, letters: Letters) -> None:
    facts = letters.samples["reminder"][0].facts
    audit = {**dict(facts["audit"]), "team": words}
    letter = letters.render("reminder", "Ada", {**facts, "audit": audit})
    shown = one_line(cleaned(words))
    page = html.fromstring(letter.html)
    cell = page.xpath("//tr[th='Team']/td")[0]
    assert spoken(cell) == shown
    assert f"\nTeam: {shown}\n" in letter.text


@given(words=ANY_TEXT)
def test_somebodys_own_lines_stay_lines_and_nothing_else(words: str, letters: Letters) -> None:
    letter = letters.render(
        "question_passed_on", "B", {"audit": None, "sender": "A", "words": words}
    )
    page = html.fromstring(letter.html)
    box = page.find_class("written")[0]
    shown = [one_line(line) for line in cleaned(words).strip().split("\n")]
    assert {child.tag for child in box} <= {"br"}
    assert [text.strip() for text in box.itertext()] == [line for line in shown if line]
    assert "\n".join(f"    {line}".rstrip() for line in shown) in letter.text


@given(text=st.text(st.characters(codec="utf-8")))
def test_cleaning_takes_what_cannot_be_read_and_nothing_twice(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert not {unicodedata.category(char) for char in once if char != "\n"} & {"Cc", "Co", "Cs"}
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    kept = [char for char in text if char.isprintable()]
    assert [char for char in once if char.isprintable() and char != " "] == [
        c for c in kept if c != " "
    ]
