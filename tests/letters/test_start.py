"""A letter that cannot be written is refused at start, with file and line."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.letters import KINDS, LetterError, Letters
from bot.letters.checks import problems_of_letter, read_samples
from bot.letters.rendering import Pen
from tests.letters.conftest import FOLDER, HOUSE

GOOD = "Subject: Audit {{ audit.ref }}\n\n# Do it\n\nDue {{ audit.due | day }}.\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "our letters"
    folder.mkdir()
    return folder


def problems_of_reminder(own: Path) -> list[str]:
    """What start would say of this one letter: all forty take their time."""
    samples = read_samples(FOLDER)["reminder"]
    return list(problems_of_letter(Pen(FOLDER, HOUSE, own), KINDS["reminder"], samples))


def problems(own: Path) -> tuple[str, ...]:
    with pytest.raises(LetterError) as refused:
        Letters(FOLDER, HOUSE, own)
    return refused.value.problems


def test_a_councils_own_copy_takes_the_place_of_ours(own: Path, letters: Letters) -> None:
    (own / "reminder.md").write_text(GOOD, encoding="utf-8")
    mine = Letters(FOLDER, HOUSE, own)
    facts = mine.samples["reminder"][0].facts
    assert mine.render("reminder", "Ada", facts).text.split("\n")[4] == "Do it"
    facts = mine.samples["overdue"][0].facts
    assert mine.render("overdue", "Ada", facts) == letters.render("overdue", "Ada", facts)


def test_a_councils_own_footer_is_under_every_letter(own: Path) -> None:
    (own / "_footer.md").write_text("{{ house.emergency }} Our own words.\n", encoding="utf-8")
    mine = Letters(FOLDER, HOUSE, own)
    facts = mine.samples["reminder"][0].facts
    assert mine.render("reminder", "Ada", facts).text.endswith("Our own words.\n")


def test_a_folder_of_copies_that_does_not_exist_is_an_empty_one(tmp_path: Path) -> None:
    assert Letters(FOLDER, HOUSE, tmp_path / "none").samples


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD + "\nHello {{ auditr }}.\n", "line 7: there is no fact called “auditr”."),
        (GOOD + "\n{{ audit.tem }}\n", "line 7: there is no fact called “tem”."),
        (
            GOOD + "{% if days_left > 99 %}\n{{ audit.tem }}\n{% endif %}\n",
            "line 7: there is no fact called “tem”.",
        ),
        (GOOD + "{% if audit %}\n", "line 6: Unexpected end of template."),
        (GOOD + "{{ audit.due | dya }}\n", "line 6: No filter named 'dya'."),
        (GOOD + "\n{{ audit }}\n", "line 7: a placeholder holds one text or number, no list"),
        (GOOD + "\n{{ audit.team | day }}\n", "line 7: Invalid isoformat string"),
        (GOOD + "\n{{ audit.team | working_days }}\n", "line 7: a count of working days is a"),
        (
            GOOD + '\n{{ reply_button("Go", "FINISH", audit.ref) }}\n',
            "line 7: “FINISH” is no word that replies understand",
        ),
        (
            GOOD + '\n{% include "_nothing.md" %}\n',
            "line 7: there is no file “_nothing.md” to include.",
        ),
        ("# Do it\n\nNow.\n", "line 1: a letter begins with “Subject: …”"),
        ("Subject: Do it {{ audit.ref }}\n# Do it\n", "line 1: a letter begins with “Subject: …”"),
        (GOOD.replace("{{ audit.ref }}", ""), "line 1: the subject must begin with the reference"),
        (GOOD.replace("audit.ref", "audit.child"), "line 1: a subject never shows “child”"),
        (GOOD.replace("# Do it", "Do it"), "has one main heading, and it comes first"),
        (GOOD + "\n# And this\n", "has one main heading, and it comes first"),
        (GOOD + "\n![logo](https://x.example/x.png)\n", "holds no pictures"),
        (GOOD + "\nSee <b>this</b>.\n", "write Markdown instead of <b>"),
        (
            GOOD + "\n[us](mailto:{{ audit.auditor_address }})\n",
            "line 7: the address of a link holds",
        ),
        (GOOD + "\n[us]\n\n[us]: {{ audit.team }}\n", "line 9: the address of a link holds"),
        (GOOD + "\n<https://{{ audit.team }}>\n", "line 7: the address of a link holds"),
        (GOOD + "\n[us](ftp://x.example/y)\n", "leads to https:// or mailto:"),
        (
            GOOD + "\n{% set who %}{{ audit.team }}{% endset %}\n{{ who }}\n",
            "line 8: a placeholder cannot hold other placeholders",
        ),
        (GOOD + "\n{{ audit.__class__ }}\n", "line 7: there is no fact called “__class__”."),
        (GOOD + "\n{{ audit['__class__'] }}\n", "line 7: access to attribute '__class__'"),
        (
            GOOD + "\n{% for n in range(9) %}n{% endfor %}\n",
            "line 7: there is no fact called “range”.",
        ),
        (GOOD + "\n{{ 'a' * 9999999999 }}\n", "line 7: a letter cannot do this (Mul)."),
        (GOOD + "\n{{ 9999 ** 99999999 }}\n", "line 7: a letter cannot do this (Pow)."),
        (GOOD + "\n{{ 'a' | center(9999999999) }}\n", "line 7: No filter named 'center'."),
        (GOOD + '\n{% include "../settings.toml" %}\n', "line 7: there is no file"),
    ],
)
def test_a_copy_that_cannot_be_written_is_refused(text: str, says: str, own: Path) -> None:
    (own / "reminder.md").write_text(text, encoding="utf-8")
    found = problems_of_reminder(own)
    assert len(found) == 1
    assert found[0].startswith("our letters/reminder.md")
    assert says in found[0]


def test_a_mistake_in_a_shared_part_names_that_part(own: Path) -> None:
    (own / "_audit.md").write_text("fine\n\n{{ audit.tem }}\n", encoding="utf-8")
    assert set(problems_of_reminder(own)) == {
        "our letters/_audit.md, line 3: there is no fact called “tem” for this letter."
    }


def test_a_copy_of_a_letter_that_does_not_exist_is_refused(own: Path) -> None:
    (own / "remindr.md").write_text(GOOD, encoding="utf-8")
    assert problems(own) == ("our letters/remindr.md: there is no letter of this name.",)


def test_every_mistake_is_told_at_once(own: Path) -> None:
    (own / "reminder.md").write_text(GOOD + "{{ a }} {{ b }}\n", encoding="utf-8")
    (own / "overdue.md").write_text(GOOD + "{{ c }}\n", encoding="utf-8")
    told = sorted(re.sub(r".*“(\w)”.*", r"\1", problem) for problem in problems(own))
    assert told == ["a", "b", "c"]


def remove_letter(folder: Path) -> None:
    (folder / "reminder.md").unlink()


def remove_sample(folder: Path) -> None:
    (folder / "samples" / "reminder.json").unlink()


def empty_sample(folder: Path) -> None:
    (folder / "samples" / "reminder.json").write_text("[]", encoding="utf-8")


def break_sample(folder: Path) -> None:
    (folder / "samples" / "reminder.json").write_text(json.dumps([{"note": "x"}]), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (remove_letter, "reminder.md is missing: the letter “Reminder of an audit”."),
        (remove_sample, "samples/reminder.json is missing"),
        (empty_sample, "samples/reminder.json is missing"),
        (break_sample, "samples/reminder.json is no list of samples"),
    ],
)
def test_a_folder_that_lacks_something_is_refused(
    spoil: Callable[[Path], None], says: str, tmp_path: Path
) -> None:
    folder = tmp_path / "message_templates"
    shutil.copytree(FOLDER, folder)
    spoil(folder)
    with pytest.raises(LetterError, match=re.escape(says)):
        Letters(folder, HOUSE)


# --- when a letter is owed ------------------------------------------------------------------------


def test_a_missing_fact_is_refused_with_file_and_line(letters: Letters) -> None:
    with pytest.raises(LetterError) as refused:
        letters.render("reminder", "Ada", {"days_left": 3})
    assert refused.value.problems == (
        "message_templates/reminder.md, line 1: there is no fact called “audit” for this letter.",
    )


def test_a_letter_of_an_unknown_name_is_refused(letters: Letters) -> None:
    with pytest.raises(LetterError, match="there is no letter called “birthday”"):
        letters.render("birthday", "Ada", {})


def test_what_is_not_known_is_said_so_and_never_left_empty(letters: Letters) -> None:
    facts = letters.samples["safeguarding_notice"][1].facts
    assert "Child’s id: not known" in letters.render("safeguarding_notice", "A", facts).text
