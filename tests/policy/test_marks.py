"""The mark in a button's subject: made for one reader and one reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.references import find_references, mark, marks_in, new_reference

SECRET = b"secret"
REF = new_reference("AU", SECRET, "1", taken=lambda ref: False)
OTHER = new_reference("AU", SECRET, "2", taken=lambda ref: False)


def test_a_mark_is_that_of_one_reference_one_reader_and_one_council() -> None:
    made = {
        mark(secret, ref, reader)
        for secret in (SECRET, b"another council")
        for ref in (REF, OTHER)
        for reader in ("Ada Obi", "Ben Cole")
    }
    assert len(made) == 8
    assert mark(SECRET, REF, "Ada Obi") == mark(SECRET, REF, "Ada Obi")


@given(st.text(min_size=1))
def test_every_mark_is_found_again_behind_its_reference(reader: str) -> None:
    made = mark(SECRET, REF, reader)
    assert marks_in(f"RE: COMPLETE {REF} #{made}") == ((REF, made),)
    assert find_references(f"COMPLETE {REF} #{made}") == (REF,)


@pytest.mark.parametrize(
    "subject",
    [
        "",
        REF,
        f"COMPLETE {REF}",
        f"[Ticket #20250147] COMPLETE {REF}",
        f"{REF} (#20250147)",
        f"{REF} #2025",
        f"{REF} #202501479",
    ],
)
def test_the_numbers_of_other_systems_are_no_marks(subject: str) -> None:
    assert marks_in(subject) == ()
