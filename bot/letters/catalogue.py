"""The list of letters: who reads each one, when it is sent, why, and what it answers to."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter. Its words are in message_templates/<name>.md."""

    name: str
    title: str  # what a person calls it: "The assignment of AU-… could not be delivered"
    readers: str
    when: str
    because: str  # completes "You get this email because …"
    requirements: tuple[str, ...]
    about: str = "audit.ref"  # the fact whose reference the subject carries; "" for none
    names_a_case: bool = True  # such letters are marked, unless the council says otherwise


def _kinds(*kinds: LetterKind) -> Mapping[str, LetterKind]:
    return {kind.name: kind for kind in kinds}


_AUDITOR = "you are the auditor"
_MANAGER = "you manage, or cover for, the team that holds this case"
_COORDINATOR = "you coordinate the audit programme"
_HEAD = "you lead the audit programme"
_TOLD = "a safeguarding concern was raised and you are on the list of people to tell"
_WROTE = "you wrote to us"

KINDS = _kinds(
    LetterKind(
        "assignment",
        "Assignment of an audit",
        "The auditor",
        "At the start of an audit period, or when an audit passes to another auditor",
        "you are an auditor in the audit pool",
        ("R-6.4-1", "R-6.4-3", "R-6.4-4", "R-8.1-6", "R-9.1-2", "R-4.1-1"),
    ),
    LetterKind(
        "reminder",
        "Reminder of an audit",
        "The auditor",
        "Some working days before the audit is due, as the rules say",
        _AUDITOR,
        ("R-B-2",),
    ),
    LetterKind(
        "overdue",
        "Overdue audit",
        "The auditor",
        "On the first rung after the due date",
        _AUDITOR,
        ("R-B-2", "R-7.2-1"),
    ),
    LetterKind(
        "overdue_escalated",
        "Overdue audit, escalated",
        "The auditor's manager, then the Consultant Head, then the Strategic Lead of the "
        "auditor's service",
        "On each later rung of chain D",
        "an overdue audit was escalated to you",
        ("R-B-5",),
    ),
    LetterKind(
        "actions_wanted",
        "Are remedial actions required?",
        "The auditor",
        "When a completion does not say whether remedial actions are required, and again later",
        "you told us that the audit is complete",
        ("R-9.1-1",),
    ),
    LetterKind(
        "request_received",
        "Receipt for a request",
        "The auditor",
        "When a deferment, dispensation or reallocation was asked for",
        "you asked for this",
        ("R-7.2-1",),
    ),
    LetterKind(
        "request_to_decide",
        "Request to decide",
        "The Consultant Head",
        "When an auditor asks, and again if nobody decides",
        "you decide on requests from auditors",
        ("R-7.2-1", "R-7.2-2"),
        about="request.ref",
    ),
    LetterKind(
        "request_granted",
        "Request granted",
        "The auditor",
        "When the request was granted",
        "you asked for this",
        ("R-7.2-1",),
    ),
    LetterKind(
        "request_declined",
        "Request declined",
        "The auditor",
        "When the request was declined",
        "you asked for this",
        ("R-7.2-1",),
    ),
    LetterKind(
        "request_refused",
        "Request refused by a rule",
        "The auditor",
        "At once, when a rule does not allow what was asked",
        "you asked for this",
        ("R-7.2-1",),
    ),
    LetterKind(
        "reallocated_away",
        "Audit passed to another auditor",
        "The former auditor",
        "When the audit passed to somebody else",
        "you were the auditor",
        ("R-7.2-1",),
    ),
    LetterKind(
        "completed_receipt",
        "Receipt for a completed audit",
        "The auditor",
        "When a completion was accepted",
        "you told us that the audit is complete",
        ("R-6.5-1", "R-9.1-1", "R-6.3-2"),
    ),
    LetterKind(
        "audit_completed",
        "Audit completed",
        "The Consultant Head",
        "When an audit was completed",
        _HEAD,
        ("R-6.5-1",),
    ),
    LetterKind(
        "audit_result",
        "Result of an audit",
        "The Team Manager",
        "When the audit is complete",
        _MANAGER,
        ("R-6.5-2", "R-6.5-3", "R-2.1-1", "R-9.3-1", "R-9.4-1"),
    ),
    LetterKind(
        "result_to_worker",
        "Result of an audit, for the case worker",
        "The allocated case worker",
        "When the audit is complete",
        "you are the allocated case worker",
        ("R-2.1-1", "R-1.4-1"),
    ),
    LetterKind(
        "action_reminder",
        "Reminder of remedial actions",
        "The Team Manager",
        "Some working days before actions are due, as the rules say",
        _MANAGER,
        ("R-9.3-1", "R-B-2"),
    ),
    LetterKind(
        "action_overdue",
        "Overdue remedial actions",
        "The Team Manager",
        "On the first rung after the due date",
        _MANAGER,
        ("R-9.3-1", "R-B-2"),
    ),
    LetterKind(
        "action_overdue_escalated",
        "Overdue remedial actions, escalated",
        "The Service Manager, then the Strategic Lead",
        "On each later rung of chain E",
        "overdue remedial actions were escalated to you",
        ("R-B-5",),
    ),
    LetterKind(
        "action_receipt",
        "Receipt for remedial actions",
        "The Team Manager",
        "When actions were signed off",
        "you signed off remedial actions",
        ("R-9.3-2",),
    ),
    LetterKind(
        "safeguarding_notice",
        "Safeguarding concern",
        "The Strategic Lead of chain A",
        "At once, at any hour",
        _TOLD,
        ("R-9.1-2", "R-9.1-6"),
        about="concern.ref",
    ),
    LetterKind(
        "safeguarding_chase",
        "Safeguarding concern, not answered yet",
        "The next person of chain A, and those told before",
        "When nobody has acknowledged in time",
        _TOLD,
        ("R-9.1-5",),
        about="concern.ref",
    ),
    LetterKind(
        "safeguarding_receipt",
        "Receipt for a safeguarding concern",
        "The person who raised it",
        "At once",
        "you raised a safeguarding concern",
        ("R-9.1-2",),
        about="concern.ref",
    ),
    LetterKind(
        "safeguarding_known",
        "A safeguarding concern was raised (no detail)",
        "The Consultant Head and the coordinator",
        "When a concern was raised",
        "you should know that it happened, without detail",
        ("R-9.1-2",),
        about="concern_ref",
    ),
    LetterKind(
        "safeguarding_answered",
        "A safeguarding concern was acknowledged",
        "Everybody told, and the person who raised it",
        "When somebody has acknowledged it",
        "you were told of this concern, or raised it",
        ("R-9.1-3", "R-9.1-5"),
        about="concern.ref",
    ),
    LetterKind(
        "safeguarding_thanks",
        "Thanks for acknowledging a safeguarding concern",
        "The person who acknowledged it",
        "When they have acknowledged it",
        "you acknowledged a safeguarding concern",
        ("R-9.1-3",),
        about="concern.ref",
    ),
    LetterKind(
        "safeguarding_alarm",
        "Nobody has answered a safeguarding concern",
        "The coordinator",
        "When the chain is at its end and nobody has acknowledged",
        _COORDINATOR,
        ("R-9.1-5",),
        about="concern.ref",
    ),
    LetterKind(
        "question_passed_on",
        "A question to answer",
        "The coordinator",
        "When a mail asks something that only a person can answer",
        _COORDINATOR,
        ("R-7.2-2",),
    ),
    LetterKind(
        "question_receipt",
        "Receipt for a question",
        "The sender",
        "When a question was passed on",
        _WROTE,
        ("R-7.2-2",),
    ),
    LetterKind(
        "say_again",
        "A reply that was not understood",
        "The sender",
        "When a reply is unclear, or something is missing",
        _WROTE,
        ("R-B-3",),
    ),
    LetterKind(
        "to_confirm",
        "A reply that a person will read",
        "The sender",
        "When a person confirms what a reply means",
        _WROTE,
        ("R-B-3",),
    ),
    LetterKind(
        "not_yours",
        "This audit is with somebody else",
        "A former auditor",
        "When somebody answers for an audit that has passed on",
        _WROTE,
        ("R-B-3",),
    ),
    LetterKind(
        "already_done",
        "Nothing to change",
        "The sender",
        "When a reply asks for what is so already",
        _WROTE,
        ("R-B-3",),
    ),
    LetterKind(
        "put_aside",
        "A mail was put aside",
        "The coordinator",
        "When a mail could not be placed",
        _COORDINATOR,
        ("R-B-3",),
        about="about",
    ),
    LetterKind(
        "round_proposed",
        "Proposed audit round",
        "The coordinator and the Consultant Head",
        "When a round was drawn, before any auditor is told",
        "you decide whether a round is sent out",
        ("R-6.2-1", "R-6.2-2"),
        about="round.name",
    ),
    LetterKind(
        "annexe_refused",
        "Annexe A was refused",
        "The coordinator, copied to the Consultant Head",
        "When the weekly workbook cannot be used",
        _COORDINATOR,
        ("R-6.1-1",),
        about="",
        names_a_case=False,
    ),
    LetterKind(
        "annexe_missing",
        "Annexe A is missing",
        "The coordinator",
        "When no new workbook has come",
        _COORDINATOR,
        ("R-6.1-1",),
        about="",
        names_a_case=False,
    ),
    LetterKind(
        "configuration_problem",
        "Something to mend in the lists",
        "The coordinator",
        "When a row of the configuration lists cannot be used",
        _COORDINATOR,
        ("R-B-6",),
        about="",
        names_a_case=False,
    ),
    LetterKind(
        "not_delivered",
        "A letter that was not delivered",
        "The coordinator",
        "When a letter could not be delivered",
        _COORDINATOR,
        ("R-B-1",),
        about="about",
    ),
    LetterKind(
        "decisions_waiting",
        "Decisions waiting for you",
        "The coordinator",
        "When there are new questions in the Decisions list",
        _COORDINATOR,
        ("R-B-3", "R-B-6"),
        about="",
    ),
    LetterKind(
        "digest",
        "Daily summary",
        "Anybody",
        "Once a working day, instead of several letters",
        "these things concern you",
        ("R-B-2",),
        about="",
    ),
)
