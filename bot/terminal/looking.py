"""Looking: at an Annexe A, at mails, at one audit's history, at how the service stands."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from textwrap import wrap
from zoneinfo import ZoneInfo

from bot import clock
from bot.annexe.as_at import as_at_from_name
from bot.annexe.reading import AnnexeReading, read_annexe
from bot.annexe.report import as_json, as_text
from bot.mail.show import read_files, read_lines
from bot.policy.model import Audit
from bot.policy.wording import count_words, day_words
from bot.store import history, inbox, keeping, outbox, programme, publications, questions
from bot.store.history import Line
from bot.store.outbox import OutboxRow
from bot.store.transaction import Transaction
from bot.wiring import WorkspaceError, record

LONDON = ZoneInfo("Europe/London")
HEALTHY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LookedAt:
    """An Annexe A as it was understood, in both shapes in which it can be shown."""

    reading: AnnexeReading

    @property
    def accepted(self) -> bool:
        return self.reading.accepted

    def as_json(self) -> dict[str, object]:
        return as_json(self.reading)

    def as_text(self) -> str:
        return as_text(self.reading)


def look_at_annexe(file: Path, on: date | None) -> LookedAt:
    """Read the workbook as of `on`, of its name's date, or of today."""
    as_at = on or as_at_from_name(file.name) or clock.now().date()
    return LookedAt(read_annexe(file.read_bytes(), file=file.name, as_at=as_at, areas={}))


def look_at_mails(files: Sequence[Path], on: date | None, *, as_json: bool) -> Iterator[str]:
    """What would be understood of each mail; a folder's `.eml` files are all read."""
    paths = [p for f in files for p in (sorted(f.glob("*.eml")) if f.is_dir() else [f])]
    if not paths:
        raise WorkspaceError("There is no mail to read. Give .eml files, or folders of them.")
    for row in read_files(paths, on):
        yield json.dumps(row, ensure_ascii=False) if as_json else _mail_in_words(row)


def look_at_lines(lines: Iterable[str]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) for row in read_lines(lines))


def _mail_in_words(row: Mapping[str, object]) -> str:
    wishes = row["wishes"] if isinstance(row["wishes"], list) else []
    reasons = row["reasons"] if isinstance(row["reasons"], list) else []
    flags = [name for name in ("safeguarding", "needs_person", "to_read") if row[name]]
    return "\n".join(
        (
            str(row["file"]),
            f"  kind      {row['kind']}",
            *(f"  wish      {_wish_in_words(wish)}" for wish in wishes),
            f"  flags     {', '.join(flags) or 'none'}",
            *(f"  because   {reason}" for reason in reasons),
            *(f"  | {line}" for line in str(row["own_words"]).splitlines()),
            "",
        )
    )


def _wish_in_words(wish: Mapping[str, object]) -> str:
    until = f" until {wish['until']}" if wish["until"] else ""
    return f"{wish['kind']}{until}: {wish['evidence']!r}"


def explain(workspace: Path, ref: str) -> str:
    """Everything that has happened to an audit, action, request, concern or round, in order."""
    ref = ref.strip().upper()
    with record(workspace) as store, store.reading() as work:
        refs = _belonging(work, ref)
        lines = history.of(work, refs)
        letters = [row for row in outbox.of(work, refs) if not row.letter.digest]
        audit = programme.get(work, Audit, ref)
        mails = {line.cause: _mail_behind(work, line.cause) for line in lines}
    if not lines:
        raise WorkspaceError(f"Nothing is known of {ref} in {workspace}.")
    happened = [(line.at, 0, _line_in_words(line, mails[line.cause])) for line in lines]
    happened += [(row.changed_at, 1, _letter_in_words(row)) for row in letters]
    # Stable: what happened at one moment stays in the order in which it was written down.
    steps = [_step(at, words) for at, _, words in sorted(happened, key=lambda step: step[:2])]
    return "\n".join([ref, *_audit_in_words(audit), "", *steps])


def _belonging(work: Transaction, ref: str) -> list[str]:
    """The reference itself, and those of its actions, requests and concerns."""
    file = programme.audit_file(work, ref)
    if file is None:
        return [ref]
    concerns = programme.concerns_of(work, ref)
    return [
        ref,
        *(action.ref for action in file.actions),
        *(request.ref for request in file.requests),
        *(concern.ref for concern in concerns),
    ]


def _audit_in_words(audit: Audit | None) -> list[str]:
    if audit is None:
        return []
    parts = [audit.status.value, f"with {audit.auditor}"]
    if audit.due and audit.original_due:
        parts.append(f"due {day_words(audit.due)}")
        if audit.deferrals:
            parts.append(f"deferred, first due {day_words(audit.original_due)}")
    return [", ".join(parts)]


def _mail_behind(work: Transaction, cause: str) -> str:
    """Where a person finds the mail that a step names by its hash; other causes as they are."""
    entry = inbox.by_hash(work, cause.removeprefix("mail ")) if cause.startswith("mail ") else None
    if entry is None:
        return cause
    received = entry.received.astimezone(LONDON)
    return f"mail of {received:%d %b %Y %H:%M}, in {entry.folder}"


def _line_in_words(line: Line, cause: str) -> str:
    cause = f" [{cause}]" if cause else ""
    evidence = f'\n"{line.evidence}"' if line.evidence else ""
    return f"{line.what}. By {line.by}{cause}.{evidence}"


def _letter_in_words(row: OutboxRow) -> str:
    note = f" ({row.note})" if row.note else ""
    return f"-> letter {row.letter.name} to {row.letter.to}: {row.state.value}{note}"


def _step(at: datetime, words: str) -> str:
    when = at.astimezone(LONDON)
    body = [part for line in words.splitlines() for part in wrap(line, 76)]
    head = f"{when:%a %d %b %Y %H:%M}  "
    return head + f"\n{' ' * len(head)}".join(body)


def standing(workspace: Path) -> tuple[str, bool]:
    """How the service stands, and whether a cycle has ended within the hour."""
    with record(workspace) as store, store.reading() as work:
        cycle = keeping.last_cycle(work)
        concerns = programme.open_concerns(work)
        files = programme.open_files(work)
        asked = questions.unanswered(work)
        letters = outbox.counts(work)
        annexe = publications.latest(work)
    ended = f"{cycle[0].astimezone(LONDON):%a %d %b %Y %H:%M}, {cycle[1]}" if cycle else "never"
    newest = f"as at {day_words(annexe.as_at)}" if annexe else "none taken in"
    actions = sum(len(file.open_actions) for file in files)
    rows = (
        ("Last cycle", ended),
        ("Annexe A", newest),
        ("Safeguarding", f"{count_words(len(concerns), 'concern')} that nobody has acknowledged"),
        ("Audits", f"{len(files)} open, {count_words(actions, 'remedial action')} open"),
        ("Decisions", f"{len(asked)} waiting" + (" (audit-bot decide)" if asked else "")),
        ("Letters", ", ".join(f"{n} {state}" for state, n in sorted(letters.items())) or "none"),
    )
    well = cycle is not None and clock.now() - cycle[0] <= HEALTHY
    return "\n".join(f"{name:<14}{words}" for name, words in rows), well


def unaltered(workspace: Path) -> tuple[str, bool]:
    """Whether every row of the history fits the chain."""
    with record(workspace) as store, store.reading() as work:
        broken = history.first_broken(work)
    if broken is None:
        return "The history is whole: no row has been altered, added or taken out.", True
    return f"The history was altered: row {broken} does not fit the rows before it.", False
