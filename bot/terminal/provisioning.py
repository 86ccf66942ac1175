"""Making lists, columns and folders: what is missing is shown first, and made only when told to."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import clock
from bot.bank_holidays import working_calendar
from bot.jobs.tracking import tracking_tables
from bot.policy.council import Council
from bot.policy.in_force import Policy
from bot.ports import PermanentError, TemporaryError
from bot.premises import Premises
from bot.provisioning.plan import Plan, links, plan
from bot.provisioning.powershell import Names, script
from bot.provisioning.shapes import wanted_lists
from bot.settings import Settings, load_chains, load_rules, load_settings
from bot.store.store import open_sqlite
from bot.wiring import reached
from bot.workbooks.tables import Table
from bot.workspace import WorkspaceError, refuse_if_not_a_workspace

NOT_NEEDED = (
    "A workspace on the local folder has everything since `audit-bot init`. Lists and folders are"
    ' made in Microsoft 365 alone: set kind = "microsoft365" under [connector] first.'
)
NO_ACCESS = (
    "If the application may not do this yet:  audit-bot provision {workspace} --powershell  prints"
    " what an administrator runs."
)


def provision(workspace: Path, tell: Callable[[str], None], *, really: bool) -> bool:
    """Show what is missing and, if `really`, make it. Whether nothing is left to do.

    Raises WorkspaceError with what happened and what to do.
    """
    settings, premises = _premises(workspace)
    wanted = wanted_lists(tables_of_an_empty_record(settings))
    try:
        made = plan(premises, wanted, [settings.annexe.folder])
        for line in _told(made, really=really):
            tell(line)
        if really:
            _carry_out(made, tell)
            for name, link in links(premises.lists(), wanted):
                tell(f"  {name}: {link}")
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


def _premises(workspace: Path) -> tuple[Settings, Premises]:
    refuse_if_not_a_workspace(workspace)
    settings = load_settings(workspace)
    found = reached(workspace, settings).premises
    if found is None:
        raise WorkspaceError(NOT_NEEDED)
    return settings, found


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
