"""What each number of the policy means, in a sentence for the coordinator."""

RULE_WORDS = {
    "audit_days": "Working days to complete an audit, from the day after the letter.",
    "action_days": "Working days to complete remedial actions, from the Case Note.",
    "deferment_days": "Working days that a deferment may last, from the due date.",
    "deferments": "How often one audit may be deferred.",
    "request_pause_days": "Working days without reminders after an auditor has asked.",
    "request_nudge_days": "Working days until the Consultant Head is asked again.",
    "actions_wanted_days": "Working days until an auditor is asked again about remedial actions.",
    "audit_reminders": "Reminders: working days before an audit is due, with commas between.",
    "action_reminders": "Reminders: working days before an action is due, with commas between.",
    "acknowledge_hours": "Safeguarding: office hours until more people are told, step by step.",
    "repeat_audit_months": "Months in which the same child is not audited again.",
    "away_share": "Somebody away for more than this share of the time gets no audit: 0.5 is half.",
    "draw_strata": "What the cases are sorted by before the draw: status, service area, team.",
    "draw_method": "How a round is shared out. proportional: by open cases. equal: alike."
    " neyman: more where earlier audits differed. minimum: draw_minimum of each first.",
    "draw_minimum": "Cases of each stratum that are drawn at least, if there is room.",
    "swing_share": "A larger weekly change of the open cases is not believed: 0.25 is a quarter.",
    "annexe_age_days": "Calendar days after which Annexe A is too old to draw from.",
    "sender_cap": "Mails of one person that are answered a day. More are put aside unanswered.",
    "audit_cap": "Mails about one audit that are answered a day. More are put aside unanswered.",
    "hour_cap": "Mails of everybody that are answered within an hour. More are put aside.",
    "unread_days": "Working days after which the Consultant Head is told of an unread mail.",
    "letter_cap": "Letters to one person a day. The rest waits a day; safeguarding never waits.",
    "surge": "More letters than this at once leave only once somebody has agreed.",
    "undo_days": "Working days in which a reply can be taken back by replying UNDO.",
}
