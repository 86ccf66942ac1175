"""The life of an audit as one table: what may happen to it in which state, and where that leads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from bot.policy.model import WITH_AUDITOR, Audit, Status


class Event(StrEnum):
    """What can happen to an audit, in words that end the sentence "it can be …"."""

    DEPLOY = "deployed"  # its round was approved: the auditor is written to (6.4)
    ACKNOWLEDGE = "acknowledged"
    DEFER = "deferred"  # same auditor, later date (7.2)
    DISPENSE = "dispensed with"  # the auditor is excused, and nobody else has it yet
    REALLOCATE = "given to another auditor"
    COMPLETE = "completed"  # authorised by its auditor (6.5)
    AWAIT_CONSENSUS = "left to its panel"  # the others of the panel have not answered yet (8.1)
    SEND_TO_QA = "sent to quality assurance"
    GIVE_BACK = "given back to its auditor"  # its quality assurance has not confirmed it
    RELEASE = "released to the Team Manager"
    DISPUTE = "disputed"  # disagreement on its actions (9.8)
    RESOLVE = "resolved"
    CLOSE = "closed"  # nothing is left to be done
    WITHDRAW = "withdrawn"


# Begun or about to be, and not told to the team yet: no case should close now (9.6).
UNFINISHED = frozenset(
    {*WITH_AUDITOR, Status.DISPENSED, Status.COMPLETED, Status.AWAITING_CONSENSUS, Status.IN_QA}
)
# Of these, those that wait for their auditor: to finish, or to say what is still missing.
AUDITORS_TURN = frozenset({*WITH_AUDITOR, Status.COMPLETED})
_UNRELEASED = (Status.COMPLETED, Status.AWAITING_CONSENSUS, Status.IN_QA)


def _from(states: Iterable[Status], to: Status) -> Mapping[Status, Status]:
    return dict.fromkeys(states, to)


# Event -> from which states it may happen, and the state that it leads to.
LIFE: Mapping[Event, Mapping[Status, Status]] = {
    Event.DEPLOY: {Status.PROPOSED: Status.ASSIGNED},
    Event.ACKNOWLEDGE: {
        Status.ASSIGNED: Status.ACKNOWLEDGED,
        Status.ACKNOWLEDGED: Status.ACKNOWLEDGED,
        Status.DEFERRED: Status.DEFERRED,
    },
    Event.DEFER: _from(WITH_AUDITOR, Status.DEFERRED),
    Event.DISPENSE: _from(WITH_AUDITOR, Status.DISPENSED),
    Event.REALLOCATE: _from((*WITH_AUDITOR, Status.DISPENSED), Status.ASSIGNED),
    # Excused, and finished all the same before anybody else had it: that is welcome.
    Event.COMPLETE: _from((*WITH_AUDITOR, Status.DISPENSED, Status.COMPLETED), Status.COMPLETED),
    Event.AWAIT_CONSENSUS: {Status.COMPLETED: Status.AWAITING_CONSENSUS},
    Event.SEND_TO_QA: _from((Status.COMPLETED, Status.AWAITING_CONSENSUS), Status.IN_QA),
    Event.GIVE_BACK: {Status.IN_QA: Status.ACKNOWLEDGED},
    Event.RELEASE: _from(_UNRELEASED, Status.WITH_TEAM_MANAGER),
    Event.DISPUTE: {Status.WITH_TEAM_MANAGER: Status.DISPUTED},
    Event.RESOLVE: {Status.DISPUTED: Status.WITH_TEAM_MANAGER},
    Event.CLOSE: _from((*_UNRELEASED, Status.WITH_TEAM_MANAGER, Status.DISPUTED), Status.CLOSED),
    Event.WITHDRAW: _from((Status.PROPOSED, *WITH_AUDITOR, Status.DISPENSED), Status.WITHDRAWN),
}


def refusal(audit: Audit, event: Event) -> str | None:
    """Why this cannot happen to the audit now, in words; None: it can."""
    able = LIFE[event]
    if audit.status in able:
        return None
    wanted = " or ".join(in_words(state) for state in Status if state in able)
    return (
        f"{audit.ref} is {in_words(audit.status)}; only an audit that is {wanted} "
        f"can be {event.value}"
    )


def after(audit: Audit, event: Event) -> Audit:
    """The audit once this has happened. Raises ValueError where it cannot: ask `refusal` first."""
    if reason := refusal(audit, event):
        raise ValueError(reason)
    return replace(audit, status=LIFE[event][audit.status])


def in_words(status: Status) -> str:
    """The state as it stands in a sentence: "with Team Manager", "in quality assurance"."""
    return status.value[0].lower() + status.value[1:]
