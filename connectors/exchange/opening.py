"""Exchange Server of one council, put together."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import random

from connectors.clock import Clock
from connectors.exchange.access import Access
from connectors.exchange.ews import Ews
from connectors.exchange.mailbox import ExchangeMailbox
from connectors.exchange.premises import ExchangePremises


@dataclass(frozen=True, slots=True)
class ExchangeServer:
    mailbox: ExchangeMailbox
    premises: ExchangePremises


def opened(
    access: Access,
    clock: Clock,
    memory: Path,
    *,
    version: str,
    chance: Callable[[], float] = random,
) -> ExchangeServer:
    """Nothing is asked yet. `memory`: a file for what is known of the inbox."""

    def ews_of(address: str) -> Ews:
        agent = f"AuditBot/{version}"
        return Ews(replace(access, mailbox=address), clock, user_agent=agent, chance=chance)

    return ExchangeServer(
        ExchangeMailbox(ews_of(access.mailbox), clock, memory),
        ExchangePremises(access.mailbox, ews_of, clock),
    )
