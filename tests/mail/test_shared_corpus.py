"""The reading measured on the shared development corpus, where it lies beside the project.

The figures are floors: a change that lowers one must say why. Nothing of the corpus is copied here.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.mail.kind import kind_of
from bot.mail.own_words import own_words
from bot.mail.raw import parse
from bot.mail.show import read_lines
from bot.policy.said import MailKind

ACTING = {
    "complete",
    "defer",
    "dispensation",
    "reallocate",
    "remedial_complete",
    "management_decision",
}


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Path:
    folder = shared / "mail"
    if not folder.is_dir():
        pytest.skip("the shared reference material holds no mails")
    return folder


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _is_usable(mail: Path) -> bool:
    """No word of the reply lost, none of the history leaked; a signature may stay."""
    found = _bag(own_words(parse(mail.read_bytes())).long)
    wanted = _bag(mail.with_suffix(".expected.txt").read_text("utf-8"))
    extra = mail.with_suffix(".extra.txt")
    allowed = _bag(extra.read_text("utf-8")) if extra.exists() else Counter()
    return not wanted - found and not found - wanted - allowed


@pytest.mark.parametrize(
    ("source", "share"), [("council_*", 0.99), ("zapier*", 0.99), ("crisp", 0.9)]
)
def test_own_words_are_usable(corpus: Path, source: str, share: float) -> None:
    mails = sorted((corpus / "replies").glob(f"{source}/*.eml"))
    usable = sum(map(_is_usable, mails))
    assert usable >= share * len(mails), f"{usable} of {len(mails)}"


def test_kinds_are_right_and_no_human_mail_is_dropped(corpus: Path) -> None:
    right = {
        "bounce": {MailKind.BOUNCE},
        "auto_reply": {MailKind.AUTOMATIC, MailKind.OUT_OF_OFFICE},
        "human": {MailKind.REPLY},
        "loop": {MailKind.OWN},
        "unreadable": {MailKind.OTHER},
    }
    with (corpus / "kinds" / "labels.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] in right]
    wrong = [
        row["path"]
        for row in rows
        if kind_of(parse((corpus / "kinds" / row["path"]).read_bytes())).kind
        not in right[row["label"]]
    ]
    assert len(wrong) <= 0.01 * len(rows), wrong
    assert not [path for path in wrong if "human" in path]


def _wishes(corpus: Path) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    lines = (corpus / "wishes.jsonl").read_text("utf-8").splitlines()
    yield from zip(map(json.loads, lines), read_lines(lines), strict=True)


def test_wishes_are_right_and_nothing_wrong_is_done(corpus: Path) -> None:
    exact, wrong_acts, unseen, alarms, concerns = 0, [], [], 0, 0
    rows = list(_wishes(corpus))
    for row, read in rows:
        expected = row["expected"]
        assert isinstance(expected, dict)
        intent = expected["intent"]
        wanted = {
            i.replace("ack", "acknowledge") if i == "ack" else i
            for i in ([intent] if isinstance(intent, str) else intent)
        }
        wishes = read["wishes"]
        assert isinstance(wishes, list)
        found = {wish["kind"] for wish in wishes} or {"out_of_office"}
        exact += found == wanted
        if not read["needs_person"] and (found & ACTING) - wanted:
            wrong_acts.append(row["id"])
        if expected["safeguarding"]:
            concerns += 1
            alarms += bool(read["safeguarding"])
            if not (read["safeguarding"] or read["needs_person"] or read["to_read"]):
                unseen.append(row["id"])
    assert wrong_acts == []
    assert unseen == []
    assert exact >= 0.95 * len(rows)
    assert alarms >= 0.92 * concerns


def test_dates_are_read_or_asked(corpus: Path) -> None:
    rows = [json.loads(line) for line in (corpus / "dates.jsonl").read_text("utf-8").splitlines()]
    lines = [
        json.dumps(
            {
                "id": row["text"],
                "text": f"Please can I defer this audit? {row['text']}",
                "reference_date": row["reference_date"],
                "context": {"sender_role": "auditor", "thread": "assignment"},
            }
        )
        for row in rows
    ]
    wrong = []
    for row, read in zip(rows, read_lines(lines), strict=True):
        wishes = read["wishes"]
        assert isinstance(wishes, list)
        until = next((wish["until"] for wish in wishes if wish["kind"] == "defer"), None)
        wanted = row["expect"] if isinstance(row["expect"], list) else [row["expect"]]
        if until not in wanted:
            wrong.append((row["text"], until))
    assert len(wrong) <= 0.05 * len(rows), wrong
