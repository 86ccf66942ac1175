"""Looking into the record: one audit step by step, how the service stands, what waits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from textwrap import wrap

from bot import clock
from bot.monitoring.board import HEALTHY
from bot.policy.decision import Question, QuestionKind
from bot.policy.model import Audit
from bot.policy.wording import count_words, day_words
from bot.policy.working_days import LONDON
from bot.settings import load_settings
from bot.store import history, inbox, keeping, outbox, programme, publications, questions
from bot.store.history import Line
from bot.store.outbox import OutboxRow
from bot.store.store import Store
from bot.store.transaction import Transaction
from bot.stores import has_run, open_store
from bot.workspace import WorkspaceError, refuse_if_not_a_workspace


@contextmanager
def record(workspace: Path) -> Iterator[Store]:
    """The store alone, for looking into it while the service may be running."""
    refuse_if_not_a_workspace(workspace)
    settings = load_settings(workspace).store
    if not has_run(workspace, settings):
        raise WorkspaceError(f"Nothing has run in {workspace} yet: audit-bot run {workspace}")
    store = open_store(workspace, settings)
    try:
        yield store
    finally:
        store.close()


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
    name = cause.partition(":")[0]  # of several audits, each has its part of the mail
    entry = inbox.by_hash(work, name.removeprefix("mail ")) if name.startswith("mail ") else None
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
        pause = keeping.paused(work)
    ended = f"{cycle[0].astimezone(LONDON):%a %d %b %Y %H:%M}, {cycle[1]}" if cycle else "never"
    newest = f"as at {day_words(annexe.as_at)}" if annexe else "none taken in"
    actions = sum(len(file.open_actions) for file in files)
    unread = [asked_at for q, asked_at in asked if q.kind is QuestionKind.READ]
    rows = (
        *([("Paused", f"since {day_words(pause.start)}: {pause.why}")] if pause else []),
        ("Last cycle", ended),
        ("Annexe A", newest),
        ("Safeguarding", f"{count_words(len(concerns), 'concern')} that nobody has acknowledged"),
        ("Audits", f"{len(files)} open, {count_words(actions, 'remedial action')} open"),
        ("Decisions", f"{len(asked)} waiting" + (" (audit-bot decide)" if asked else "")),
        ("To read", _unread_in_words(unread)),
        ("Letters", ", ".join(f"{n} {state}" for state, n in sorted(letters.items())) or "none"),
    )
    well = cycle is not None and abs(clock.now() - cycle[0]) <= HEALTHY
    return "\n".join(f"{name:<14}{words}" for name, words in rows), well


def _unread_in_words(unread: Sequence[datetime]) -> str:
    if not unread:
        return "nothing"
    oldest = min(unread).astimezone(LONDON)
    return f"{count_words(len(unread), 'mail')}, the oldest since {oldest:%a %d %b %Y %H:%M}"


def unaltered(workspace: Path, seal: str = "") -> tuple[str, bool]:
    """Whether every row of the history fits the chain, which leads on from `seal`, if given."""
    with record(workspace) as store, store.reading() as work:
        broken = history.first_broken(work)
        erased, told = history.erased(work)
        newest, lost = history.newest(work), bool(seal) and not history.holds(work, seal)
    if lost:
        return "The history was altered: no row carries that seal, so it was made anew.", False
    if broken is None and erased != told:
        words = f"{erased} lines have lost their words, and retention has told of {told}"
        return f"The history was altered: {words}.", False
    if broken is None:
        gone = f" {erased} lines lost their words when their time had come." if erased else ""
        words = f"The history is whole: no row has been altered, added or taken out.{gone}"
        return f"{words}\nIts seal of now, to be kept elsewhere: {newest or 'none yet'}", True
    return f"The history was altered: row {broken} does not fit the rows before it.", False


def waiting(workspace: Path) -> str:
    """Each open question with its number and its choices."""
    found = open_questions(workspace)
    if not found:
        return "Nothing waits for a decision."
    lines = [
        f"{number}. {question.asks}\n   {' / '.join(question.choices)}"
        + (f"   (our guess: {question.guess})" if question.guess else "")
        for number, question in enumerate(found, 1)
    ]
    return "\n".join([*lines, "", 'To decide:  audit-bot decide 1 "the choice" --as "your name"'])


def open_questions(workspace: Path) -> list[Question]:
    with record(workspace) as store, store.reading() as work:
        return [question for question, _ in questions.unanswered(work)]
