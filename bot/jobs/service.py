"""What every job works with: the store, the world outside, and how things are set."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.letters import House, Letters
from bot.mail.limits import Reader
from bot.policy.chains import Chains
from bot.policy.in_force import Policy
from bot.policy.occasion import Occasion
from bot.policy.references import new_reference
from bot.policy.rules import Rules
from bot.policy.working_days import ONE_DAY
from bot.ports import Library, Lists, Mailbox, Views
from bot.settings import Settings
from bot.store import programme
from bot.store.store import Store
from bot.store.transaction import Transaction

YEAR = 365 * ONE_DAY


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
    letters: Callable[[House], Letters]
    reader: Reader
    secret: bytes
    views: Views | None = None  # None: the tracking workbook is the only view

    def occasion(self, work: Transaction, policy: Policy, at: datetime, cause: str) -> Occasion:
        """The moment of one decision, inside the transaction that will save it."""

        def reference(prefix: str, *parts: str) -> str:
            return new_reference(
                prefix, self.secret, *parts, taken=lambda ref: programme.taken(work, ref)
            )

        load = programme.load_since(work, policy.today(at) - YEAR)
        return Occasion(policy, at, cause, reference, load)
