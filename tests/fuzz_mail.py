"""Reads mutants of mails without end: none may crash, hang, or end in more than one kind.

    python -m tests.fuzz_mail [mutants]

Tries 100,000 mutants unless told, of seeds made here and of the mails that lie beside the project,
if they do. atheris chooses the mutations by the branches that they reach; where it is not
installed, a plain mutator with a fixed seed does. Prints how many were tried and how long the
slowest took; the exit status is 1 after a crash, or a mail that took longer than two seconds.
"""

import base64
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType

from bot.mail.reading import read
from bot.policy.said import MailKind
from tests.mail.mails import AUDITOR, CLIENTS, LETTER, RECEIVED, html_mail, mail, multipart

MUTANTS = 100_000
EVERY = 1_000  # mails after which the count is told
SLOWEST = 2.0  # seconds of processor time
STUCK = 600  # seconds by the clock after which a mail is taken to be read for ever
LONGEST = 30_000  # bytes of a mutant; the hostile mails of the tests are the long ones
SHARED = Path(__file__).parents[2] / "shared" / "mail"

# What mails are made of: mutants that hold these reach further than any letters do.
PIECES = tuple(
    piece.encode()
    for piece in (
        "\r\n", "\n\n", "> ", ">", "--b1\n", "--b1--", "-- \n", "<div>", "</div>", "<blockquote>",
        "<br>", "<!--", "&#0;", "&nbsp;", "=?utf-8?b?", "=?utf-8?q?=FF?=", "?=", "=\n", "=E2=80",
        "Content-Type: text/html; charset=utf-7\n", "Content-Type: multipart/mixed; boundary=b1\n",
        "Content-Type: message/rfc822\n", "Content-Type: message/delivery-status\n",
        "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n",
        "Content-Disposition: attachment; filename*=utf-8''%FF\n", "Content-Type: text/calendar\n",
        "Auto-Submitted: auto-replied\n", "Subject: Out of office: ", "From: a@b.c, <d@e.f>\n",
        "On 3 Dec 2025 at 10:00, A <a@b.c> wrote:\n", "From: A\nSent: 1 May 2026 10:00\nTo: B\n",
        "-----Original Message-----\n", "Regards,\nAda\n", "COMPLETE\n", "DEFER UNTIL 31/2/26\n",
        "next Friday", "Action: x (10 days)\n", "two weeks from 19 January", "no concerns", "\x00",
        "safeguarding: bruise", "\u202e", "\ud7ff", "İ", "ſ", "’", "a" * 300, "1/" * 40, " " * 200,
    )
)  # fmt: skip


@dataclass
class Tried:
    """What has been tried so far."""

    count: int = 0
    slowest: float = 0.0
    worst: bytes = b""


def seeds() -> list[bytes]:
    """Mails in the shape of every client, then machines' mails, then those beside the project."""
    made = [client.write(words) for client in CLIENTS for words in ("Completed.", "Until 3/2?")]
    made += [
        html_mail("<p>Done</p><table><tr><td>x</table>"),
        multipart("Content-Type: text/plain\n\nyes\n", "Content-Type: text/html\n\n<p>yes\n"),
        multipart(
            "Content-Type: text/plain\n\nNot delivered\n",
            "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.c\nStatus: 5.1.1"
            "\nAction: failed\n",
            "Content-Type: message/rfc822\n\nMessage-ID: <a@b>\nX-Audit-Bot-Key: k\n\nx\n",
            kind='report; report-type="delivery-status"',
        ),
        mail("I am on leave until 19 January.", "Auto-Submitted: auto-replied"),
        mail(base64.b64encode(b"Completed").decode(), "Content-Transfer-Encoding: base64"),
        mail("Defer until =\n19 January=2E", "Content-Transfer-Encoding: quoted-printable"),
    ]
    beside = sorted(SHARED.glob("**/*.eml"))
    return made + [path.read_bytes()[:LONGEST] for path in beside]


def try_one(raw: bytes, tried: Tried) -> None:
    """Read one mutant. Raises what the reading raises, and AssertionError where it is too slow."""
    began = time.process_time()
    found = read(raw, received=RECEIVED, context=AUDITOR, sent_text=LETTER)
    took = time.process_time() - began
    assert found.reading.kind in MailKind
    assert found.reading.needs_person or found.reading.kind is not MailKind.REPLY
    tried.count += 1
    if took > tried.slowest:
        tried.slowest, tried.worst = took, raw
    assert took < SLOWEST, f"a mail of {len(raw)} bytes took {took:.1f} s"


def mutated(raw: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The mail with some of its bytes changed, moved, dropped, or taken from another."""
    left = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 3, 6, 12))):
        at = chance.randrange(len(left) + 1)
        end = min(len(left), at + chance.choice((1, 2, 8, 60, 400)))
        match chance.randrange(6):
            case 0:
                left[at:at] = chance.choice(PIECES) * chance.choice((1, 1, 1, 2, 30))
            case 1:
                del left[at:end]
            case 2:
                left[at:at] = left[at:end] * chance.choice((1, 3, 40))
            case 3:
                left[at:end] = chance.randbytes(end - at)
            case 4:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                left[at:end] = other[begin : begin + chance.choice((20, 200, 2000))]
            case _:
                left[at:end] = chance.choice(PIECES)
    return bytes(left[:LONGEST])


def by_chance(mutants: int, tried: Tried) -> None:
    """The plain mutator: the same mutants every time."""
    chance, found = random.Random(1), seeds()
    while tried.count < mutants:
        raw = mutated(chance.choice(found), found, chance)
        try:
            try_one(raw, tried)
        except Exception as error:
            _keep(raw)
            raise SystemExit(f"{_said(tried)}\nfailed: {type(error).__name__}: {error}") from error
    _say(_said(tried))


def by_branches(mutants: int, tried: Tried) -> None:
    """atheris: mutants of mutants that reached a branch nobody had. It ends the process itself."""
    atheris = import_module("atheris")
    found = seeds()
    most = mutants + len(found)  # it reads the seeds themselves first

    def mutate(raw: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        own = chance.random() < 0.7
        return (mutated(raw, found, chance) if own else bytes(atheris.Mutate(raw, longest)))[
            :longest
        ]

    def one_input(raw: bytes) -> None:
        if tried.count == most:
            return
        try_one(raw, tried)
        if tried.count % EVERY == 0:
            _say(_said(tried))  # the end of the process by somebody else leaves no time to say it
        if tried.count == most:
            _say(f"{_said(tried)}, {len(found)} seeds among them")

    for function in _functions_of("bot.mail"):
        atheris.instrument_func(function)
    with TemporaryDirectory() as corpus:
        for number, raw in enumerate(found):
            (Path(corpus) / str(number)).write_bytes(raw)
        # By the clock a busy machine makes any mail slow: `try_one` counts processor time. These
        # bounds stop what never ends.
        bounds = [f"-runs={most + 10}", f"-max_len={LONGEST}", "-rss_limit_mb=2000"]
        bounds += [f"-timeout={STUCK}", f"-report_slow_units={STUCK}"]
        atheris.Setup(
            [sys.argv[0], corpus, *bounds, "-verbosity=0", "-artifact_prefix=fuzz_mail_"],
            one_input,
            custom_mutator=mutate,
        )
        atheris.Fuzz()


def _functions_of(package: str) -> Iterator[FunctionType]:
    for name, module in list(sys.modules.items()):
        if name.startswith(package):
            for named in vars(module).values():
                value = getattr(named, "__wrapped__", named)  # what remembers its answers too
                if isinstance(value, FunctionType) and value.__module__ == name:
                    yield value


def _said(tried: Tried) -> str:
    return f"{tried.count} mails read; the slowest took {tried.slowest:.2f} s"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _keep(raw: bytes) -> None:
    """Write down the mail that failed, so that it can become a test."""
    Path("fuzz_mail_failed.eml").write_bytes(raw)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else MUTANTS
    how = by_branches if find_spec("atheris") else by_chance
    _say(f"atheris, {wanted} mutants" if how is by_branches else f"{wanted} mutants by chance")
    how(wanted, Tried())
