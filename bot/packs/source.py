"""What a pack is made from, and each case of it as it was found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from bot.policy.action_checks import ActionCheck
from bot.policy.council import tidy
from bot.policy.form import AuditReturn
from bot.policy.in_force import Policy
from bot.policy.model import Action, Audit, AuditFile, Concern, Round, Status
from bot.policy.returning import form_meant
from bot.policy.round_parts import RoundKind
from bot.policy.themes import months_after
from bot.statistics.suitability import Kind

OVERALL = "Overall"  # the section that says how the record is as a whole; else the form's last
NO_SERVICE = "No service"  # of an auditor who belongs to none, or is not listed any more


@dataclass(frozen=True)
class Source:
    """The record of the programme, to be looked at as it stood on the last day of a month."""

    month: date  # its first day
    policy: Policy
    rounds: Sequence[Round] = ()
    files: Sequence[AuditFile] = ()  # every audit, withdrawn ones too
    consensus: Mapping[str, AuditReturn] = field(default_factory=dict)  # by panel: what it agreed
    concerns: Sequence[Concern] = ()
    looks: Sequence[tuple[ActionCheck, Action]] = ()

    @cached_property
    def as_at(self) -> date:
        return months_after(self.month, 1) - timedelta(days=1)

    def in_month(self, day: date | None) -> bool:
        return day is not None and self.month <= day <= self.as_at

    def by_then(self, day: date | None) -> bool:
        return day is not None and day <= self.as_at

    @cached_property  # every meeting's pack is made from the same
    def cases(self) -> Sequence["Found"]:
        """Every case that was given to an auditor, once: of a panel what it has agreed (8.1)."""
        return list(_cases(self))


@dataclass(frozen=True, slots=True)
class Found:
    """One case of a round, however many audited it: what came of it by the end of the month."""

    round: str
    service: str  # of the team that has the case
    stratum: str
    kind: Kind
    audited: bool
    good: Mapping[str, bool]  # section -> whether its grade counts as good; graded ones alone
    best: frozenset[str]  # sections that have the best grade of all
    whole: bool | None  # the record as a whole; None: not graded
    good_practice: str


def _cases(source: Source) -> Iterator[Found]:
    for file in source.files:
        audit = file.audit
        gone = audit.status in (Status.WITHDRAWN, Status.PROPOSED)
        if gone or not _leads(file) or not source.by_then(audit.assigned_on):
            continue
        members = [audit, *(other.audit for other in file.others)]
        audited = all(source.by_then(member.completed_on) for member in members)
        yield _found(source, file, audited)


def _leads(file: AuditFile) -> bool:
    """Whether this audit is the one that counts for its case: the panel's lead, or its only one."""
    if file.panel is None:
        return True
    members = {file.audit.ref, *(other.audit.ref for other in file.others)}
    lead = file.panel.lead if file.panel.lead in members else min(members)
    return file.audit.ref == lead


def _found(source: Source, file: AuditFile, audited: bool) -> Found:
    audit = file.audit
    agreed = source.consensus.get(file.panel.ref) if file.panel else None
    given = (agreed or file.returned) if audited else None
    grades = _grades(source, file, given)
    good = {name: place < source.policy.rules.good_grades for name, place in grades.items()}
    return Found(
        audit.round,
        audit.service_area,
        audit.stratum,
        _kind(file),
        audited,
        good,
        frozenset(name for name, place in grades.items() if place == 0),
        good.get(_overall(source, file, given)),
        given.good_practice if given else "",
    )


def _grades(source: Source, file: AuditFile, given: AuditReturn | None) -> Mapping[str, int]:
    """Section -> the place of its grade on the scale of the form, 0 the best."""
    if given is None:
        return {}
    scale = [tidy(g.name) for g in form_meant(file, given.form, source.policy).grades]
    return {g.section: scale.index(tidy(g.grade)) for g in given.grades if tidy(g.grade) in scale}


def _overall(source: Source, file: AuditFile, given: AuditReturn | None) -> str:
    form = form_meant(file, given.form if given else "", source.policy)
    named = form.section(OVERALL) or (form.sections[-1] if form.sections else None)
    return named.name if named else OVERALL


# R-2.1-3: what was drawn at random alone speaks for all cases.
KINDS: Mapping[RoundKind, Kind] = {
    RoundKind.MONTHLY: Kind.RANDOM,
    RoundKind.THEMATIC: Kind.THEMATIC,
    RoundKind.INSPECTION: Kind.INSPECTION,
    RoundKind.INTER_RATER: Kind.TARGETED,
}


def _kind(file: AuditFile) -> Kind:
    if file.audit.replaces:
        return Kind.REPLACED
    return KINDS[file.round.kind] if file.round else Kind.TARGETED


def service_of_auditor(audit: Audit, policy: Policy) -> str:
    person = policy.council.person(audit.auditor)
    team = policy.council.team(person.team) if person else None
    return (person.service_area if person else None) or (team.service_area if team else NO_SERVICE)
