"""Too many letters: who gets theirs now, who waits, and what is asked of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.decision import Letter, QuestionKind
from bot.policy.surges import SEND, WITHHOLD, Owed, going, surge_question

KEEPERS = ("Cora Bell", "Hal Quinn")


def owed(number: int, to: str = "Ada Marsh", *, urgent: bool = False, start: int = 1) -> list[Owed]:
    return [
        Owed(start + n, Letter("reminder", to, "AU", f"cause {n}", urgent=urgent))
        for n in range(number)
    ]


def now(letters: list[Owed], **how: object) -> frozenset[int]:
    usual = {"agreed_up_to": 0, "surge": 10, "keepers": KEEPERS, "sent_today": {}, "cap": 5}
    return going(letters, **{**usual, **how}).now  # type: ignore[arg-type]


def several(number: int, start: int = 1) -> list[Owed]:
    """Each to somebody else, so that no reader's cap is reached."""
    return [o for n in range(number) for o in owed(1, f"Reader {n}", start=start + n)]


def test_a_usual_day_leaves_at_once() -> None:
    assert now(several(10)) == frozenset(range(1, 11))


def test_a_surge_waits_and_the_question_counts_its_letters() -> None:
    chosen = going(several(11), agreed_up_to=0, surge=10, keepers=KEEPERS, sent_today={}, cap=5)
    assert chosen.now == frozenset()
    question = surge_question(chosen.asked)
    assert question.kind is QuestionKind.SURGE
    assert question.choices == (SEND, WITHHOLD)
    assert question.asks.startswith("11 letters wait to be sent at once (11 reminder)")
    # The same letters, however many have joined them: the same question.
    assert surge_question([*chosen.asked, *several(5, start=99)]).key == question.key


def test_what_was_agreed_to_leaves_and_a_new_surge_is_asked_about_anew() -> None:
    assert now(several(11), agreed_up_to=11) == frozenset(range(1, 12))
    both = several(11) + several(11, start=12)
    assert now(both, agreed_up_to=11) == frozenset(range(1, 12))


@pytest.mark.requirement("R-9.1-2")
def test_safeguarding_and_those_who_run_the_programme_never_wait() -> None:
    letters = (
        several(11) + owed(9, "Lena Ash", urgent=True, start=50) + owed(9, KEEPERS[0], start=70)
    )
    assert now(letters) == frozenset([*range(50, 59), *range(70, 79)])


@pytest.mark.parametrize(("had", "leaves"), [(0, 5), (3, 2), (5, 0), (9, 0)])
def test_one_person_gets_so_many_letters_a_day(had: int, leaves: int) -> None:
    assert now(owed(8), sent_today={"Ada Marsh": had}) == frozenset(range(1, leaves + 1))


@given(
    st.lists(st.tuples(st.sampled_from(["Ada", "Ben", *KEEPERS]), st.booleans()), max_size=40),
    st.integers(0, 40),
    st.integers(1, 20),
    st.integers(1, 6),
)
def test_every_letter_leaves_waits_for_a_word_or_for_a_day_and_urgent_ones_leave(
    readers: list[tuple[str, bool]], agreed: int, surge: int, cap: int
) -> None:
    letters = [
        Owed(n, Letter("reminder", to, "AU", str(n), urgent=urgent))
        for n, (to, urgent) in enumerate(readers, 1)
    ]
    chosen = going(
        letters, agreed_up_to=agreed, surge=surge, keepers=KEEPERS, sent_today={}, cap=cap
    )
    waits = len(chosen.asked) + sum(chosen.tomorrow.values())
    assert len(chosen.now) + waits == len(letters)
    assert {o.id for o in letters if o.letter.urgent} <= chosen.now
