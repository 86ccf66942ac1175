"""A draw is made again from what was stored: the same, or told exactly where it differs (6.2)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.draw import draw, fingerprint
from bot.policy.model import Audit, Round, RoundStatus
from bot.policy.redraw import StoredDraw, verify
from bot.policy.strata import Method, Sharing
from tests.policy.cast import AUDIT, MONDAY, a_case

pytestmark = pytest.mark.requirement("R-6.2-1")

FRAME = tuple(a_case(f"{stratum}{n:02}", stratum=stratum) for stratum in "ABC" for n in range(12))
SPREAD = {"A": 0.5, "B": 0.25, "C": 0.1}


def made(sharing: Sharing, size: int = 9) -> tuple[Round, StoredDraw, tuple[Audit, ...]]:
    """A round as it is stored after its draw; every fifth case could not be drawn."""
    drawn = draw(
        FRAME, size, "a seed", sharing, lambda case: "why" if case.child.endswith("5") else None
    )
    round_ = Round(
        ref="RD-1",
        period="2025-12",
        name="December 2025",
        status=RoundStatus.PROPOSED,
        as_at=MONDAY,
        frame_sha256=fingerprint(FRAME),
        algorithm=drawn.algorithm,
        seed=drawn.seed,
        open_cases=len(FRAME),
        available=size,
        strata=drawn.strata,
        proposed_on=MONDAY,
    )
    audits = tuple(
        replace(AUDIT, ref=f"AU-{n}", child=case.child) for n, case in enumerate(drawn.cases)
    )
    return round_, StoredDraw(size, drawn.frame, tuple(c.child for c in drawn.cases)), audits


@given(st.sampled_from(Method), st.integers(0, 4), st.integers(0, 40))
def test_a_draw_that_nobody_has_touched_is_the_same(
    method: Method, minimum: int, size: int
) -> None:
    assert verify(*made(Sharing(method, minimum, SPREAD), size)).differences == ()


def another_case(stored: StoredDraw) -> StoredDraw:
    other = next(c.child for c in stored.open if c.child not in stored.drawn)
    return replace(stored, drawn=(*stored.drawn[:2], other, *stored.drawn[3:]))


def another_order(stored: StoredDraw) -> StoredDraw:
    first, second, *rest = stored.drawn
    return replace(stored, drawn=(second, first, *rest))


def another_stratum(stored: StoredDraw) -> StoredDraw:
    first, *rest = stored.frame
    return replace(stored, frame=(replace(first, stratum="C"), *rest))


def one_case_less(stored: StoredDraw) -> StoredDraw:
    return replace(stored, frame=stored.frame[:-1])


def suddenly_left_out(stored: StoredDraw) -> StoredDraw:
    """The frame's hash does not cover why a case was left out; its stratum's numbers do."""
    gone = stored.drawn[0]
    frame = (replace(c, left_out="x") if c.child == gone else c for c in stored.frame)
    return replace(stored, frame=tuple(frame))


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (another_case, ["stored at place 3, and not", "drawn again at place 3, and not stored"]),
        (another_order, ["Another order: the same cases, but not at places 1, 2."]),
        (another_stratum, ["The frame differs: the SHA-256", "Stratum A: ", "Stratum C: "]),
        (one_case_less, ["The frame differs: the SHA-256", "35 cases are stored", "Stratum C: "]),
        (suddenly_left_out, ["Stratum", "Another case: stored at place 1 (AU-0)"]),
    ],
)
def test_what_was_altered_is_told(
    tamper: Callable[[StoredDraw], StoredDraw], told: list[str]
) -> None:
    round_, stored, audits = made(Sharing())
    verdict = verify(round_, tamper(stored), audits)
    for words in told:
        assert any(words in each for each in verdict.differences), verdict.differences


def test_another_seed_draws_other_cases() -> None:
    round_, stored, audits = made(Sharing())
    verdict = verify(replace(round_, seed="another"), stored, audits)
    assert any("Another case" in each for each in verdict.differences)


def test_an_audit_of_a_case_that_was_not_drawn_is_found_and_one_of_a_reserve_is_lawful() -> None:
    round_, stored, audits = made(Sharing())
    reserve = next(c.child for c in stored.open if c.child not in stored.drawn)
    left_out = next(c.child for c in stored.frame if c.left_out)
    lawful = replace(audits[0], child=reserve)
    slipped_in = replace(audits[1], child=left_out)
    verdict = verify(round_, stored, (lawful, slipped_in, *audits[2:]))
    assert verdict.differences == ("AU-1 is of a case that was neither drawn nor a reserve.",)


def test_a_draw_of_another_version_is_not_guessed_at() -> None:
    round_, stored, audits = made(Sharing())
    (told,) = verify(replace(round_, algorithm="dice"), stored, audits).differences
    assert "does not know" in told


def test_no_difference_names_a_child() -> None:
    round_, stored, audits = made(Sharing())
    verdict = verify(replace(round_, seed="another"), stored, audits)
    children = {case.child for case in stored.frame}
    assert not any(child in each for child in children for each in verdict.differences)
