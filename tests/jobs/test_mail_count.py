"""Stories of the daily count: what the mailbox does not hold any more is told once."""

from bot.ports import TemporaryError
from tests.fakes import Trap
from tests.jobs.world import World

DONE = "COMPLETE\nRemedial actions: none"


def one_handled(world: World) -> str:
    audit = world.in_area("A&A")
    mail = world.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 10:05")
    return mail


def test_a_mailbox_that_holds_everything_is_not_worth_a_word(december: World) -> None:
    one_handled(december)
    words = december.cycle("9 Dec 2025 09:00")

    assert words["mail count"] == "the folders hold what the ledger says"
    assert december.readers("mailbox_differs") == []


def test_a_mail_that_has_gone_from_its_folder_is_told_once_and_shown(december: World) -> None:
    mail = one_handled(december)
    del december.mailbox.filed[mail]
    for day in ("9", "10", "11"):
        december.cycle(f"{day} Dec 2025 09:00")

    (letter,) = december.letters(name="mailbox_differs")
    assert letter.to == "Fay Moss"
    assert "The folder Handled holds 0 mails, and the ledger knows of 1: 1 missing." in letter.text
    assert any("1 missing" in row for row in december.tracked("Needs attention"))
    december.choose("Mailbox", "Read")
    december.cycle("11 Dec 2025 10:00")
    assert not any("1 missing" in row for row in december.tracked("Needs attention"))


def test_what_stays_in_the_inbox_for_an_hour_is_told(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, DONE, "9 Dec 2025 07:00")

    def cannot_file(call: str) -> None:
        if call == "file":
            raise TemporaryError("not now")

    december.mailbox.before = cannot_file
    december.cycle("9 Dec 2025 09:00")

    (letter,) = december.letters(name="mailbox_differs")
    assert "In the inbox 1 mail has waited for more than an hour." in letter.text


def test_a_mailbox_that_cannot_be_counted_now_is_counted_the_next_time(december: World) -> None:
    mail = one_handled(december)
    del december.mailbox.filed[mail]
    december.mailbox.before = Trap("count", TemporaryError("not now"))
    december.cycle("9 Dec 2025 09:00", well=False, settled=False)
    assert december.readers("mailbox_differs") == []
    december.cycle("9 Dec 2025 09:05")

    assert december.readers("mailbox_differs") == ["Fay Moss"]
