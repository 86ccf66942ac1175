"""Text for Case Notes in the child's record (6.4). A person pastes it: the service cannot."""

from collections.abc import Sequence

from bot.policy.model import Action, Audit
from bot.policy.wording import day_words


def assignment_note(audit: Audit) -> str:
    """For the child's file, with an alert for auditor and Allocated Case Worker (R-6.4-2)."""
    return "\n".join(
        (
            f"Case record audit {audit.ref} has been assigned to {audit.auditor}.",
            f"It is to be completed by {day_words(audit.due)}." if audit.due else "",
            f"Alert: {audit.auditor}; {audit.worker or 'Allocated Case Worker'}.",
            "An audit is not an inspection. The auditor may confer with you about the case.",
        )
    )


def actions_note(audit: Audit, actions: Sequence[Action]) -> str:
    """The remedial action activity from whose date the 25 working days run (R-9.3-1)."""
    if not actions:
        return f"Case record audit {audit.ref} is complete. No remedial action is required."
    lines = (f"{a.ref}: {a.text} By {day_words(a.due)}." for a in actions)
    return "\n".join(
        (f"Case record audit {audit.ref} is complete. Remedial actions required:", *lines)
    )
