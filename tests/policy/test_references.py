"""References typed on a phone are either right or refused, and never lead back to a child."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.references import (
    ACTION,
    ALPHABET,
    AUDIT,
    CONCERN,
    REQUEST,
    ROUND,
    find_references,
    is_reference,
    new_reference,
)

pytestmark = pytest.mark.requirement("R-B-3")  # mail is placed by them

PREFIXES = (AUDIT, ACTION, REQUEST, CONCERN, ROUND)
BODY = (3, 4, 5, 6, 8, 9)  # where the characters of a reference stand, hyphens left out


def reference(prefix: str = AUDIT, *parts: str, secret: bytes = b"secret") -> str:
    return new_reference(prefix, secret, *parts, taken=lambda ref: False)


REFERENCES = st.builds(reference, st.sampled_from(PREFIXES), st.text(max_size=8))


@given(REFERENCES)
def test_every_reference_is_one_and_is_found_in_a_sentence(ref: str) -> None:
    assert is_reference(ref)
    assert find_references(f"About {ref.lower()}, please: (RE {ref}).") == (ref,)


@given(REFERENCES)
def test_every_single_wrong_character_is_found(ref: str) -> None:
    wrong = [
        ref[:place] + other + ref[place + 1 :]
        for place in BODY
        for other in ALPHABET
        if other != ref[place]
    ]
    assert len(wrong) == len(BODY) * 31
    assert [w for w in wrong if is_reference(w)] == []


@given(REFERENCES)
def test_another_kind_of_thing_is_found(ref: str) -> None:
    others = [prefix + ref[2:] for prefix in PREFIXES if prefix != ref[:2]]
    one_letter_wrong = [o for o in others if sum(a != b for a, b in zip(o, ref, strict=True)) == 1]
    assert [o for o in one_letter_wrong if is_reference(o)] == []


@given(REFERENCES)
def test_every_swap_of_neighbours_is_found_unless_they_are_neighbours_in_the_alphabet(
    ref: str,
) -> None:
    for one, two in pairwise(BODY):
        swapped = list(ref)
        swapped[one], swapped[two] = ref[two], ref[one]
        apart = abs(ALPHABET.index(ref[one]) - ALPHABET.index(ref[two]))
        if apart not in (0, 1, len(ALPHABET) - 1):
            assert not is_reference("".join(swapped))


def test_hardly_a_swap_of_neighbours_goes_unseen() -> None:
    swaps, unseen = 0, 0
    for number in range(1000):
        ref = reference(AUDIT, str(number))
        for one, two in pairwise(BODY):
            swapped = list(ref)
            swapped[one], swapped[two] = ref[two], ref[one]
            swaps += ref[one] != ref[two]
            unseen += ref[one] != ref[two] and is_reference("".join(swapped))
    assert unseen / swaps < 1 / 400  # one pair of the 496 in each place


def test_the_same_parts_give_the_same_reference_for_ever() -> None:
    assert reference(AUDIT, "RD-1", "child 1001") == "AU-EQEF-RM"


@pytest.mark.parametrize(
    "other",
    [
        reference(ACTION, "a", "b"),
        reference(AUDIT, "ab"),
        reference(AUDIT, "b", "a"),
        reference(AUDIT, "a", "b", secret=b"another council"),
    ],
)
def test_other_parts_kind_or_council_give_another_reference(other: str) -> None:
    assert other != reference(AUDIT, "a", "b")


def test_a_reference_that_is_taken_is_not_given_again() -> None:
    given_out: set[str] = set()
    for _ in range(3):
        given_out.add(new_reference(AUDIT, b"secret", "same", taken=given_out.__contains__))
    assert len(given_out) == 3
    assert all(is_reference(ref) for ref in given_out)


@given(st.integers(10**6, 10**9))
def test_a_reference_does_not_hold_the_childs_id(child: int) -> None:
    assert str(child) not in reference(AUDIT, str(child)).replace("-", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AU-7K3F",
        "XX-7K3F-Q2",
        "AU 7K3F Q2",
        "AU-7K3I-Q2",  # I, L, O and U are not in the alphabet
        "see AU-7K3F-Q2X",
    ],
)
def test_what_only_looks_like_a_reference_is_left_out(text: str) -> None:
    assert find_references(text) == ()


def test_several_references_are_found_in_order_each_once() -> None:
    one, two = reference(AUDIT, "1"), reference(ACTION, "2")
    assert find_references(f"{two} and {one}, again {two}") == (two, one)
