"""The numbers of the policy that the Assistant Director may vary (3.1), each with its default.

The defaults stand in config/rules.toml, explained; this file says only what there is to vary.
"""

from dataclasses import dataclass

from bot.policy.strata import Method, StratumBy


@dataclass(frozen=True, slots=True)
class Rules:
    """Days are working days unless the name says otherwise."""

    audit_days: int  # 6.4, 7.2
    action_days: int  # 6.5, 9.3
    deferment_days: int  # the longest deferment, counted from the due date
    deferments: int  # how many of them for one audit
    request_pause_days: int  # reminders rest after a request
    request_nudge_days: int  # the Consultant Head is asked again
    actions_wanted_days: int  # R-9.1-1: asked again whether actions are required
    audit_reminders: tuple[int, ...]  # days before the audit is due
    action_reminders: tuple[int, ...]  # days before an action is due
    acknowledge_hours: tuple[float, ...]  # R-9.1-5: office hours until chain A widens
    decision_hours: tuple[float, ...]  # R-9.1-3: office hours until a missing decision is asked for
    repeat_audit_months: int  # calendar months in which a child is not audited again (C23)
    conflict_months: int  # who held the case so lately may not audit it
    away_share: float  # R-7.2-3: away for more than this share of the window: not assigned
    draw_strata: tuple[StratumBy, ...]  # 6.2, A-30: what the cases are sorted by before a draw
    draw_method: Method  # 6.2: how a round is shared out among the strata
    draw_minimum: int  # cases of each stratum, if the round has room
    estimate_audits: int  # R-2.1-2: random audits below which no estimate is suitable
    estimate_response: float  # R-2.1-2: of the drawn, this share must be audited
    estimate_covered: float  # R-2.1-2: of all cases, this share must lie in audited strata
    swing_share: float  # more than this share of cases appearing or going stops the round
    mass_share: float  # more than this share of the open cases changing alike is asked about
    mass_cases: int  # fewer than so many are never a mass change
    leaver_days: int  # C6: before the last day in post, what is still theirs is listed
    annexe_age_days: int  # calendar days after which Annexe A is stale
    sender_cap: int  # mails of one person a day; beyond it a machine may be answering
    audit_cap: int  # mails about one audit a day
    hour_cap: int  # mails of everybody within an hour
    unread_days: int  # until the Consultant Head is told of a mail that nobody has read
    letter_cap: int  # letters to one person a day; the rest waits, safeguarding never
    failure_hours: float  # clock hours for which a job may fail until a person is told
    surge: int  # more letters than this at once leave only once a person has agreed (C21)
    case_note_days: int  # until the date of a Case Note is chased
    case_note_again_days: int  # then again after so long
    dispute_days: int  # R-9.8-1: for auditor and team to resolve it themselves
    dispute_lead_days: int  # R-9.8-4: with the Strategic Lead before it is quality assured
    dispute_nudge_days: int  # whoever must act is asked again after so long
    worker_away_share: float  # R-9.5-1: of the working days left
    worker_away_days: int  # R-9.5-1: or so many working days without a break
    retention_months: int  # after the four-month review, until names, ids and words go
    answered_days: int  # calendar days until what is answered or done leaves its list
    undo_days: int  # in which a reply can be taken back by a reply
    inspection_days: int  # to complete an audit of an inspection, unless that names a day
    panel_share: float  # R-8.1-1: of what the auditors can take on, this share is in panels
    panel_size: int  # R-8.1-1: two or three audit one case
    experienced_audits: int  # in twelve months: whoever has done so many sits beside the new
    panel_names_shown: int  # 0: a panel does not know its names until all are in (R-8.1-1)
    consensus_days: int  # R-8.1-2: for a panel to agree
    inter_rater_months: int  # R-8.1-4: an exercise is proposed so long after the last
    inter_rater_auditors: int  # R-8.1-4: how many look at the same record
    review_share: float  # of a round's audits, this share is quality assured
    reviews_a_month: int  # at least so many of a month's round
    review_days: int  # to review one audit
    peer_reviews: int  # R-5.2-3: audits done by peers that are looked at each month
    theme_report_days: int  # R-8.1-3: to write the short review report of a theme
    second_look_reminders: tuple[int, ...]  # days before a consensus or a review is due
    second_look_overdue: int  # so many days late, the Consultant Head is told of it
    compliance_months: int  # 10.1: calendar months until every action is looked at again
    compliance_letter_days: int  # the Consultant Head is asked for what is not recorded, so often
    sustained_months: int  # R-10.2-5: the sample is looked at so long after, and up to twice that
    sustained_share: float  # R-10.2-5: the share of actions that is looked at once more
    good_grades: int  # so many grades of the form, the best first, count as good in reports
    report_months: int  # rounds of so many months are taken together in reports
    pmm_smallest: int  # counts below it are hidden from PMM; 0: none
    scmt_smallest: int  # and from SCMT
    emm_smallest: int  # and from EMM
