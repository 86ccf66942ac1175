"""Making lists, columns and folders: what is missing is shown first, and made only when told to."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import clock
from bot.bank_holidays import working_calendar
from bot.configuration.sheets import SHEETS
from bot.jobs.tracking import tracking_tables
from bot.outside import Outside, reached
from bot.policy.council import Council
from bot.policy.in_force import Policy
from bot.policy.wording import count_words
from bot.ports import Lists, PermanentError, RowChange, TemporaryError
from bot.provisioning.plan import Plan, links, plan
from bot.provisioning.powershell import Names, script
from bot.provisioning.shapes import wanted_lists
from bot.settings import Settings, load_chains, load_rules, load_settings
from bot.store.store import open_sqlite
from bot.workbooks.tables import Table
from bot.workspace import CONFIGURATION, WorkspaceError, refuse_if_not_a_workspace
from connectors.local_folder.lists import LocalLists

NOT_NEEDED = (
    "A workspace on the local folder has everything since `audit-bot init`. Lists and folders are"
    ' made in Microsoft 365 alone: set kind = "microsoft365" under [connector] first.'
)
NO_ACCESS = (
    "If the application may not do this yet:  audit-bot provision {workspace} --powershell  prints"
    " what an administrator runs."
)


def provision(
    workspace: Path, tell: Callable[[str], None], *, really: bool, with_rows: bool = False
) -> bool:
    """Show what is missing and, if `really`, make it. Whether nothing is left to do.

    `with_rows`: what stands in the configuration workbook is put into lists that are empty still.
    Raises WorkspaceError with what happened and what to do.
    """
    settings, outside = _outside(workspace)
    premises, mail = outside.premises, outside.mail_premises
    if mail is None:
        raise WorkspaceError(NOT_NEEDED)
    wanted = wanted_lists(tables_of_an_empty_record(settings))
    try:
        made = plan(premises, mail, wanted, [settings.annexe.folder])
        for line in _told(made, really=really):
            tell(line)
        if really:
            _carry_out(made, tell)
            for name, link in links(premises.lists() if premises else (), wanted):
                tell(f"  {name}: {link}")
            if with_rows:
                fill(LocalLists(workspace / CONFIGURATION), outside.lists, tell)
    except (TemporaryError, PermanentError) as error:
        raise WorkspaceError(f"{error}\n{NO_ACCESS.format(workspace=workspace)}") from error
    return not made.left and (really or not made.steps)


def powershell(workspace: Path) -> str:
    """What only an administrator may do, with this council's names filled in."""
    refuse_if_not_a_workspace(workspace)
    settings = load_settings(workspace)
    if settings.connector.kind != "microsoft365":
        raise WorkspaceError(NOT_NEEDED)
    graph = settings.graph
    names = Names(graph.client, settings.council.mailbox, graph.site, graph.url)
    return script(names, wanted_lists(tables_of_an_empty_record(settings)))


def tables_of_an_empty_record(settings: Settings) -> Sequence[Table]:
    """The tables of tracking without rows: their names and columns, whatever they come to be."""
    hours = settings.hours.office()
    policy = Policy(Council(), working_calendar(()), hours, load_rules(), load_chains())
    with TemporaryDirectory() as folder:
        store = open_sqlite(Path(folder) / "empty.db", durable=False)
        try:
            with store.reading() as work:
                return tracking_tables(work, policy, clock.now())
        finally:
            store.close()


def fill(workbook: Lists, lists: Lists, tell: Callable[[str], None]) -> None:
    """The people's rows of the workbook, into those lists in which nobody has entered anything."""
    for name, sheet in SHEETS.items():
        own = [column.heading for column in sheet.columns if not column.bot]
        found = [{h: row.values[h] for h in own if h in row.values} for row in workbook.read(name)]
        rows = [{h: v for h, v in row.items() if v is not None} for row in found]
        if rows and not lists.read(name):
            lists.write(name, [RowChange(None, row) for row in rows])
            tell(f"  {name}: {count_words(len(rows), 'row')} put in")


def _outside(workspace: Path) -> tuple[Settings, Outside]:
    refuse_if_not_a_workspace(workspace)
    settings = load_settings(workspace)
    return settings, reached(workspace, settings)


def _told(made: Plan, *, really: bool) -> Iterator[str]:
    if not made.steps:
        yield "Everything is there."
    else:
        yield "Making:" if really else "This would be made (--yes makes it):"
    if not really:
        yield from (f"  {step.words}" for step in made.steps)
    if made.left:
        yield "Left to you, since somebody has made it so:"
        yield from (f"  {each.words} {each.remedy}" for each in made.left)


def _carry_out(made: Plan, tell: Callable[[str], None]) -> None:
    for step in made.steps:
        step.do()
        tell(f"  {step.words}")
