"""Measures the reading of mail on the corpus that lies beside the project, beside two libraries.

    python benchmarks/mail.py [folder of the corpus]

Prints, from one run on one core: own words, wishes, safeguarding, kinds, dates, hostile mails and
mails a second, with every error and why. The libraries are measured where they are installed:

    uv pip install --require-hashes -r requirements-bench.lock
"""

import csv
import importlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.figures import Figure, show
from bot.mail.context import Context
from bot.mail.html_lines import of_html
from bot.mail.limits import LIMITS, Reader
from bot.mail.reading import read
from bot.mail.show import read_lines

CORPUS = Path(__file__).parents[2] / "shared" / "mail"
RECEIVED = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
CONTEXT = Context("auditor", "assignment")
REPEATS = 30  # the quickest counts: what another program took away is not the reader's
# Public mails in other languages than English, by their file names.
FOREIGN = re.compile(
    r"german|french|_fr|dutch|danish|polish|italian|spanish|swedish|norw|russian|ukrain|portug"
    r"|finnish|chinese|viet|yandex|mail_ru|email_(7|8|13|14|16|17|19|2[0-6])\b|hebrew|unicode"
    r"|multi?lang|mixed_lang",
    re.IGNORECASE,
)


def main() -> None:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if not (corpus / "score.py").is_file():
        sys.exit(f"Nothing was measured: the corpus of mails is not at {corpus}.")
    sys.path.insert(0, str(corpus))
    score, replies = (importlib.import_module(name) for name in ("score", "score_replies"))
    readers = {"audit-bot": our_words, **libraries()}
    own_words(corpus, replies, readers)
    wishes(corpus, score)
    kinds(corpus, score)
    dates(corpus)
    hostile(corpus)
    speed(corpus, readers)


# --- Own words ------------------------------------------------------------------------------------


def our_words(raw: bytes) -> str:
    return read(raw, received=RECEIVED, context=CONTEXT).reading.own_words


def libraries() -> dict[str, Callable[[bytes], str]]:
    """The other readers that are installed, each from a mail's bytes to the words of the reply."""
    found: dict[str, Callable[[bytes], str]] = {}
    if find_spec("mailparser_reply"):
        parser = importlib.import_module("mailparser_reply").EmailReplyParser(languages=["en"])
        found["mail-parser-reply"] = lambda raw: parser.parse_reply(body_text(raw)) or ""
    if find_spec("quotequail"):
        unwrap = importlib.import_module("quotequail").unwrap
        found["quotequail"] = lambda raw: _around(unwrap, body_text(raw))
    if len(found) < 2:
        print("Not installed: one library or both; see the first lines of this file.")
    return found


def _around(unwrap: Callable[[str], dict[str, str] | None], text: str) -> str:
    """What quotequail finds above and below a quotation; all where it finds none."""
    parts = unwrap(text)
    return "\n".join(parts.get(f"text_{x}") or "" for x in ("top", "bottom")) if parts else text


def body_text(raw: bytes) -> str:
    """The plain form of a mail, or its HTML as lines: the libraries read text."""
    parts = [part for part in message_from_bytes(raw).walk() if not part.is_multipart()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                text = _decoded(part)
                return text if kind == "text/plain" else "\n".join(x.text for x in of_html(text))
    return ""


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    try:
        text = str(content, part.get_content_charset() or "utf-8", "replace")  # type: ignore[arg-type]
    except LookupError:
        text = str(content, "utf-8", "replace")  # type: ignore[arg-type]
    return text.replace("\r\n", "\n")


@dataclass
class Figures:
    """How many mails, and how many of them usable, with a word lost, with a word leaked."""

    count: int = 0
    usable: int = 0
    lost: int = 0
    leaked: int = 0


def own_words(
    corpus: Path, replies: ModuleType, readers: dict[str, Callable[[bytes], str]]
) -> None:
    print("\nOWN WORDS, % of mails: usable = no word of the reply lost, none of the history leaked")
    print(f"{'':34}{'mails':>7}{'usable':>9}{'lost':>9}{'leaked':>9}")
    errors: list[str] = []
    for name, words in readers.items():
        table: dict[str, Figures] = {}
        for path in sorted((corpus / "replies").glob("*/*.eml")):
            judged = _judged(path, words(path.read_bytes()), replies)
            for group in _groups(path):
                _count(table.setdefault(group, Figures()), judged)
            if name == "audit-bot" and not judged["usable"]:
                errors.append(_why_not_usable(path, judged))
        for group, found in sorted(table.items()):
            share = [100 * n / found.count for n in (found.usable, found.lost, found.leaked)]
            print(f"{group:<16}{name:<18}{found.count:>7}" + "".join(f"{s:9.1f}" for s in share))
    _list(errors)


def _judged(path: Path, words: str, replies: ModuleType) -> dict[str, Any]:
    extra, meta = path.with_suffix(".extra.txt"), path.with_suffix(".meta.json")
    judged: dict[str, Any] = replies.judge(
        words,
        path.with_suffix(".expected.txt").read_text("utf-8"),
        extra.read_text("utf-8") if extra.exists() else "",
        json.loads(meta.read_text("utf-8")).get("accept") if meta.exists() else [],
    )
    return judged


def _groups(path: Path) -> Iterator[str]:
    council = path.parent.name.startswith("council")
    yield "council" if council else "public"
    if not council and not FOREIGN.search(path.name):
        yield "public English"


def _count(found: Figures, judged: dict[str, Any]) -> None:
    found.count += 1
    found.usable += bool(judged["usable"])
    found.lost += judged["lost"] > 0
    found.leaked += judged["leak"] > 0


def _why_not_usable(path: Path, judged: dict[str, Any]) -> str:
    words = read(path.read_bytes(), received=RECEIVED, context=CONTEXT).words
    seen = "a forwarded mail was seen" if words.forwarded else "history was seen"
    why = seen if words.history else "no history was seen"
    name = f"{path.parent.name}/{path.name}"
    return f"{name}: {judged['lost']} words lost, {judged['leak']} leaked; {why}"


# --- Wishes, safeguarding, kinds, dates -----------------------------------------------------------


def wishes(corpus: Path, score: ModuleType) -> None:
    lines = (corpus / "wishes.jsonl").read_text("utf-8").splitlines()
    rows: list[tuple[Any, Any]] = list(zip(map(json.loads, lines), read_lines(lines), strict=True))
    exact = acted = wrong = dated = right = 0
    errors: list[str] = []
    for row, found in rows:
        wanted, have = _wanted(row, score), _kinds_of(found)
        acts = have & score.ACTING and not found["needs_person"]
        acted, exact = acted + bool(acts), exact + (have == wanted)
        wrong += bool(acts and (have & score.ACTING) - wanted)
        if until := row["expected"]["defer_until"]:
            dated, right = dated + 1, right + (_until(found) == until)
        if have != wanted:
            why = "; ".join(found["reasons"]) or "no reason"
            errors.append(f"{row['id']}: {sorted(wanted)} read as {sorted(have)}: {why}")
    share, count = 100 * exact / len(rows), len(rows)
    print(f"\nWISHES: {share:.1f} % of {count} exactly right; acted on without a person {acted},")
    print(f"{wrong} of them wrongly; dates of deferments {right} of {dated} right")
    _list(errors)
    safeguarding(rows)


def safeguarding(rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    concerns = [(row, found) for row, found in rows if row["expected"]["safeguarding"]]
    others = [(row, found) for row, found in rows if not row["expected"]["safeguarding"]]
    missed = [row["id"] for row, found in concerns if not found["safeguarding"]]
    false = [row["id"] for row, found in others if found["safeguarding"]]
    seen = ("safeguarding", "needs_person", "to_read")
    unseen = [row["id"] for row, found in concerns if not any(found[name] for name in seen)]
    read_by = sum(bool(found["needs_person"] or found["to_read"]) for _, found in rows)
    caught, share = len(concerns) - len(missed), 100 * read_by / len(rows)
    print(f"\nSAFEGUARDING: caught {caught} of {len(concerns)}, false alarms {len(false)} of")
    print(f"{len(others)}, seen by nobody {len(unseen)}; a person reads {share:.0f} % of all")
    _list(
        [f"{id}: no phrase of the lexicon; a person reads it" for id in missed]
        + [f"{id}: a phrase of the lexicon, meant calmly" for id in false]
        + [f"{id}: SEEN BY NOBODY" for id in unseen]
    )


def _wanted(row: dict[str, Any], score: ModuleType) -> set[str]:
    intent = row["expected"]["intent"]
    return {score.NAMES.get(i, i) for i in (intent if isinstance(intent, list) else [intent])}


def _kinds_of(found: dict[str, Any]) -> set[str]:
    absent = found["kind"] == "out_of_office"
    return {wish["kind"] for wish in found["wishes"]} or {"out_of_office" if absent else "unclear"}


def _until(found: dict[str, Any]) -> str | None:
    return next((wish["until"] for wish in found["wishes"] if wish["kind"] == "defer"), None)


def kinds(corpus: Path, score: ModuleType) -> None:
    with (corpus / "kinds" / "labels.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    acted = dropped = 0
    errors: list[str] = []
    for row in rows:
        raw = (corpus / "kinds" / row["path"]).read_bytes()
        found, label = read(raw, received=RECEIVED, context=None).reading, row["label"]
        allowed = score.KINDS[label]
        held = label not in {"spoof", "unreadable"} or found.needs_person
        if not held or (allowed is not None and found.kind not in allowed):
            errors.append(f"{row['path']}: {label} read as {found.kind}: {found.reasons[:1]}")
        acts = {wish.kind for wish in found.wishes} & score.ACTING and not found.needs_person
        acted += bool(acts and label != "human")
        dropped += label == "human" and found.kind not in {"reply", "other"}
    right = 100 * (len(rows) - len(errors)) / len(rows)
    print(f"\nKINDS: {right:.1f} % of {len(rows)} right;", end=" ")
    print(f"machines or forgers acted on {acted}; human mails dropped {dropped}")
    _list(errors)


def dates(corpus: Path) -> None:
    rows = [json.loads(x) for x in (corpus / "dates.jsonl").read_text("utf-8").splitlines()]
    context = {"sender_role": "auditor", "thread": "assignment"}
    asked = [
        json.dumps({"id": row["text"], "text": f"Please can I defer this audit? {row['text']}",
                    "reference_date": row["reference_date"], "context": context})
        for row in rows
    ]  # fmt: skip
    errors, invented = [], 0
    for row, found in zip(rows, read_lines(asked), strict=True):
        wanted = row["expect"] if isinstance(row["expect"], list) else [row["expect"]]
        if (until := _until(found)) not in wanted:
            invented += wanted == [None]
            errors.append(f"{row['text']!r}: {wanted} read as {until}: {found['reasons']}")
    print(f"\nDATES: {len(rows) - len(errors)} of {len(rows)} right; invented {invented}")
    _list(errors)


# --- Hostile mails and speed ----------------------------------------------------------------------


def hostile(corpus: Path) -> None:
    """Each mail in a child process of its own, so that the memory told is what this mail took."""
    slowest, largest, errors = 0.0, 0.0, []
    paths = sorted((corpus / "hostile").glob("*.eml"))
    for path in paths:
        with Reader() as reader:
            reader.read(b"Subject: x\n\nx", received=RECEIVED, context=None)
            before, began = _peak(reader), _used(reader)
            found = reader.read(path.read_bytes(), received=RECEIVED, context=CONTEXT)
            took, held = _used(reader) - began, _peak(reader) - before
        slowest, largest = max(slowest, took), max(largest, held)
        if took > LIMITS.cpu_seconds or held > LIMITS.megabytes or not found.reading.needs_person:
            errors.append(f"{path.name}: {found.reading.kind} after {took:.1f} s, {held:.0f} MB")
    ended = len(paths) - len(errors)
    print(f"\nHOSTILE: {ended} of {len(paths)} end with a person; the slowest took {slowest:.2f} s")
    print(f"and the largest {largest:.0f} MB above what the process holds, of {LIMITS.megabytes}")
    _list(errors)


def _used(reader: Reader) -> float:
    """The processor time of the reader's process so far, in seconds; where /proc is, on Linux.

    A busy machine makes any mail slow by the clock. A mail that ends its process took too much.
    """
    file = Path(f"/proc/{reader.process_id}/stat")
    if not file.exists():
        return 99.0
    user, system = file.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _peak(reader: Reader) -> float:
    """The most memory that the reader's process has held so far, in megabytes; 0 if it is gone.

    Read from /proc, which Linux alone has.
    """
    status = Path(f"/proc/{reader.process_id}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def speed(corpus: Path, readers: dict[str, Callable[[bytes], str]]) -> None:
    print()
    show(speeds(corpus, rates(corpus, readers)))


def measure(corpus: Path = CORPUS) -> Iterator[Figure]:
    """The speed alone: how well mails are read stands in docs/mail.md."""
    if not (corpus / "score.py").is_file():
        yield Figure("Mails read, one core", None, "a second", beside="the corpus is not there")
        return
    yield from speeds(corpus, rates(corpus, {"audit-bot": our_words, **libraries()}))


def rates(corpus: Path, readers: dict[str, Callable[[bytes], str]]) -> dict[str, float]:
    """Mails a second, one core, by the quickest of the rounds."""
    raws = [path.read_bytes() for path in _of_councils(corpus)]
    return {name: len(raws) / min(_rounds(raws, words)) for name, words in readers.items()}


def _of_councils(corpus: Path) -> list[Path]:
    return sorted((corpus / "replies").glob("council*/*.eml"))


def speeds(corpus: Path, found: dict[str, float]) -> Iterator[Figure]:
    """Ours reads the whole mail, wishes and alarm included; the libraries only cut its text."""
    ours, mails = found["audit-bot"], f"{len(_of_councils(corpus))} council mails"
    beside = "; ".join(
        f"{name}: {rate:.0f}, ours is {ours / rate:.2f} of it"
        for name, rate in found.items()
        if name != "audit-bot"
    )
    beside = beside or "no other library is installed: see the first lines of benchmarks/mail.py"
    yield Figure(
        f"{mails}, one core, quickest of {REPEATS} rounds", ours, "a second", beside=beside
    )


def _rounds(raws: list[bytes], words: Callable[[bytes], str]) -> Iterator[float]:
    for _ in range(REPEATS):
        began = time.process_time()
        for raw in raws:
            words(raw)
        yield time.process_time() - began


def _list(errors: list[str]) -> None:
    for error in errors:
        print(f"  {error}")


if __name__ == "__main__":
    main()
