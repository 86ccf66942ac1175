"""Which lines of a mail are about which of several audits: told beyond doubt, or not at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.several import MOST_LINES, by_audit
from bot.policy.references import find_references, new_reference
from tests.mail.phrases import MONDAY


def reference(*parts: str) -> str:
    return new_reference("AU", b"secret", *parts, taken=lambda _: False)


A, B = reference("a"), reference("b")
AUDITS = {A: A, B: B}
LINES = (
    f"{A}: complete",
    f"COMPLETE {B}",
    f"{A} and {B}: done",
    "Remedial actions: none",
    "",
    "Thanks",
    "I have not yet",
    f"completed {A}",
    f"{B}",
    "Both are done.",
    "Hi all,",
    f"- {B}: 14 January",
    "Still to do:",
    f"DEFER UNTIL 14 January {A}",
    f"{B}: UNDO",
    "Sorry for the delay",
    "AU-0000-00",
)


@pytest.mark.parametrize(
    ("text", "of_a", "of_b"),
    [
        ("{a}: complete\n{b}: defer", "{a}: complete", "{b}: defer"),
        (
            "Hi Fay,\n\n1. {a} complete\n2. {b} defer\n\nThanks\nAda",
            "1. {a} complete",
            "2. {b} defer",
        ),
        ("{b}\nCOMPLETE\n\n{a}\nDEFER UNTIL 5/2", "{a}\nDEFER UNTIL 5/2", "{b}\nCOMPLETE"),
        ("{a} done\n{b} done\n{a}: no actions", "{a} done\n{a}: no actions", "{b} done"),
        ("{a} #ABCD1234: done\n{b} done", "{a}: done", "{b} done"),
    ],
)
def test_lines_are_told_apart(text: str, of_a: str, of_b: str) -> None:
    found = by_audit(text.format(a=A, b=B), AUDITS, MONDAY)
    assert found == {A: of_a.format(a=A), B: of_b.format(b=B)}


@pytest.mark.parametrize(
    "text",
    [
        "{a}: complete",
        "{a}, {b}: complete",
        "{a}\n{b}\nCOMPLETE",
        "{a}: complete\n{b}: complete\nRemedial actions: none",
        "{a}\nCOMPLETE\n\n{b}\nCOMPLETE\n\nRemedial actions: none",
        "To be deferred:\n{a}\n{b}",
        "{a}: complete, and\n{b}: complete",
        "{a}: complete, though there is much in the file that is not yet\n{b}: complete",
        "I have to say that I have not\ncompleted {a}\n{b}: complete",
        "{a}: complete\n{b}: complete\nAU-0000-00: complete",
        "{a}: complete\n" + "x\n" * MOST_LINES + "{b}: complete",
    ],
)
def test_what_may_be_meant_for_the_other_is_told_apart_by_nobody(text: str) -> None:
    assert by_audit(text.format(a=A, b=B), AUDITS, MONDAY) == {}


@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_no_line_is_lost_or_given_to_an_audit_that_it_does_not_name(lines: list[str]) -> None:
    found = by_audit("\n".join(lines), AUDITS, MONDAY)
    for audit, text in found.items():
        assert set(find_references(text)) == {audit}
    kept = "\n".join(found.values()).split("\n")
    if found:
        lost = [line for line in lines if line.strip() and line not in kept]
        assert all(re.fullmatch("Hi all,|Thanks|Sorry for the delay", line) for line in lost)
