"""The reading in a process of its own, so that a poisonous mail cannot take the service down."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType

from bot.bounded import Bounded, Broken, Limits
from bot.mail.context import Context, Matter
from bot.mail.own_words import OwnWords
from bot.mail.raw import Mail
from bot.mail.reading import Read, read
from bot.mail.sender import SenderProof
from bot.policy.said import MailKind, Reading, Wish, WishKind

LIMITS = Limits(megabytes=300, cpu_seconds=2, wait_seconds=20.0)


@dataclass(frozen=True, slots=True)
class _Task:
    """What the child needs for one mail."""

    raw: bytes
    received: datetime
    context: Context | None
    sent_text: str | None
    own_domains: tuple[str, ...]
    trusted: tuple[str, ...]
    signatures: tuple[str, ...]
    matters: tuple[Matter, ...]


class Reader:
    """Reads mails one by one in a child process that is started when needed and again when it dies.

    with Reader() as reader:
        found = reader.read(raw, received=at, context=None)
    """

    def __init__(self, *, limits: Limits = LIMITS) -> None:
        self._child = Bounded(_read, limits, what="reads mails", warm_up=_warm_up)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(
        self,
        raw: bytes,
        *,
        received: datetime,
        context: Context | None,
        sent_text: str | None = None,
        own_domains: Collection[str] = (),
        trusted: Collection[str] = (),
        signatures: Collection[str] = (),
        matters: Sequence[Matter] = (),
    ) -> Read:
        """As `bot.mail.reading.read`; a mail that breaks its limits comes back as unreadable.

        Raises NotStarted.
        """
        known = (tuple(own_domains), tuple(trusted), tuple(signatures), tuple(matters))
        task = _Task(raw, received, context, sent_text, *known)
        try:
            answer = self._child.do(task)
        except Broken:
            return unreadable("reading it took too much time or memory")
        return answer if isinstance(answer, Read) else unreadable(str(answer))

    @property
    def process_id(self) -> int | None:
        """The child's, while it runs: for those who measure what a mail takes."""
        return self._child.process_id

    def close(self) -> None:
        """End the child. Closing twice is no error."""
        self._child.close()


def unreadable(why: str) -> Read:
    """The reading of a mail that could not be read: a person looks at it the same day."""
    reason = f"the mail could not be read: {why}"
    reading = Reading(
        MailKind.OTHER,
        "",
        wishes=(Wish(WishKind.UNCLEAR, ""),),
        unscreened=True,
        needs_person=True,
        to_read=True,
        reasons=(reason,),
    )
    return Read(Mail(cut=(reason,)), SenderProof(None, False, reason), OwnWords("", ""), reading)


# --- In the child ---------------------------------------------------------------------------------


def _warm_up() -> None:
    """Load and compile what every mail needs, so that none pays for it out of its two seconds."""
    raw = b"From: a@b.example\nContent-Type: text/html\n\n<p>Completed on 5 January.</p>"
    _read(_Task(raw, datetime(2026, 1, 5, tzinfo=UTC), None, None, (), (), (), ()))


def _read(task: _Task) -> Read | str:
    try:
        return read(
            task.raw,
            received=task.received,
            context=task.context,
            sent_text=task.sent_text,
            own_domains=task.own_domains,
            trusted=task.trusted,
            signatures=task.signatures,
            matters=task.matters,
        )
    except MemoryError:
        return "it needs too much memory"
    except Exception as error:  # a mistake of ours must not lose the mail: a person gets it
        return f"the reader failed ({type(error).__name__})"
