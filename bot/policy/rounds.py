"""A round is proposed: who can audit, which cases are drawn and who gets which (6.1, 6.2)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.policy.allocation import Allocation, allocate
from bot.policy.council import Person, Role, tidy
from bot.policy.draw import Draw, draw, fingerprint
from bot.policy.in_force import Policy
from bot.policy.model import Audit, Case, Frame, Round, RoundStatus, Status
from bot.policy.occasion import Occasion
from bot.policy.panel_mix import Panels
from bot.policy.panels import Panel, PanelKind
from bot.policy.plans import NOT_NAMED, Plan, panel_sizes
from bot.policy.pool import pool, unavailable
from bot.policy.proposals import Proposal
from bot.policy.references import AUDIT, PANEL, ROUND
from bot.policy.round_parts import Reserve, RoundKind
from bot.policy.strata import Sharing
from bot.policy.wording import day_words, listed

NOT_OPEN = "not open in Annexe A"
RESERVES = 5  # kept of each stratum, in the order of the draw


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier rounds mean for this one."""

    audited: frozenset[str]  # children audited within the window of `repeat_audit_months`
    load: Mapping[str, int]  # auditor's name -> audits of the last twelve months
    spread: Mapping[str, float] = field(default_factory=dict)  # of earlier results, by stratum
    together: Mapping[frozenset[str], int] = field(default_factory=dict)  # two names -> panels


def period_of(day: date) -> str:
    return f"{day:%Y-%m}"


def is_owed(today: date, as_at: date, policy: Policy) -> bool:
    """From the month's first working Monday on, with a frame of that month (A-6, A-7)."""
    mondays = (today.replace(day=d) for d in range(1, 29))
    first = next(
        (d for d in mondays if d.weekday() == 0 and policy.calendar.is_working_day(d)), None
    )
    return first is not None and today >= first and period_of(as_at) == period_of(today)


def propose(frame: Frame, past: Past, plan: Plan, occasion: Occasion) -> Proposal:
    """Draw and allocate. Nothing is settled: a person deploys it."""
    policy, today = occasion.policy, occasion.today
    # a public value that nobody can choose: the period and the frame itself.
    seed = f"{plan.period} {fingerprint(frame.cases)}"
    everybody = {p.name: unavailable(p, policy, today) for p in pool(policy, today)}
    able = plan.members([p for p in pool(policy, today) if everybody[p.name] is None])
    slots = sum(p.capacity for p in able)
    cases, panels = plan.sizes(slots)
    sharing = Sharing(policy.rules.draw_method, policy.rules.draw_minimum, past.spread)
    drawn = draw(
        frame.cases, cases, seed, sharing, left_out=lambda case: ineligible(case, past, plan)
    )
    sizes = panel_sizes(plan, drawn.cases, panels, seed)
    given = _allocated(drawn.cases, able, sizes, past, occasion, seed)
    round_ = _round(plan, frame, drawn, slots, occasion)
    audits, seats = _seats(drawn.cases, given, round_, occasion)
    idle = _idle(everybody, audits)
    left_out = Counter(
        case.left_out for case in drawn.frame if case.left_out and case.left_out != NOT_NAMED
    )
    left_out.update(_not_open(plan, frame))
    return Proposal(
        round_,
        audits,
        idle,
        tuple(left_out.most_common()),
        given.nobody_for,
        drawn,
        seats,
        given.too_few_for,
        {a.ref: given.why.get((a.child, a.auditor), "") for a in audits},
        _alike(audits, drawn.cases),
    )


def _round(plan: Plan, frame: Frame, drawn: Draw, slots: int, occasion: Occasion) -> Round:
    return Round(
        ref=occasion.new_reference(ROUND, plan.period),
        period=plan.period,
        name=plan.name,
        status=RoundStatus.PROPOSED,
        as_at=frame.as_at,
        frame_sha256=fingerprint(frame.cases),
        algorithm=drawn.algorithm,
        seed=drawn.seed,
        open_cases=len(frame.cases),
        available=slots,
        strata=drawn.strata,
        proposed_on=occasion.today,
        kind=plan.kind,
        theme=plan.theme,
        complete_by=plan.complete_by,
        named=plan.named,
        reserves=_reserves(drawn),
    )


def _allocated(
    cases: Sequence[Case],
    able: Sequence[Person],
    sizes: Mapping[str, int],
    past: Past,
    occasion: Occasion,
    seed: str,
) -> Allocation:
    consultants = {p.name for p in able if Role.CONSULTANT_SOCIAL_WORKER in p.roles}
    conflicts = {case.child: occasion.conflicts_of(case) for case in cases}
    enough = occasion.rules.experienced_audits
    seasoned = {p.name for p in able if past.load.get(p.name, 0) >= enough}
    return allocate(
        cases,
        able,
        load=past.load,
        against=lambda person, case: conflicts[case.child](person),
        seed=seed,
        panels=Panels(sizes, frozenset(consultants | seasoned), past.together),
    )


def _seats(
    cases: Sequence[Case], given: Allocation, round_: Round, occasion: Occasion
) -> tuple[tuple[Audit, ...], tuple[Panel, ...]]:
    """One audit for each auditor of each case; several of one case are a panel."""
    audits: list[Audit] = []
    panels: list[Panel] = []
    exercise = round_.kind is RoundKind.INTER_RATER
    kind = PanelKind.INTER_RATER if exercise else PanelKind.CONSENSUS
    for case in cases:
        names = given.auditors_of.get(case.child, ())
        own = [_audit(case, round_, name, occasion, seat) for seat, name in enumerate(names)]
        if len(own) > 1:
            ref = occasion.new_reference(PANEL, round_.ref, case.child)
            panels.append(Panel(ref, round_.ref, case.child, kind, own[0].ref))
            own = [replace(audit, panel=ref) for audit in own]
        audits += own
    return tuple(audits), tuple(panels)


def _audit(case: Case, round_: Round, auditor: str, occasion: Occasion, seat: int) -> Audit:
    named = (round_.ref, case.child, *([str(seat)] if seat else []))
    return audit_of(case, round_.ref, auditor, occasion.new_reference(AUDIT, *named))


def audit_of(case: Case, round_ref: str, auditor: str, ref: str) -> Audit:
    """A case as it is given to an auditor, who has not been told yet."""
    return Audit(
        ref=ref,
        round=round_ref,
        child=case.child,
        team=case.team or "",
        worker=case.worker,
        service_area=case.service_area or "",
        stratum=case.stratum,
        auditor=auditor,
        status=Status.PROPOSED,
    )


def _idle(
    everybody: Mapping[str, str | None], audits: Sequence[Audit]
) -> tuple[tuple[str, str], ...]:
    busy = {audit.auditor for audit in audits}
    return tuple(
        (name, why or "no case without conflict was left")
        for name, why in everybody.items()
        if name not in busy
    )


def _reserves(drawn: Draw) -> tuple[Reserve, ...]:
    """The next of each stratum, for cases that close before their audit begins (R-9.6-1)."""
    counted: Counter[str] = Counter()
    kept: list[Reserve] = []
    for case in drawn.reserves:
        counted[case.stratum] += 1
        if counted[case.stratum] <= RESERVES:
            kept.append(Reserve(case.child, case.stratum))
    return tuple(kept)


def _not_open(plan: Plan, frame: Frame) -> Mapping[str, int]:
    here = {tidy(case.child) for case in frame.cases}
    missing = [child for child in plan.named if tidy(child) not in here]
    return {NOT_OPEN: len(missing)} if missing else {}


def _alike(audits: Sequence[Audit], cases: Sequence[Case]) -> tuple[str, ...]:
    """C23: Annexe A has no family link. The same worker and the same day hint at brothers and
    sisters, whom a person may know to be so."""
    opened = {case.child: case.opened for case in cases}
    groups: dict[tuple[str, date], list[str]] = {}
    for audit in {a.child: a for a in audits}.values():
        day = opened.get(audit.child)
        if audit.worker and day:
            groups.setdefault((audit.worker, day), []).append(audit.ref)
    return tuple(
        f"{listed(refs)}: the same worker, and opened on the same day ({day_words(day)}). They may "
        "be brothers and sisters."
        for (_, day), refs in groups.items()
        if len(refs) > 1
    )


def ineligible(case: Case, past: Past, plan: Plan) -> str | None:
    """Why this case cannot be drawn; None: it can."""
    if reason := plan.why_not(case):
        return reason
    if case.team is None:
        return "no team is given"
    if case.service_area is None:
        return "the team is not on the Teams list"
    if case.child in past.audited and not plan.again:
        return "audited not long ago"
    return None
