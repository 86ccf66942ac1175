"""The evidence of a round or a period, written as a workbook and as a page that can be printed."""

from datetime import date, datetime
from pathlib import Path

from bot import clock
from bot.bank_holidays import working_calendar
from bot.configuration.check import Checked, check
from bot.configuration.last_good import NONE_YET, from_json
from bot.jobs.evidence import Scope, evidence_tables, of_period, of_round, summary
from bot.jobs.read_configuration import LAST_GOOD, what_is_known
from bot.policy.model import Round
from bot.policy.redraw import verify
from bot.policy.wording import day_words
from bot.policy.working_days import LONDON
from bot.settings import Settings, load_chains, load_rules, load_settings
from bot.store import draws, keeping, programme, questions, rule_changes
from bot.store.transaction import Transaction
from bot.terminal.evidence_page import page
from bot.terminal.records import record
from bot.workbooks.tables import Table
from bot.workbooks.tracking import book_of_tables
from bot.workspace import WorkspaceError

HEADING = "Evidence of the audit programme"


def write_evidence(
    workspace: Path, to: Path, round_: str | None, first: date | None, last: date | None
) -> str:
    """Write both files into the folder `to`. Raises WorkspaceError; overwrites nothing."""
    now = clock.now().astimezone(LONDON)
    settings = load_settings(workspace)
    with record(workspace) as store, store.reading() as work:
        scope, name = _wanted(work, round_, first, last or now.date())
        calendar = working_calendar(_checked(work, settings, now.date()).council.closures)
        again = {r.ref: _drawn_again(work, r) for r in scope.rounds}
        answered = questions.answered_about(work, scope.refs)
        tables = evidence_tables(scope, again, calendar, rule_changes.changes(work), answered)
    if not scope.rounds and not scope.files and not scope.concerns:
        raise WorkspaceError(f"Nothing is held about {scope.title}.")
    to.mkdir(parents=True, exist_ok=True)
    files = [to / f"Evidence {name}{ending}" for ending in (".xlsx", ".html")]
    for file in files:
        if file.exists():
            raise WorkspaceError(f"{file} is there already. Please give another folder: --to.")
    lines = _cover(scope, settings, now)
    files[0].write_bytes(book_of_tables(tables, HEADING, HEADING, lines, now))
    files[1].write_text(page(HEADING, lines, tables), "utf-8")
    return _told(files, tables)


def _wanted(
    work: Transaction, round_: str | None, first: date | None, last: date
) -> tuple[Scope, str]:
    """What is asked for, and how its files are named."""
    if round_ is not None:
        found = programme.round_called(work, round_)
        if found is None:
            raise WorkspaceError(
                f"There is no round {round_}. Name it by its reference, such as RD-7K3F-Q2, or by"
                " its month, such as 2025-12."
            )
        return of_round(work, found), f"round {found.name}"
    if first is None:
        raise WorkspaceError("Please say of what: --round 2025-12, or --from 2025-09-01.")
    if first > last:
        raise WorkspaceError(f"{first} is after {last}: please turn --from and --until round.")
    return of_period(work, first, last), f"{first} to {last}"


def _checked(work: Transaction, settings: Settings, today: date) -> Checked:
    """The lists as they were last in order: their closures."""
    kept = keeping.kept_value(work, LAST_GOOD)
    known = what_is_known(settings, load_rules(), load_chains(), today)
    return check({}, from_json(kept) if kept else NONE_YET, known=known)


def _drawn_again(work: Transaction, round_: Round) -> str:
    stored = draws.of_round(work, round_.ref)
    if stored is None:
        return "No draw: its cases were named by a person"
    found = verify(round_, stored, programme.audits_of(work, round_.ref))
    return f"Differs: {'; '.join(found.differences)}" if found.differences else "The same"


def _cover(scope: Scope, settings: Settings, now: datetime) -> list[str]:
    return [
        settings.council.name,
        f"Of {scope.title}",
        f"As at {day_words(now.date())}, {now:%H:%M}",
        *summary(scope),
        "Children stand here by their ids alone, and nothing is quoted that anybody wrote: audit"
        " forms and the words of actions are in the children's records.",
    ]


def _told(files: list[Path], tables: list[Table]) -> str:
    rows = sum(len(table.rows) for table in tables)
    return "\n".join(
        (
            f"{files[0]}: {rows} rows in {len(tables)} tables.",
            f"{files[1]}: the same to read; print it to a PDF from any browser.",
        )
    )
