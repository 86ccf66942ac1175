"""The second reader, learnt from phrases: it proposes more, and never acts or hides anything."""

from collections.abc import Sequence

import pytest

from bot.mail.learnt import LEARNT, likely
from bot.mail.reading import read_words
from bot.mail.second_reading import propose
from bot.policy.said import Reading, WishKind
from tests.learn_phrases import of_phrases
from tests.mail.mails import AUDITOR, MONDAY, STRATEGIC_LEAD
from tests.mail.phrases import ABSENCES, CALM_BESIDES, LEARNT_FROM, TOLD_PLAINLY, Phrase
from tests.mail.test_wishes import ACTING


@pytest.fixture(scope="module")
def readings() -> Sequence[tuple[Phrase, Reading]]:
    return [
        (one, read_words(one.text, received=one.received, context=one.context))
        for one in LEARNT_FROM
    ]


def test_the_words_were_learnt_from_the_phrases_as_they_are_now() -> None:
    learnt_from = LEARNT.read_text("utf-8").split("\n", 1)[0].split()[-1]
    assert learnt_from == of_phrases(), "run: python -m tests.learn_phrases"


def test_nearly_all_phrases_are_read_as_they_were_meant(
    readings: Sequence[tuple[Phrase, Reading]],
) -> None:
    wrong = [p.text for p, found in readings if {str(w.kind) for w in found.wishes} != p.wishes]
    assert len(wrong) <= 0.03 * len(readings), wrong


def test_of_those_read_otherwise_none_is_acted_on(
    readings: Sequence[tuple[Phrase, Reading]],
) -> None:
    wrong = [
        phrase.text
        for phrase, found in readings
        if ({wish.kind for wish in found.wishes} & ACTING) - phrase.wishes
        and not found.needs_person
    ]
    assert wrong == []


def test_what_only_the_second_reader_found_is_confirmed_by_a_person() -> None:
    changed = [p for p in LEARNT_FROM if propose(p.text, p.received, p.context).changed]
    assert len(changed) > 100
    for one in changed:
        found = read_words(one.text, received=one.received, context=one.context)
        assert found.needs_person or found.safeguarding


def test_concerns_raise_the_alarm_and_calm_sentences_do_not() -> None:
    raised, calm = (
        [read_words(text, received=MONDAY, context=AUDITOR).safeguarding for text in texts]
        for texts in (TOLD_PLAINLY, CALM_BESIDES)
    )
    assert sum(raised) >= 0.97 * len(raised)
    assert sum(calm) <= 0.05 * len(calm)


def test_an_answer_to_a_concern_is_left_to_the_rules() -> None:
    assert not propose("Splendid, splendid", MONDAY, STRATEGIC_LEAD).changed


def test_only_wishes_that_a_thread_knows_are_likely() -> None:
    assert likely("management decision", MONDAY, AUDITOR).kind is not WishKind.MANAGEMENT_DECISION


@pytest.mark.parametrize("text", ABSENCES)
def test_the_words_of_an_automatic_reply_are_told_without_its_headers(text: str) -> None:
    assert read_words(text, received=MONDAY, context=AUDITOR).kind == "out_of_office"
