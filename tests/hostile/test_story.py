"""A story in which an auditor sends every hostile string: only words leave, and nothing fails."""

import logging
from collections.abc import Iterator
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.logs import one_line
from bot.policy.model import ActionStatus
from bot.ports import Attachment, Folder
from connectors.local_folder.letter import message
from tests.hostile.table import WHOLE, check_document, check_workbook
from tests.hostile.test_letters import check_links
from tests.jobs.returned import GRADED_FORM, XLSX, brought, filled, saved
from tests.jobs.world import World

# An empty line is no action, and a line of another language may be an answer of its own.
ACTIONS = [text for text in WHOLE if " ".join(text.split()) and len(text) < 1_000][:200]


@pytest.fixture
def everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(World, "without", frozenset())
    world = World(tmp_path)
    for row in GRADED_FORM:
        world.add("Form", **row)
    for number, text in enumerate(WHOLE[:30]):
        world.add("Form", Part="Category", Name=text, Order=10 + number)
        world.add("Conflicts", Person="Ada Obi", Team="No team", Reason=text)
        world.add("Closures", From=None, Name=text)
    world.deploy("1 Dec 2025")
    yield world
    world.close()


def test_every_string_from_an_auditor_ends_as_words_in_all_that_leaves(
    everything: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    world = everything
    audit = world.audit_of("Ben Cole")
    form = hostile_return(brought(world, "Ben Cole", "assignment"))
    mail = world.reply("Ben Cole", audit.ref, "", "8 Dec 2025 10:00", attachments=(form,))
    world.cycle("8 Dec 2025 10:05", settled=False)
    assert world.filed(mail) in Folder
    for number, text in enumerate(WHOLE[::12]):
        world.write("Ada Obi", text, f"9 Dec 2025 1{number % 8}:00", subject=one_line(text)[:60])
    world.cycle("9 Dec 2025 18:00", settled=False)
    world.cycle("2 Jan 2026 09:00", settled=False)
    actions = world.actions(audit.ref)
    assert len(actions) > 150
    assert all(action.status is ActionStatus.OPEN for action in actions)
    look_through(world)
    assert all(len(one_line(line).splitlines()) <= 1 for line in caplog.messages)
    told = "\n".join(caplog.messages)
    assert not [text for text in ACTIONS if len(text) > 12 and text in told]


def hostile_return(attachment: Attachment) -> Attachment:
    form = filled(
        attachment,
        {
            "Grades": {"Child's voice": "Good", "Assessment": "Good"},
            "Questions": {
                "Are remedial actions required?": "Yes",
                "Is there a safeguarding concern?": "No",
            },
        },
    )
    book = load_workbook(BytesIO(form.content))
    page = book["Actions"]
    first = next(row for row in page.iter_rows(min_row=4) if not row[-1].protection.locked)
    column = next(c.column for c in first if not c.protection.locked)
    for number, text in enumerate(ACTIONS):
        cell = page.cell(first[0].row + number, column)
        cell.value = "".join(c for c in text if c.isprintable() or c in "\n\t")
        cell.data_type = "s"
    return Attachment(form.name, XLSX, saved(book))


def look_through(world: World) -> None:
    """Every mail that has left with what it brought, and every file of the library."""
    for mail, when in world.mailbox.letters:
        raw = message(mail, when, sender=("Audit Bot", "bot@x.example")).as_bytes()
        read = message_from_bytes(raw, policy=policy.default)
        assert read.get_all("Bcc") is None
        assert len(read.get_all("Subject")) == 1
        check_links(mail.html)
        for attachment in mail.attachments:
            check_workbook(attachment.content)
    for path, (content, _) in world.library.files.items():
        if path.startswith("Annexe A"):
            continue
        (check_document if path.endswith(".docx") else check_workbook)(content)
