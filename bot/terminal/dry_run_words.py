"""What a dry run has found, for a person: letters, rows of lists from what to what, files."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from bot.policy.wording import count_words
from bot.ports import Library, OutgoingMail, PermanentError, TemporaryError
from bot.terminal.dry_run import DryRun
from bot.workbooks.opening import Grid, open_workbook
from connectors.dry_run import ListChange
from connectors.local_folder.cells import same

LONGEST = 300  # characters of one cell


def in_words(found: DryRun) -> Iterator[str]:
    """Line by line; the first one is blank."""
    ledger = found.ledger
    rows = [change for change in ledger.rows if _cells(change)]
    yield ""
    yield (
        "A dry run: nothing was changed. A cycle now would send"
        f" {count_words(len(ledger.letters), 'letter')}, write"
        f" {count_words(len(rows), 'row')} of lists and {count_words(len(ledger.files), 'file')},"
        f" and file {count_words(len(ledger.filed), 'mail')}."
    )
    yield from _under("Letters", _letters(ledger.letters))
    yield from _under("Lists", _rows(rows))
    yield from _under("Files", _files(ledger.files, found.library))
    shown = [f"  {name}: {count_words(n, 'row')}" for name, n in ledger.shown.items()]
    yield from _under("Tracking lists would hold", shown)
    folders = Counter(ledger.filed.values()).items()
    yield from _under("Mails", [f"  {count_words(n, 'mail')} to {f}" for f, n in folders])


def _under(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", heading, *lines)


def _letters(letters: Sequence[OutgoingMail]) -> list[str]:
    lines = []
    for mail in letters:
        lines.append(f"  {mail.to}: {mail.subject}")
        if mail.cc:
            lines.append(f"      copy to {', '.join(mail.cc)}")
        if mail.attachments:
            lines.append(f"      with {', '.join(a.name for a in mail.attachments)}")
    return lines


def _cells(change: ListChange) -> dict[str, tuple[object, object]]:
    """By column: what stands there, and what would."""
    now = change.row.values if change.row else {}
    return {
        heading: (now.get(heading), value)
        for heading, value in change.values.items()
        if not same(now.get(heading), value)
    }


def _rows(changes: Sequence[ListChange]) -> list[str]:
    """Rows of one list that would change alike are told of together."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for change in changes:
        if change.row is None:
            words = [f"{h}: {_word(new)}" for h, (_, new) in _cells(change).items() if _there(new)]
            row = "a new row"
        else:
            cells = _cells(change).items()
            words = [f"{h}: {_word(old)} -> {_word(new)}" for h, (old, new) in cells]
            row = str(change.row.number or change.row.id)
        alike[change.name, tuple(words)].append(row)
    lines = []
    for (name, told), rows in alike.items():
        lines += [f"  {name}, {_which(rows)}", *(f"      {word}" for word in told)]
    return lines


def _which(rows: Sequence[str]) -> str:
    if rows[0] == "a new row":
        return "a new row" if len(rows) == 1 else f"{len(rows)} new rows"
    return f"row {rows[0]}" if len(rows) == 1 else f"rows {', '.join(rows)}"


def _there(value: object) -> bool:
    return value is not None and value != ""


def _word(value: object) -> str:
    if not _there(value):
        return "(blank)"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    words = " ".join(str(value).split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def _files(files: Mapping[str, bytes], library: Library) -> list[str]:
    lines = []
    for path, content in files.items():
        try:
            now = library.read(path)
        except (PermanentError, TemporaryError):
            lines.append(f"  {path}: new")
        else:
            lines += [f"  {path}: written anew", *_differing(now, content)]
    return lines


def _differing(old: bytes, new: bytes) -> Iterator[str]:
    """The sheets whose cells would differ, with the number of their lines."""
    before = {grid.name: grid for grid in open_workbook(old)}
    for after in open_workbook(new):
        if before.get(after.name) != after:
            was = _lines(before.get(after.name))
            yield f"      {after.name}: {was} lines -> {_lines(after)} lines"


def _lines(grid: Grid | None) -> int:
    return len(grid.rows) if grid else 0
