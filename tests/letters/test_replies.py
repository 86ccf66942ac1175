"""What a button sends, and what people type under a letter, is understood by the mail reader."""

from datetime import date
from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from bot.letters import KINDS, LONGEST_SUBJECT, Letters, Rendered
from bot.letters.words import LONGEST_LINK, Replies
from bot.mail.context import Context
from bot.mail.own_words import own_words
from bot.mail.raw import parse
from bot.mail.reading import read_words
from bot.policy.commands import COMMANDS, UNDO_WORDS, undo_word
from bot.policy.form import AuditForm, Grade, Section
from bot.policy.references import find_references, is_reference
from bot.policy.said import WishKind
from tests.letters.conftest import FOLDER, every_sample

FORM = AuditForm(
    tuple(
        Section(name)
        for name in (
            "Child's voice",
            "Assessment",
            "Plan and reviews",
            "Safety and risk",
            "Management oversight",
            "Recording",
            "Overall",
        )
    ),
    (Grade("Good", "G"), Grade("Requires improvement", "RI")),
)
AUDITOR = Context("auditor", "assignment", FORM)
MANAGER = Context("team_manager", "remedial")
LEAD = Context("strategic_lead", "safeguarding")
PARTY = Context("team_manager", "disagreement")
AUTHORISER = Context("service_manager", "request_pending")
HEAD = Context("consultant_head", "request_pending")
ON = date(2025, 12, 15)


def buttons(samples: dict[str, Rendered]) -> dict[str, tuple[str, str, str]]:
    """Every different button: its link, to (the sample it stands in, its subject, its body)."""
    found: dict[str, tuple[str, str, str]] = {}
    for key, letter in samples.items():
        for link in html.fromstring(letter.html).xpath("//table[@class='button']//a"):
            asked = parse_qs(urlsplit(link.get("href")).query)
            found.setdefault(link.get("href"), (key, asked["subject"][0], asked["body"][0]))
    return found


def reader_of(key: str) -> Context:
    if key.startswith("dispute"):
        return PARTY
    if key.startswith("decision_to"):
        return AUTHORISER
    if key.startswith(("action", "audit_result", "decision", "worker")) and not key.startswith(
        "actions_wanted"
    ):
        return MANAGER
    if key.startswith("safeguarding") and "receipt" not in key:
        return LEAD
    return HEAD if key.startswith("request_to_decide") else AUDITOR


def test_buttons_write_to_the_bot_and_stay_short_enough_for_every_mail_program(
    samples: dict[str, Rendered],
) -> None:
    for href in buttons(samples):
        assert urlsplit(href).scheme == "mailto"
        assert urlsplit(href).path == "audit.bot@moorbridge.example"
        assert len(href) < 800
        assert "+" not in href
        assert " " not in href


def test_a_button_says_its_command_and_reference_in_the_subject_and_begins_with_the_command(
    samples: dict[str, Rendered],
) -> None:
    for key, subject, body in buttons(samples).values():
        command = next(word for word in (*COMMANDS, *UNDO_WORDS) if subject.startswith(word))
        ref = subject.removeprefix(command).strip()
        assert body.startswith(command)
        assert is_reference(ref) or (not ref and key.endswith("-1"))


def test_the_mail_reader_understands_every_button_as_it_stands(
    samples: dict[str, Rendered],
) -> None:
    for key, subject, body in buttons(samples).values():
        if subject.startswith(UNDO_WORDS):
            assert undo_word(body) == undo_word(subject) == subject.split()[0]
            continue
        reading = read_words(body, received=ON, context=reader_of(key))
        wanted = next(asked for word, asked in COMMANDS.items() if subject.startswith(word))
        assert [(w.kind, w.granted) for w in reading.wishes] == [(wanted.kind, wanted.granted)], (
            body
        )
        # A deferment without its date and a question are for a person; all else is clear.
        by_person = subject.startswith("QUESTION") or body.partition("\r")[0] == "DEFER UNTIL "
        assert reading.needs_person is by_person, (key, body, reading.reasons)


def test_every_command_that_replies_understand_is_offered_by_some_letter(
    samples: dict[str, Rendered],
) -> None:
    offered = {subject for _, subject, _ in buttons(samples).values()}
    assert [w for w in (*COMMANDS, *UNDO_WORDS) if not any(s.startswith(w) for s in offered)] == []


@pytest.mark.requirement("R-9.1-1")
def test_actions_filled_into_the_prepared_mail_are_read_with_their_days(
    samples: dict[str, Rendered],
) -> None:
    body = next(b for _, _, b in buttons(samples).values() if "Action: " in b)
    filled = body.replace("Action: ", "Action: Update the chronology (10 days)", 1)
    reading = read_words(filled, received=ON, context=AUDITOR)
    assert [(a.text, a.days) for a in reading.actions] == [("Update the chronology", 10)]


def test_the_date_written_into_the_prepared_mail_is_the_one_asked_for(
    samples: dict[str, Rendered],
) -> None:
    body = next(b for _, _, b in buttons(samples).values() if b.startswith("DEFER UNTIL \r"))
    filled = body.replace("DEFER UNTIL ", "DEFER UNTIL 14 January 2026")
    (wish,) = read_words(filled, received=ON, context=AUDITOR).wishes
    assert (wish.kind, wish.until) == (WishKind.DEFER, date(2026, 1, 14))


TYPED = "Thanks, this is finished. No remedial actions are needed."


@pytest.mark.parametrize("name", sorted(KINDS))
def test_what_is_typed_above_a_letter_is_told_from_the_letter_by_its_first_line(
    name: str, samples: dict[str, Rendered]
) -> None:
    # The client has left no "From: … Sent: …" above the letter, and our copy of it is not at hand.
    letter = samples[f"{name}-0"]
    mail = EmailMessage()
    mail["Subject"] = f"RE: {letter.subject}"
    mail.set_content(f"{TYPED}\n\n{letter.text}", cte="8bit")
    words = own_words(parse(mail.as_bytes()), None)
    assert words.short.strip() == TYPED


def test_the_reply_keeps_the_reference_of_the_letter(samples: dict[str, Rendered]) -> None:
    assert find_references(f"RE: {samples['reminder-0'].subject}") == ("AU-T6F7-A4",)


# --- the button itself ----------------------------------------------------------------------------


def test_a_button_too_long_for_a_link_asks_for_the_command_alone() -> None:
    button = Replies("bot@x.example").button("Go", "COMPLETE", "AU-T6F7-A4", ["x" * 2000])
    assert len(button.href) <= LONGEST_LINK
    assert button.href.endswith("body=COMPLETE")


def test_a_button_tells_a_longer_command_from_its_reference() -> None:
    button = Replies("bot@x.example").button("Go", "DEFER UNTIL 14 January 2026", "AU-T6F7-A4")
    assert button.href == (
        "mailto:bot@x.example?subject=DEFER%20UNTIL%20AU-T6F7-A4"
        "&body=DEFER%20UNTIL%2014%20January%202026"
    )
    assert button.words == "reply with DEFER UNTIL 14 January 2026 as the first line."


def test_a_signed_button_still_fits_and_carries_the_mark_behind_the_reference(
    letters: Letters,
) -> None:
    for _, name, sample in every_sample(letters):
        letter = letters.render(
            name, sample.reader, sample.facts, sample.cc, sign=lambda ref: "K7F3Q9X2"
        )
        for href, (_, subject, _) in buttons({name: letter}).items():
            assert len(href) < 800
            assert len(subject) <= LONGEST_SUBJECT
            assert (" #K7F3Q9X2" in subject) is bool(find_references(subject))


def test_a_button_without_an_audit_has_a_subject_without_a_reference(letters: Letters) -> None:
    facts = {"audit": None, "asks": "Which?", "choices": [{"label": "It", "command": "COMPLETE"}]}
    assert "subject=COMPLETE&amp;" in letters.render("say_again", "Ada", facts).html


@pytest.mark.requirement("R-7.3-1")
def test_whoever_may_complete_an_audit_by_a_button_finds_the_lines_of_the_form_in_it() -> None:
    """One place knows the form: a button written anywhere else would leave its lines out."""
    written = {p.name for p in FOLDER.glob("*.md") if '"COMPLETE"' in p.read_text("utf-8")}
    assert written == {"_complete.md", "_state.md"}
