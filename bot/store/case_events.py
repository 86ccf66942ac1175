"""What became of the cases of audited children: the last word on each, for Annexe A forgets."""

from collections.abc import Mapping

from bot.policy.publication import CaseEvent, ChangeKind
from bot.store import memory
from bot.store.transaction import Transaction


def latest(work: Transaction) -> Mapping[str, CaseEvent]:
    """For each child, the event of the newest publication that showed one."""

    def find() -> Mapping[str, CaseEvent]:
        said = (e for e in every(work) if e.says_where)
        in_order = sorted(said, key=lambda event: (event.seen_on, event.noted_at))
        return {event.child: event for event in in_order}

    return memory.made_of(work, (CaseEvent,), "latest", find)


def confirmed_ids(work: Transaction) -> dict[str, str]:
    """Earlier id -> later id, where a person has said that both are one child."""
    same = memory.where(work, CaseEvent, "kind", (ChangeKind.ID_CHANGED,))
    in_order = sorted(same, key=lambda event: event.noted_at)
    return {event.child: event.now for event in in_order if event.now is not None}


def every(work: Transaction) -> list[CaseEvent]:
    """Whatever became of the case of an audited child, in order of reference."""
    return [event for _, event in sorted(memory.every(work, CaseEvent).items())]
