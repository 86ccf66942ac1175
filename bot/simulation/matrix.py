"""Who may get which letter (requirements, section 8): a table of its own, not the policy's code."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """How a reader may stand to what a letter is about."""

    AUDITOR = "auditor"
    FORMER = "former auditor"  # or one whose audit was withdrawn
    LINE = "auditor's line"  # line manager, and the lead of the auditor's own service
    WORKER = "case worker"
    TEAM = "Team Manager"
    FORMER_TEAM = "manager of a team that had the case"
    SERVICE = "Service Manager"
    LEAD = "Strategic Lead"  # of the case's team
    AREA = "Strategic Lead of 9.1"
    SAFEGUARDING = "Service Manager, Safeguarding"
    HEAD = "Consultant Head"
    DIRECTOR = "Assistant Director"
    COORDINATOR = "coordinator"
    REVIEWER = "reviewer, or moderator of the panel"
    MEMBER = "auditor of the panel"
    RAISER = "who raised the concern"
    TOLD = "who was told of the concern"
    WRITER = "who wrote to us"
    CONSULTANTS = "Consultant QA Social Workers"


P = Place
PROGRAMME = (P.COORDINATOR, P.HEAD, P.DIRECTOR)  # the director where no head is here (5.1)
MANAGERS = (P.TEAM, P.SERVICE, P.LEAD, P.DIRECTOR)  # each where the one before is absent
CHAIN_A = (P.AREA, P.SERVICE, P.DIRECTOR)
PARTIES = (P.AUDITOR, *MANAGERS, P.WORKER, P.HEAD, P.LEAD, P.SAFEGUARDING, P.REVIEWER, P.DIRECTOR)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The places of To and of Cc; whoever covers for an absent one may stand in its place."""

    to: tuple[Place, ...]
    cc: tuple[Place, ...] = ()


MATRIX: Mapping[str, Allowed] = {
    # 1, 7: assigned, passed on
    "assignment": Allowed((P.AUDITOR,)),
    "audit_under_way": Allowed((P.WORKER, P.TEAM)),
    "reallocated_away": Allowed((P.FORMER,), (P.HEAD, P.DIRECTOR)),
    "audit_called_off": Allowed((P.WORKER, P.TEAM, P.FORMER_TEAM)),
    "audits_withdrawn": Allowed((P.FORMER, P.AUDITOR)),
    # 2, 3, 4: reminded, overdue
    "reminder": Allowed((P.AUDITOR,)),
    "overdue": Allowed((P.AUDITOR,)),
    # The auditor where somebody covers for them: it is the cover who gets it.
    "overdue_escalated": Allowed((P.AUDITOR, P.LINE, P.HEAD, P.DIRECTOR), (P.AUDITOR,)),
    "actions_wanted": Allowed((P.AUDITOR,)),
    # 5, 6: requests
    "request_received": Allowed((P.AUDITOR, P.FORMER)),
    "request_to_decide": Allowed((P.HEAD, P.DIRECTOR)),
    "request_granted": Allowed((P.AUDITOR, P.FORMER), (P.HEAD, P.DIRECTOR)),
    "request_declined": Allowed((P.AUDITOR,), (P.HEAD, P.DIRECTOR)),
    "request_refused": Allowed((P.AUDITOR,)),
    # 8, 10: completed
    "completed_receipt": Allowed((P.AUDITOR,)),
    "audit_completed": Allowed((P.HEAD, P.DIRECTOR)),
    "audit_result": Allowed(MANAGERS),
    "result_to_worker": Allowed((P.WORKER,)),
    # 9: quality assured, by one who was neither auditor nor Team Manager
    "review_request": Allowed((P.REVIEWER,)),
    "review_receipt": Allowed((P.REVIEWER,)),
    "review_not_confirmed": Allowed((P.HEAD, P.DIRECTOR)),
    "audit_given_back": Allowed((P.AUDITOR,)),
    # 8.1: panels; nobody outside of one learns its members' views
    "panel_agree": Allowed((P.AUDITOR, P.MEMBER)),
    "panel_statement": Allowed((P.AUDITOR, P.MEMBER)),
    "panel_settled": Allowed((P.AUDITOR, P.MEMBER, P.REVIEWER)),
    "panel_moderated": Allowed((P.AUDITOR, P.MEMBER)),
    "moderation_wanted": Allowed((P.REVIEWER,)),
    "exercise_compared": Allowed((P.AUDITOR, P.MEMBER, P.CONSULTANTS, P.HEAD, P.DIRECTOR)),
    "second_look_reminder": Allowed((P.REVIEWER, P.MEMBER)),
    "second_look_overdue": Allowed((P.HEAD, P.DIRECTOR), (P.REVIEWER, P.MEMBER)),
    "second_look_unclear": Allowed((P.REVIEWER, P.MEMBER)),
    # 20: team workbooks, and the look after four months
    "team_workbook": Allowed(MANAGERS),
    "four_month_workbook": Allowed(MANAGERS, (P.SERVICE, P.LEAD)),
    "checks_to_record": Allowed((P.HEAD, P.DIRECTOR)),
    "workbook_read": Allowed((P.WRITER,)),
    # 11, 12: actions
    "action_reminder": Allowed(MANAGERS, (P.WORKER,)),
    "action_overdue": Allowed(MANAGERS, (P.WORKER,)),
    "action_overdue_escalated": Allowed(
        (P.SERVICE, P.LEAD, P.DIRECTOR), (P.TEAM, P.SERVICE, P.WORKER)
    ),
    "action_receipt": Allowed((*MANAGERS, P.WRITER), (P.WORKER,)),
    "action_dates": Allowed(MANAGERS, (P.WORKER,)),
    "actions_received": Allowed(MANAGERS, (P.WORKER,)),
    "actions_passed_on": Allowed((P.FORMER_TEAM, *MANAGERS)),
    "worker_away": Allowed(MANAGERS, (P.SERVICE,)),
    # 13, 14: safeguarding
    "safeguarding_notice": Allowed(CHAIN_A),
    "safeguarding_chase": Allowed(CHAIN_A),
    "safeguarding_alarm": Allowed(PROGRAMME),
    "safeguarding_receipt": Allowed((P.RAISER,)),
    "safeguarding_known": Allowed((P.HEAD, P.COORDINATOR, P.DIRECTOR)),
    "safeguarding_answered": Allowed((P.TOLD, P.RAISER, P.HEAD, P.COORDINATOR)),
    "safeguarding_thanks": Allowed((P.TOLD,)),
    "safeguarding_decide": Allowed((P.TOLD,)),
    "safeguarding_decided": Allowed((P.TOLD, P.RAISER)),
    "safeguarding_to_team": Allowed(MANAGERS, (P.RAISER,)),
    # 15: Management Decisions
    "decision_wanted": Allowed((*MANAGERS, P.WRITER)),
    "decision_to_authorise": Allowed((P.SERVICE, P.LEAD, P.DIRECTOR), MANAGERS),
    "decision_authorised": Allowed(
        (*MANAGERS, P.WRITER), (P.SERVICE, P.LEAD, P.DIRECTOR, P.WRITER)
    ),
    "decision_refused": Allowed((*MANAGERS, P.WRITER), (P.SERVICE, P.LEAD, P.DIRECTOR, P.WRITER)),
    # 16, 17: cases that move
    "case_closed": Allowed((P.AUDITOR, *MANAGERS, P.HEAD), (P.SERVICE, P.LEAD)),
    "audit_replaced": Allowed((P.FORMER, P.AUDITOR), (P.HEAD, P.DIRECTOR)),
    "case_closed_actions": Allowed(MANAGERS, (P.SERVICE, P.LEAD)),
    "case_reopened": Allowed(MANAGERS, (P.WORKER,)),
    # 18, 19: disagreement
    "dispute_opened": Allowed((P.AUDITOR, *MANAGERS, P.WRITER)),
    "dispute_referred": Allowed(
        (P.LEAD, P.SAFEGUARDING, P.DIRECTOR), (P.AUDITOR, P.TEAM, P.SERVICE, P.HEAD, P.WRITER)
    ),
    "dispute_known": Allowed((P.HEAD, P.DIRECTOR)),
    "dispute_review": Allowed((P.HEAD, P.REVIEWER, P.DIRECTOR)),
    "dispute_reviewer_wanted": Allowed((P.DIRECTOR,)),
    "dispute_discussion": Allowed(PARTIES),
    "dispute_settled": Allowed((*PARTIES, P.WRITER, P.COORDINATOR)),  # who settled it on the list
    # 21, 22, 23: monthly packs; the secretaries of the meetings have no other place here
    "packs_written": Allowed((P.HEAD, P.DIRECTOR)),
    # 24, and those who run the programme
    "round_proposed": Allowed(PROGRAMME),
    "round_deployed": Allowed(PROGRAMME),
    "round_taken_back": Allowed(PROGRAMME),
    "round_discarded": Allowed(PROGRAMME),
    "nobody_to_tell": Allowed(PROGRAMME),
    "theme_report_wanted": Allowed((P.CONSULTANTS, P.HEAD, P.DIRECTOR), (P.HEAD, P.DIRECTOR)),
    "leaver": Allowed((P.COORDINATOR, P.LINE)),
    "annexe_refused": Allowed((P.COORDINATOR,), (P.HEAD, P.DIRECTOR)),
    "annexe_missing": Allowed((P.COORDINATOR,), (P.HEAD, P.DIRECTOR)),
    "job_failing": Allowed((P.COORDINATOR,), (P.HEAD, P.DIRECTOR)),
    "configuration_problem": Allowed((P.COORDINATOR,)),
    "not_delivered": Allowed((P.COORDINATOR, P.HEAD)),
    "decisions_waiting": Allowed((P.COORDINATOR,)),
    "case_notes_wanted": Allowed((P.COORDINATOR,)),
    "mailbox_differs": Allowed((P.COORDINATOR,)),
    "workbook_open": Allowed((P.COORDINATOR,)),
    "put_aside": Allowed((P.COORDINATOR,)),
    "mails_unread": Allowed((P.HEAD, P.DIRECTOR)),
    "digest": Allowed(PROGRAMME),
    "question_passed_on": Allowed((P.COORDINATOR, P.HEAD)),
    # Answers, to whoever wrote
    "question_receipt": Allowed((P.WRITER,)),
    "say_again": Allowed((P.WRITER,)),
    "answers": Allowed((P.WRITER,)),
    "to_confirm": Allowed((P.WRITER,)),
    "not_yours": Allowed((P.WRITER,)),
    "already_done": Allowed((P.WRITER,)),
    "attachment_unread": Allowed((P.WRITER,)),
    "case_note_receipt": Allowed((P.WRITER,)),
    "undone": Allowed((P.WRITER,)),
    "undo_refused": Allowed((P.WRITER,)),
    "taken_back": Allowed((P.AUDITOR, *MANAGERS, P.WORKER, P.HEAD)),
}
