"""The mailbox on Exchange Server, put together."""

from collections.abc import Callable
from pathlib import Path
from random import random

from connectors.clock import Clock
from connectors.exchange.access import Access
from connectors.exchange.ews import Ews
from connectors.exchange.mailbox import ExchangeMailbox


def opened(
    access: Access,
    clock: Clock,
    memory: Path,
    *,
    version: str,
    chance: Callable[[], float] = random,
) -> ExchangeMailbox:
    """Nothing is asked yet. `memory`: a file for what is known of the inbox."""
    ews = Ews(access, clock, user_agent=f"AuditBot/{version}", chance=chance)
    return ExchangeMailbox(ews, clock, memory)
