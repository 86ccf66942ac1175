"""What letters are told: plain values, with dates as ISO text, made here and nowhere else."""

from collections.abc import Iterable
from datetime import date, datetime

from bot.policy.chains import Matter, Post, Told
from bot.policy.council import Person
from bot.policy.in_force import Policy
from bot.policy.model import Action, Audit, Concern, Fact, Request, Round
from bot.policy.occasion import Occasion
from bot.policy.returning import form_facts


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def iso_time(at: datetime, policy: Policy) -> str:
    """The council's local time, with its offset."""
    return policy.hours.local(at).isoformat()


def person_facts(person: Person | None) -> dict[str, Fact] | None:
    return {"name": person.name, "address": person.address} if person else None


def audit_facts(audit: Audit, occasion: Occasion) -> dict[str, Fact]:
    policy, on = occasion.policy, occasion.today
    matter = policy.matter(audit)
    worker = policy.council.person(audit.worker)
    manager = _first(policy.tell(matter, on, Post.TEAM_MANAGER, Post.SERVICE_MANAGER))
    auditor = policy.council.person(audit.auditor)
    lead = _first(policy.tell(Matter(audit.team, audit.service_area), on, Post.AREA_LEAD))
    return {
        "ref": audit.ref,
        "round": audit.round,
        "status": audit.status.value,
        "child": policy.council.current_id(audit.child),
        "team": audit.team,
        "service_area": audit.service_area,
        "worker": audit.worker,
        "worker_address": worker.address if worker else None,
        "team_manager": manager.name if manager else None,
        "team_manager_address": manager.address if manager else None,
        "auditor": audit.auditor,
        "auditor_address": auditor.address if auditor else None,
        "lead": lead.name if lead else None,
        "lead_address": lead.address if lead else None,
        "lead_phone": lead.phone if lead else None,
        "assigned_on": iso(audit.assigned_on),
        "due": iso(audit.due),
        "original_due": iso(audit.original_due),
        "deferrals": audit.deferrals,
        "days_over": days_over(audit.due, policy, on),
        "days_over_original": days_over(audit.original_due, policy, on),
        "panel": audit.panel,
        **form_facts(policy.form_of(audit)),
    }


def days_over(due: date | None, policy: Policy, on: date) -> int:
    """Working days past the due date; 0 until then."""
    return max(policy.calendar.between(due, on), 0) if due else 0


def round_facts(round_: Round) -> dict[str, Fact]:
    return {
        "ref": round_.ref,
        "name": round_.name,
        "kind": round_.kind.value,
        "theme": round_.theme,
        "as_at": iso(round_.as_at),
        "available": round_.available,
        "open_cases": round_.open_cases,
        "seed": round_.seed,
        "complete_by": iso(round_.complete_by),
        "strata": [{"stratum": s.name, "open": s.open, "drawn": s.drawn} for s in round_.strata],
    }


def request_facts(request: Request) -> dict[str, Fact]:
    return {
        "ref": request.ref,
        "kind": request.kind.value,
        "until": iso(request.until),
        "asked_by": request.asked_by,
        "asked_on": iso(request.asked_on),
        "late": request.late,
        "reason": request.reason,
    }


def action_facts(actions: Iterable[Action]) -> list[Fact]:
    return [
        {
            "ref": action.ref,
            "text": action.text,
            "days": action.days,
            "due": iso(action.due),
            "provisional": action.provisional,
            "linked_to": action.linked_to,
            "status": action.status.value,
        }
        for action in actions
    ]


def concern_facts(concern: Concern, policy: Policy, *, words: bool) -> dict[str, Fact]:
    """`words` only for those whom chain A names: nobody else reads what was written."""
    raiser = policy.council.person(concern.raised_by)
    return {
        "ref": concern.ref,
        "audit": concern.audit,
        "child": policy.council.current_id(concern.child) if concern.child else None,
        "team": concern.team,
        "service_area": concern.service_area,
        "raised_by": concern.raised_by,
        "raised_by_address": raiser.address if raiser else None,
        "raised_by_phone": raiser.phone if raiser else None,
        "raised_at": iso_time(concern.raised_at, policy),
        "verified": concern.verified,
        "words": concern.words if words else "",
    }


def _first(told: list[Told]) -> Person | None:
    return told[0].person if told else None
