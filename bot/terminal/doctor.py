"""`doctor`: looks at everything that the service needs, changes nothing, says what to do."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from textwrap import wrap

from bot import clock
from bot.doctor import access, places, standing
from bot.doctor.finding import Finding, Verdict, fault, guarded, look, tried, well
from bot.jobs.look_at_clock import set_back
from bot.jobs.read_configuration import what_is_known
from bot.letters import KINDS, LetterError
from bot.outside import Outside, reached
from bot.policy.wording import count_words
from bot.ports import Folder, ListRow
from bot.premises import Premises
from bot.provisioning.shapes import wanted_lists
from bot.settings import Settings, load_chains, load_rules, load_settings
from bot.store.store import StoreError
from bot.stores import has_run, open_store
from bot.terminal.making import FOLDERS
from bot.terminal.provisioning import tables_of_an_empty_record
from bot.wiring import refuse_broken_letters
from bot.workspace import WorkspaceError, refuse_if_not_a_workspace

WIDTH = 100
OTHERS = 3  # mailboxes of colleagues that are tried: none may open
RECORD, DELIVERY = "Record", "Delivery"
MODES = {
    "rehearsal": ("Letters reach nobody: they lie in the folder Rehearsal.", "live"),
    "redirect": ("Every letter goes to {redirect_to}, to nobody else.", "live"),
}


def doctor(workspace: Path, tell: Callable[[str], None]) -> bool:
    """Tell of every finding. Whether there is no fault. Raises WorkspaceError and SettingsError."""
    refuse_if_not_a_workspace(workspace)
    settings = load_settings(workspace)
    area, count = "", dict.fromkeys(Verdict, 0)
    for finding in findings(workspace, settings):
        if finding.area != area:
            area = finding.area
            tell(area)
        count[finding.verdict] += 1
        for line in _lines(finding):
            tell(line)
    faults, looks = count[Verdict.FAULT], count[Verdict.LOOK]
    tell("")
    tell(f"{count_words(faults, 'fault')}, {count_words(looks, 'thing')} to look at.")
    return not faults


def findings(workspace: Path, settings: Settings) -> Iterator[Finding]:
    """All of them, area by area."""
    outside = reached(workspace, settings)
    rows: dict[str, Sequence[ListRow]] = {}
    signed_in = access.of_sign_in(outside.reach, clock.now()) if outside.reach else []
    yield from signed_in
    if all(each.verdict is not Verdict.FAULT for each in signed_in):
        yield from _of_outside(workspace, outside, settings, rows)
    today = settings.hours.office().today(clock.now())
    if rows:
        known = what_is_known(settings, load_rules(), load_chains(), today)
        yield from standing.of_rows(rows, known)
    yield from standing.of_letters(len(KINDS), _problems(workspace, settings))
    yield standing.of_bank_holidays(today)
    yield places.of_disk(RECORD, shutil.disk_usage(workspace).free)
    yield from _record(workspace, settings)
    yield _delivery(settings)


def _of_outside(
    workspace: Path, outside: Outside, settings: Settings, rows: dict[str, Sequence[ListRow]]
) -> Iterator[Finding]:
    read = list(_reading(outside, rows))
    found = list(guarded(access.BESIDES, lambda: _of_access(outside, _others(rows, settings))))
    yield from found
    closed = {each.area for each in found if each.verdict is Verdict.FAULT}
    if (mail := outside.mail_premises) and access.MAILBOX not in closed:
        yield from guarded(places.FOLDERS, lambda: places.of_mail_folders(mail))
    if outside.premises is None:
        yield from _of_folder(workspace, settings)
        yield from _of_annexe(outside, settings)
        yield from read
    elif access.SITE not in closed:
        yield from _of_site(outside.premises, outside, settings, rows)
        yield from read if rows else ()


def _of_access(outside: Outside, others: Sequence[str]) -> Iterator[Finding]:
    mail, reach = outside.mail_premises, outside.reach
    if mail is None:
        look_into = partial(outside.mailbox.count, Folder.HANDLED)
        yield tried(access.MAILBOX, "It can be read.", look_into)
        return
    of_mailbox = list(access.of_mailbox(mail))
    yield from of_mailbox
    if reach is not None:
        yield from access.of_site(reach)
        yield from access.of_other_sites(reach)
    # A wrong password that is tried at each mailbox would lock the account.
    if of_mailbox[0].verdict is not Verdict.FAULT:
        if reach is None:
            yield access.of_clock(access.MAILBOX, "the mail server's", mail.clock_ahead())
        yield from access.of_other_mailboxes(mail, others)


def _of_folder(workspace: Path, settings: Settings) -> Iterator[Finding]:
    by_exchange = settings.connector.kind == "exchange"
    place = Path(settings.exchange.folder or workspace) if by_exchange else workspace
    wanted = [settings.annexe.folder] if by_exchange else FOLDERS
    there = [name for name in wanted if (place / name).is_dir()]
    yield from places.of_folders(place, wanted, there)


def _of_site(
    premises: Premises, outside: Outside, settings: Settings, rows: dict[str, Sequence[ListRow]]
) -> Iterator[Finding]:
    """Forgets the rows of lists that are not as they should be: they are not to be relied on."""
    folder, wanted = settings.annexe.folder, wanted_lists(tables_of_an_empty_record(settings))
    yield from guarded(places.FOLDERS, lambda: places.of_library(premises, folder))
    yield from _of_annexe(outside, settings)
    lists = list(guarded(places.LISTS, lambda: places.of_lists(premises, wanted)))
    yield from lists
    if any(each.verdict is Verdict.FAULT for each in lists):
        rows.clear()


def _of_annexe(outside: Outside, settings: Settings) -> Iterator[Finding]:
    given = settings.annexe

    def found() -> Iterator[Finding]:
        return places.of_annexe(outside.library, given.folder, given.pattern, clock.now())

    yield from guarded(places.FOLDERS, found)


def _reading(outside: Outside, rows: dict[str, Sequence[ListRow]]) -> Iterator[Finding]:
    """Fills `rows`; gives what could not be read."""

    def read() -> Iterator[Finding]:
        found, faults = standing.read_rows(outside.lists)
        rows.update(found)
        return iter(faults)

    yield from guarded(standing.ROWS, read)


def _others(rows: dict[str, Sequence[ListRow]], settings: Settings) -> list[str]:
    """Colleagues of the list People, whose mailboxes are none of the service's business."""
    own = settings.council.mailbox.casefold()
    given = [str(row.values.get("Address") or "").strip() for row in rows.get("People", ())]
    return [address for address in given if "@" in address and address.casefold() != own][:OTHERS]


def _problems(workspace: Path, settings: Settings) -> Sequence[str]:
    try:
        refuse_broken_letters(workspace, settings)
    except LetterError as error:
        return error.problems
    return ()


def _record(workspace: Path, settings: Settings) -> Iterator[Finding]:
    if not has_run(workspace, settings.store):
        yield look(RECORD, "Nothing has run here yet.", f"audit-bot run {workspace}")
        return
    try:
        with closing(open_store(workspace, settings.store)) as store, store.reading() as work:
            wrong = set_back(work, settings.hours.office(), clock.now())
    except (StoreError, WorkspaceError) as error:
        yield fault(RECORD, str(error))
        return
    yield well(RECORD, "It can be opened and is of this version.")
    if wrong:
        yield fault(RECORD, f"The clock was set back: {wrong}.")


def _delivery(settings: Settings) -> Finding:
    mode = settings.delivery.mode
    if settings.connector.kind == "local_folder":
        return well(DELIVERY, "Letters are files in Mailbox/Sent; nothing leaves this machine.")
    if mode == "live":
        return well(DELIVERY, "Letters reach their readers.")
    words, then = MODES[mode]
    remedy = f'Once they are right, set mode = "{then}" under [delivery].'
    return look(DELIVERY, words.format(redirect_to=settings.delivery.redirect_to), remedy)


def _lines(finding: Finding) -> Iterator[str]:
    yield from _wrapped(finding.words, f"  {finding.verdict.value:<6}", " " * 8)
    if finding.remedy:
        yield from _wrapped(finding.remedy, " " * 8 + "-> ", " " * 11)


def _wrapped(words: str, first: str, then: str) -> list[str]:
    """A path and a command stay whole, to be copied."""
    return wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_on_hyphens=False,
        break_long_words=False,
    )
