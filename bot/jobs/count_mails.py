"""Job: once a day the mailbox's folders are counted against the ledger (promise 2)."""

from datetime import datetime, timedelta

from bot.jobs.service import Service
from bot.policy.answers import to_read
from bot.policy.chains import who_coordinates
from bot.policy.decision import Decision
from bot.policy.in_force import Policy
from bot.policy.mail_count import differences
from bot.policy.model import Fact
from bot.policy.occasion import Occasion
from bot.ports import Folder
from bot.store import inbox, keeping
from bot.store.saving import save

_LONG = timedelta(hours=1)
_TOLD = "mailbox differs"


def count_mails(service: Service, policy: Policy, at: datetime) -> str:
    """A difference is told when it is new: people do move mails, and need hear it only once."""
    day = policy.today(at).isoformat()
    with service.store.reading() as work:
        if keeping.done(work, "mailbox", f"counted {day}"):
            return "counted already today"
        known = inbox.filed_counts(work)
    held = {folder.value: service.mailbox.count(folder) for folder in Folder}
    left_over = sum(at - mail.received > _LONG for mail in service.mailbox.waiting())
    found = differences(held, known, left_over)
    with service.store.transaction() as work:
        keeping.once(work, "mailbox", f"counted {day}", at)
        new = list(found) != (keeping.kept_value(work, _TOLD) or [])
        if new:
            keeping.keep(work, _TOLD, list(found))
        if new and found:
            occasion = service.occasion(work, policy, at, f"mails counted on {day}")
            save(work, _told(found, occasion), occasion, about="mailbox")
    return " ".join(found) or "the folders hold what the ledger says"


def _told(found: tuple[str, ...], occasion: Occasion) -> Decision:
    words = " ".join(found)
    facts: dict[str, Fact] = {"differences": list(found)}
    letters = tuple(
        occasion.letter("mailbox_differs", p.name, "mailbox", facts)
        for p in who_coordinates(occasion.council, occasion.today)
    )
    asks = f"{words} If nobody has moved or deleted mails, look for them."
    return Decision(words, (), letters, (to_read("Mailbox", asks, occasion),))
