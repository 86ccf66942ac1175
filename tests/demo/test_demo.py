"""Two weeks of the made-up council, played through the real service in a real folder."""

import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from html import escape
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest

from bot.demo.cast import DOMAIN, CastTeam, cast
from bot.demo.play import BEGIN, START, prepare
from bot.demo.sayings import CONCERN
from bot.demo.show import PAGE, play
from bot.jobs.publish import TRACKING
from bot.mail.reading import read
from bot.policy.model import RequestStatus, RoundStatus
from bot.policy.working_days import LONDON
from bot.store import history, inbox, outbox, programme
from bot.terminal.records import record
from bot.workspace import CONFIGURATION, WorkspaceError
from connectors.local_folder.people import SentMail, sent_mails

DAYS = 2  # of the week that is played again


@dataclass(frozen=True)
class Shown:
    """The folder of the demonstration, and what was printed while it was played."""

    folder: Path
    words: str

    def figures(self, line: str) -> list[int]:
        """The numbers of one line of the summary."""
        (found,) = re.findall(rf"(?m)^{line} +(.*)$", self.words)
        return [int(number) for number in re.findall(r"\b\d+\b", found)]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("quarter") / "demo"
    printed = StringIO()
    with redirect_stdout(printed):
        play(folder, annexe=None, weeks=2, seed=2025, force=False)
    return Shown(folder, printed.getvalue())


def as_read(mail: SentMail) -> tuple[object, ...]:
    return mail.key, mail.to, mail.cc, mail.subject, mail.text, mail.html, mail.date


def test_nothing_of_it_fails(shown: Shown) -> None:
    assert "not well" not in shown.words
    with record(shown.folder) as store, store.reading() as work:
        assert outbox.failed(work) == []
        assert history.first_broken(work) is None
        assert "the bot failed" not in {entry.note for entry in inbox.everything(work)}


def test_the_figures_of_the_summary_are_those_of_the_store(shown: Shown) -> None:
    with record(shown.folder) as store, store.reading() as work:
        files = [file for file in programme.all_files(work) if file.audit.assigned_on]
        rounds = [r for r in programme.all_rounds(work) if r.status is RoundStatus.DEPLOYED]
        requests = [request.status for file in files for request in file.requests]
        letters, mails = outbox.counts(work), inbox.counts(work)

    assert shown.figures("Rounds") == [len(rounds), len(files)]
    assert shown.figures("Audits")[0] == sum(f.audit.completed_on is not None for f in files)
    assert shown.figures("Requests") == [
        requests.count(status)
        for status in (RequestStatus.GRANTED, RequestStatus.DECLINED, RequestStatus.PENDING)
    ]
    assert shown.figures("Actions")[0] == sum(len(file.actions) for file in files)
    assert shown.figures("Letters")[0] == letters["sent"]
    assert shown.figures("Mails read") == [sum(mails.values()), mails.get("Put aside", 0)]


def test_it_holds_what_a_visitor_is_told_of(shown: Shown) -> None:
    with record(shown.folder) as store, store.reading() as work:
        assert len(programme.all_concerns(work)) >= 1
    names = {mail.key.split("|")[1] for mail in sent_mails(shown.folder)}
    assert names >= {
        "round_proposed",
        "assignment",
        "completed_receipt",
        "audit_result",
        "safeguarding_notice",
        "digest",
    }


def test_the_only_alarms_are_of_the_mails_in_which_somebody_tells_of_a_concern(
    shown: Shown,
) -> None:
    came = [path.read_bytes() for path in (shown.folder / "Mailbox").glob("[HP]*/*.eml")]
    alarms = [
        " ".join(found.words.long.split())
        for found in (read(raw, received=BEGIN, context=None) for raw in came)
        if found.reading.safeguarding
    ]

    with record(shown.folder) as store, store.reading() as work:
        concerns = programme.all_concerns(work)
    assert len(came) > 10
    assert len(alarms) == len(concerns) == 1
    assert set(alarms) <= {" ".join(words.split()) for words in CONCERN}


def test_every_letter_sent_is_a_file_and_every_file_a_letter_sent(shown: Shown) -> None:
    with record(shown.folder) as store, store.reading() as work:
        sent = outbox.counts(work)["sent"]

    keys = [mail.key for mail in sent_mails(shown.folder)]
    assert len(keys) == len(set(keys)) == sent


def test_letters_leave_in_office_hours_alone_but_for_safeguarding(shown: Shown) -> None:
    for mail in sent_mails(shown.folder):
        here = mail.date.astimezone(LONDON)
        urgent = mail.key.split("|")[1].startswith("safeguarding_")
        assert urgent or (here.weekday() < 5 and 8 <= here.hour < 18), mail.subject


def test_what_it_names_at_the_end_is_there(shown: Shown) -> None:
    for name in (PAGE, TRACKING, CONFIGURATION, "Mailbox"):
        assert (shown.folder / name).exists()
        assert name in shown.words.replace("%20", " ")


def test_the_page_holds_every_mail_that_was_sent(shown: Shown) -> None:
    page = (shown.folder / PAGE).read_text("utf-8")

    for mail in sent_mails(shown.folder):
        assert escape(mail.subject) in page


def test_the_same_seed_gives_the_same_letters(shown: Shown, tmp_path: Path) -> None:
    again = prepare(tmp_path / "again", 2025)
    list(islice(again.days(1), DAYS))

    until = date(START.year, START.month, START.day + DAYS)
    first = [m for m in sent_mails(shown.folder) if m.date.astimezone(LONDON).date() < until]
    assert sorted(map(as_read, sent_mails(tmp_path / "again"))) == sorted(map(as_read, first))
    assert len(first) > 5


def test_a_folder_that_is_no_demonstration_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")

    with pytest.raises(WorkspaceError, match="Name another folder"):
        play(tmp_path, annexe=None, weeks=1, seed=1, force=False)
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_the_cast_is_whole_for_any_teams() -> None:
    """Every manager that a team names is a person, and every address is the council's own."""
    teams = [CastTeam(f"Team {n}", area) for n, area in enumerate(("A&A", "CYPIC", "Other") * 3)]
    rows = cast(teams, START)

    names = [row["Name"] for row in rows["People"]]
    assert len(names) == len(set(names))
    for team in rows["Teams"]:
        for post in ("Team Manager", "Service Manager", "Strategic Lead"):
            assert team[post] in names
    assert all(str(row["Address"]).endswith(f"@{DOMAIN}") for row in rows["People"])
