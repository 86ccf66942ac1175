"""The tables of an evidence pack: dates, states and named decisions, never anybody's words."""

from collections.abc import Mapping, Sequence

from bot.jobs.evidence.followed import actions, decisions, disagreements, looks_back, safeguarding
from bot.jobs.evidence.scope import Scope
from bot.policy.model import AuditFile, Round
from bot.policy.rule_changes import RuleChange, approval, shown
from bot.policy.working_days import WorkingCalendar
from bot.store.outbox import OutboxRow, State
from bot.store.questions import Answered
from bot.workbooks.tables import Column, Kind, Table, Value

_UPWARD = ("escalated", "chase", "alarm", "nobody_to_tell")  # in the names of letters


def evidence_tables(
    scope: Scope,
    drawn_again: Mapping[str, str],
    calendar: WorkingCalendar,
    changes: Sequence[RuleChange],
    answered: Sequence[Answered],
) -> list[Table]:
    """`drawn_again`: by a round's reference, what came of making its draw again."""
    return [
        rounds(scope.rounds, drawn_again),
        strata(scope.rounds),
        audits(scope.files, calendar),
        letters(scope.letters),
        actions(scope.files),
        looks_back(scope.checks),
        safeguarding(scope.concerns),
        decisions(scope.files),
        disagreements(scope.files),
        rules(scope.rounds, changes),
        varied(changes),
        answers(answered),
    ]


def rounds(found: Sequence[Round], drawn_again: Mapping[str, str]) -> Table:
    columns = (
        Column("Round", width=24),
        Column("Reference", width=14),
        Column("Kind", width=14),
        Column("State", width=14),
        Column("Annexe A as at", Kind.DATE, width=14),
        Column("Open cases", Kind.NUMBER, width=10),
        Column("Cases drawn", Kind.NUMBER, width=10),
        Column("Audits available", Kind.NUMBER, width=10, meaning="That its auditors could take."),
        Column("Proposed on", Kind.DATE, width=14),
        Column("Deployed on", Kind.DATE, width=14),
        Column("Deployed by", width=24),
        Column("Draw made again", width=40, meaning="From the frame and the seed as stored."),
        Column("Method", width=30),
        Column("Seed", width=30),
        Column("SHA-256 of the frame", width=40),
    )
    rows = [
        (
            r.name,
            r.ref,
            r.kind.value,
            r.status.value,
            r.as_at,
            r.open_cases,
            sum(s.drawn for s in r.strata),
            r.available,
            r.proposed_on,
            r.deployed_on,
            r.deployed_by,
            drawn_again.get(r.ref),
            r.algorithm,
            r.seed,
            r.frame_sha256,
        )
        for r in found
    ]
    return Table("Rounds", "Rounds, and how they were drawn", columns, rows, "Round")


def strata(found: Sequence[Round]) -> Table:
    columns = (
        Column("Round", width=14),
        Column("Stratum", width=40),
        Column("Open", Kind.NUMBER, width=10, meaning="Cases that could be drawn."),
        Column("Drawn", Kind.NUMBER, width=10),
    )
    rows = [(r.ref, s.name, s.open, s.drawn) for r in found for s in r.strata]
    return Table("Strata", "Cases by stratum", columns, rows, "Stratum")


def audits(files: Sequence[AuditFile], calendar: WorkingCalendar) -> Table:
    columns = (
        Column("Reference", width=14),
        Column("Child's id", width=14),
        Column("Round", width=14),
        Column("Team", width=26),
        Column("Service area", width=20),
        Column("Auditor", width=24),
        Column("State", width=22),
        Column("Assigned on", Kind.DATE, width=14),
        Column("First due date", Kind.DATE, width=14),
        Column("Due", Kind.DATE, width=14),
        Column("Times deferred", Kind.NUMBER, width=10),
        Column("Completed on", Kind.DATE, width=14),
        Column("Working days past first due date", Kind.NUMBER, width=14),
        Column("Panel", width=14),
        Column("Quality assurance", width=20),
        Column("Reviewed by", width=24),
        Column("Reviewed on", Kind.DATE, width=14),
    )
    rows = [_audit(file, calendar) for file in files]
    return Table("Audits", "Audits, and their dates", columns, rows, "Reference")


def _audit(file: AuditFile, calendar: WorkingCalendar) -> Sequence[Value]:
    audit, review = file.audit, file.review
    done, first = audit.completed_on, audit.original_due
    return (
        audit.ref,
        audit.child,
        audit.round,
        audit.team,
        audit.service_area,
        audit.auditor,
        audit.status.value,
        audit.assigned_on,
        first,
        audit.due,
        audit.deferrals,
        done,
        max(calendar.between(first, done), 0) if first and done else None,
        audit.panel,
        _selected(file),
        review.reviewer if review else None,
        review.done_on if review else None,
    )


def _selected(file: AuditFile) -> str | None:
    """Nothing before the audit is completed: who is selected stays sealed until then (A-9)."""
    if file.audit.completed_on is None:
        return None
    return file.review.status.value if file.review else "Not selected"


def letters(rows: Sequence[OutboxRow]) -> Table:
    columns = (
        Column("About", width=14),
        Column("Letter", width=32),
        Column("To", width=26),
        Column("Escalation", width=12, meaning="Yes: to somebody above whoever is late or silent."),
        Column("State", width=14),
        Column("Sent at", Kind.TIME, width=18),
    )
    values: list[Sequence[Value]] = [
        (
            row.letter.about,
            row.letter.name.replace("_", " ").capitalize(),
            row.letter.to,
            "Yes" if any(word in row.letter.name for word in _UPWARD) else "No",
            row.state.value,
            row.changed_at if row.state is State.SENT else None,
        )
        for row in sorted(rows, key=lambda row: (row.queued_at, row.id))
    ]
    return Table("Letters", "Letters and escalations", columns, values, "About")


def rules(found: Sequence[Round], changes: Sequence[RuleChange]) -> Table:
    """The numbers that each round began with, and who had approved what was varied then."""
    columns = (
        Column("Round", width=14),
        Column("Rule", width=28),
        Column("In force", width=20),
        Column("Approved by", width=24, meaning="[none]: the number that the policy itself names."),
        Column("Approved on", Kind.DATE, width=14),
    )
    rows = [
        (r.ref, name, shown(number), *_approved(approval(changes, name, number, r.deployed_on)))
        for r in found
        for name, number in sorted(r.rules.items())
    ]
    return Table("Rules", "Rules in force", columns, rows, "Rule")


def _approved(change: RuleChange | None) -> tuple[Value, Value]:
    return (change.approved_by, change.approved_on) if change else (None, None)


def varied(changes: Sequence[RuleChange]) -> Table:
    """Every change of a number of the policy, since the service began (R-3.1-1)."""
    columns = (
        Column("Rule", width=28),
        Column("From then on", width=20),
        Column("Since", Kind.DATE, width=14),
        Column("Proposed by", width=24),
        Column("Approved by", width=24, meaning="[none]: the number that the policy itself names."),
        Column("Approved on", Kind.DATE, width=14),
    )
    rows = [
        (c.rule, c.value, c.since, c.proposed_by, c.approved_by, c.approved_on) for c in changes
    ]
    return Table("Rule changes", "Changes of the rules, in order", columns, rows, "Rule")


def answers(found: Sequence[Answered]) -> Table:
    columns = (
        Column("About", width=14),
        Column("Decision", width=28),
        Column("Asked at", Kind.TIME, width=18),
        Column("Decided", width=30),
        Column("By", width=24),
        Column("Decided at", Kind.TIME, width=18),
    )
    rows = [
        (
            one.about,
            one.kind.value.replace("_", " ").capitalize(),
            one.asked_at,
            one.answer,
            one.by,
            one.answered_at,
        )
        for one in found
    ]
    return Table("Decisions", "Decisions of people", columns, rows, "About")
