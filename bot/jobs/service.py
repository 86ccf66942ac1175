"""What every job works with: the store, the world outside, and how things are set."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.annexe.problems import Problem
from bot.annexe.reading import read_annexe
from bot.configuration.check import LastCheck
from bot.jobs.settled import Settled
from bot.letters import House, Rendered, Sign
from bot.mail.context import Context, Matter
from bot.mail.reading import Read
from bot.policy.chains import Chains
from bot.policy.conflicts import HeldBefore
from bot.policy.in_force import Policy
from bot.policy.model import Fact, Frame
from bot.policy.occasion import Occasion
from bot.policy.publication import ChildRow
from bot.policy.references import new_reference
from bot.policy.rules import Rules
from bot.policy.themes import months_after
from bot.policy.working_days import ONE_DAY
from bot.ports import Attachment, Heartbeat, Library, Lists, Mailbox, Views
from bot.settings import Settings
from bot.store import programme, publications, second_looks
from bot.store.store import Store
from bot.store.transaction import Transaction

YEAR = 365 * ONE_DAY


class LetterWriter(Protocol):
    """`bot.letters.Letters`, or what stands in for it in a simulation."""

    def render(
        self,
        name: str,
        reader: str,
        facts: Mapping[str, Fact],
        cc: Sequence[str] = (),
        sign: Sign | None = None,
    ) -> Rendered: ...


class MailReader(Protocol):
    """`bot.mail.limits.Reader`, or what stands in for it in a simulation."""

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
    ) -> Read: ...


@dataclass(frozen=True, slots=True)
class Partly:
    """What a job says of a part that it has done: the next cycle is to do more without a pause."""

    words: str


class AnnexeRead(Protocol):
    """`bot.annexe.reading.AnnexeReading`, or what stands in for it in a simulation."""

    @property
    def accepted(self) -> bool: ...

    @property
    def problems(self) -> Sequence[Problem]: ...

    @property
    def frame(self) -> Frame: ...

    @property
    def rows(self) -> Mapping[str, ChildRow]: ...


@dataclass(frozen=True, slots=True)
class Service:
    """One council's service, put together by `bot.wiring`."""

    store: Store
    mailbox: Mailbox
    library: Library
    lists: Lists
    settings: Settings
    rules: Rules
    chains: Chains
    letters: Callable[[House], LetterWriter]
    reader: MailReader
    secret: bytes
    views: Views | None = None  # None: the tracking workbook is the only view
    heartbeat: Heartbeat | None = None  # None: nobody is told how cycles end
    read_workbook: Callable[..., AnnexeRead] = read_annexe
    attach: Callable[..., tuple[Attachment, ...]] | None = None  # None: as `attaching` does
    at_once: int | None = None  # letters of a cycle, safeguarding not counted; None: all
    lists_checked: LastCheck = field(default_factory=LastCheck)
    settled: defaultdict[str, Settled] = field(default_factory=lambda: defaultdict(Settled))

    def occasion(self, work: Transaction, policy: Policy, at: datetime, cause: str) -> Occasion:
        """The moment of one decision, inside the transaction that will save it."""

        def reference(prefix: str, *parts: str) -> str:
            return new_reference(
                prefix, self.secret, *parts, taken=lambda ref: programme.taken(work, ref)
            )

        def holders(child: str) -> Sequence[HeldBefore]:
            since = months_after(policy.today(at), -policy.rules.conflict_months)
            return publications.held_before(work, policy.council.ids_of(child), since)

        year_ago = policy.today(at) - YEAR
        return Occasion(
            policy,
            at,
            cause,
            reference,
            load=lambda: programme.load_since(work, year_ago),
            review_load=lambda: second_looks.review_load(work, year_ago),
            held_before=holders,
        )
