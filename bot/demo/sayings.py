"""What the made-up people write: plain English as it comes, on a phone, late, unclear, on leave."""

from datetime import date

from bot.policy.wording import day_words

COMPLETE_NONE = (
    "Completed.\n\nRemedial actions: none",
    "COMPLETE\nRemedial actions: none",
    "Audit completed, form is saved on the system.\n\nNo remedial actions required.\n\nThanks",
    "All done.\n\nRemedial actions: none\n\nSent from my iPhone",
)
COMPLETE_WITH = (
    "COMPLETE\nAction: {one}\nAction: {two} (10 days)",
    "Hi,\n\nCompleted.\n\nAction: {one}\n\nKind regards",
    "Completed\n\nAction: {one} (15 days)\nAction: {two}\nAction: {three}",
)
COMPLETE_ONLY = (
    "Completed, thanks",
    "Hi, this audit is now complete. Kind regards",
    "Done and authorised.",
)
WITH_FORM = ("", "Form attached.", "Please find attached.\n\nKind regards")
NONE_AFTER_ALL = ("Remedial actions: none", "No remedial actions required.")
ACTIONS = (
    "Update the chronology with the last two home visits",
    "Record the management oversight of the decision to step down",
    "Add the health visitor's report to the documents",
    "Complete the genogram with both parents' families",
    "Record the child's own views of the plan",
    "Send the minutes of the last core group to everybody who was there",
    "Correct the date of the last statutory visit",
)
EXCUSED = (
    "EXCUSE ME\nReason: I start maternity leave next week.",
    "Please could I be excused from this one? I am seconded to another service this month.",
)
HAND_OVER = (
    "HAND OVER\nReason: I chaired a meeting about this family last year.",
    "I know the family from a previous post so this should go to another auditor please.",
)
UNCLEAR = (
    "Ok",
    "See below",
    "Nearly there, just the one section left to look at when the worker is back.",
)
QUESTION = (
    "QUESTION\nWhich version of the form should I use for care leavers?",
    "Can I look at the previous episode as well, or only the current one?",
)
CONCERN = (
    "SAFEGUARDING\nThe record shows bruising reported by school on two occasions and nobody has "
    "seen the child alone since. I have rung and could not reach anybody.",
    "I am worried about this child. A disclosure on the file has not been followed up and the "
    "man it names is back in the household.",
)
APPROVE = ("Approved, thanks.", "APPROVE", "Approve\n\nKind regards")
DECLINE = ("DECLINE", "Declined")
DONE = ("DONE", "All actions completed and signed off.", "Done, thanks\n\nSent from my iPhone")
ACKNOWLEDGE = (
    "ACKNOWLEDGE\nI have spoken to the auditor and will ring the Team Manager this afternoon.",
    "I have this. I will speak to the auditor now and see the Team Manager myself today.",
)
RAISED_BY_LETTER = (
    "ACKNOWLEDGE\nWay: by letter\nBy whom: Audit Bot\nDay: today\n"
    "For the team: please ring me before anybody visits the family."
)
RAISED = (
    "ACKNOWLEDGE\nWay: in a meeting with the Team Manager\nBy whom: myself\nDay: today",
    "ACKNOWLEDGE\nWay: by telephone\nBy whom: myself\nDay: today",
)
DEALING_WITH_IT = ("ACKNOWLEDGE", "I am dealing with this.", "Acknowledge\n\nSent from my iPhone")
SAY_IT_PLAINLY = "COMPLETE\nRemedial actions: none"


def deferment(until: date, which: int) -> str:
    """Ways in which people ask for more time."""
    said = (
        f"DEFER UNTIL {until.day} {until:%B %Y}\nReason: annual leave",
        f"Could I please have until {day_words(until)} for this one? I am on leave.",
        f"Please can I defer this to {until:%d/%m/%Y}? Thanks",
    )
    return said[which % len(said)]


def out_of_office(back: date) -> str:
    return (
        f"I am out of the office and will be back on {day_words(back)}. Emails are not monitored."
    )
