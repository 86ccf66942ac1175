"""Before a council is live no letter reaches its reader, however it is sent (promise 10)."""

from datetime import UTC, datetime

from bot.ports import Folder, OutgoingMail
from connectors.rehearsing import Redirecting, Rehearsing
from tests.fakes import FakeMailbox

NOW = datetime(2025, 12, 1, 10, 0, tzinfo=UTC)
COORDINATOR = "fay@council.example"
LETTER = OutgoingMail(
    key="key",
    to="ada@council.example",
    cc=("bo@council.example",),
    subject="Audit AU-7K3F-Q2",
    text="Please audit.",
    html='<html><body class="x"><h1>Please audit</h1></body></html>',
)


def test_a_rehearsal_keeps_its_letters_apart_and_reads_the_real_mailbox() -> None:
    real, apart = FakeMailbox(), FakeMailbox()
    mailbox = Rehearsing(real, apart)
    real.put(b"From: a@council.example\r\n\r\nHello", NOW)

    message_id = mailbox.send(LETTER, NOW)

    assert real.letters == []
    found = mailbox.sent("key")
    assert found is not None
    assert found.message_id == message_id
    (waiting,) = mailbox.waiting()
    mailbox.file(waiting.id, Folder.HANDLED)
    assert mailbox.count(Folder.HANDLED) == 1


def test_a_redirected_letter_goes_to_one_address_and_says_whose_it_is() -> None:
    real = FakeMailbox()
    mailbox = Redirecting(real, COORDINATOR)

    mailbox.send(LETTER, NOW)

    ((sent, _),) = real.letters
    assert (sent.to, sent.cc, sent.key) == (COORDINATOR, (), "key")
    line = "this letter would go to ada@council.example, with a copy to bo@council.example."
    assert line in sent.text
    assert sent.text.endswith("Please audit.")
    assert sent.html.index(line) < sent.html.index("<h1>")
    assert mailbox.sent("key") is not None
