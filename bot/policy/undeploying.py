"""A round that was deployed by mistake is taken back, as far as nobody has begun (6.2)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.policy.council import Person, Role
from bot.policy.decision import Decision, Letter, Record
from bot.policy.digests import programme_leads
from bot.policy.facts import audit_facts, round_facts
from bot.policy.life import Event, after
from bot.policy.model import Audit, Fact, Round, RoundStatus, Status
from bot.policy.occasion import Occasion
from bot.policy.panels import Panel, PanelStatus
from bot.policy.reviews import Review, ReviewStatus
from bot.policy.round_parts import RoundKind, Withdrawal
from bot.policy.under_way import told_of
from bot.policy.wording import count_words

# An auditor who has only taken note has not begun; one who asked for a later date may have.
NOT_BEGUN = (Status.ASSIGNED, Status.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class Deployed:
    """A round with all that its deployment has brought about."""

    round: Round
    audits: Sequence[Audit]
    panels: Sequence[Panel] = ()
    reviews: Sequence[Review] = ()
    told: Collection[tuple[str, str]] = ()  # audit and reader of each letter that has left


def may_take_back(person: Person) -> bool:
    """Those who could have deployed it."""
    return bool(person.roles & {Role.COORDINATOR, Role.CONSULTANT_HEAD, Role.ASSISTANT_DIRECTOR})


def why_not(round_: Round) -> str | None:
    """Why the round cannot be taken back; None: it can."""
    if round_.status is not RoundStatus.DEPLOYED:
        return f"The round of {round_.name} is {round_.status.value.lower()}."
    return None


def undeploy(it: Deployed, occasion: Occasion, by: str) -> Decision:
    """Audits not begun are withdrawn; whoever has had a letter is told once, nobody else is."""
    gone = [
        replace(after(audit, Event.WITHDRAW), withdrawn=Withdrawal.MISTAKE)
        for audit in it.audits
        if audit.status in NOT_BEGUN
    ]
    refs = {audit.ref for audit in gone}
    broken = _broken(it, refs)
    left = [a for a in it.audits if a.ref not in refs and a.status is not Status.WITHDRAWN]
    records: tuple[Record, ...] = (
        replace(it.round, status=RoundStatus.UNDEPLOYED),
        *gone,
        *(replace(a, panel=None) for a in left if a.panel in broken),
        *(replace(p, status=PanelStatus.DISSOLVED) for p in it.panels if p.ref in broken),
        *(replace(r, status=ReviewStatus.CANCELLED) for r in it.reviews if r.audit in refs),
    )
    note = (
        f"round of {it.round.name} taken back by {by}: {count_words(len(gone), 'audit')} "
        f"withdrawn, {len(left)} going on"
    )
    letters = (*_stop(it, gone, occasion), *_receipts(it, gone, left, by, occasion))
    return Decision(note, records, letters, (), tuple((a.ref, f"withdrawn: {note}") for a in gone))


def _broken(it: Deployed, withdrawn: Collection[str]) -> set[str]:
    """The panels of which fewer than two are left."""
    left = [a for a in it.audits if a.ref not in withdrawn and a.status is not Status.WITHDRAWN]
    return {p.ref for p in it.panels if sum(a.panel == p.ref for a in left) < 2}


def _stop(it: Deployed, gone: Sequence[Audit], occasion: Occasion) -> list[Letter]:
    """One letter to each auditor about all of their audits, and one to whoever knew of a case."""
    mine: dict[str, list[Audit]] = {}
    for audit in gone:
        if (audit.ref, audit.auditor) in it.told:
            mine.setdefault(audit.auditor, []).append(audit)
    letters = []
    for name, audits in mine.items():
        listed: list[Fact] = [{"ref": a.ref, "team": a.team} for a in audits]
        facts: dict[str, Fact] = {"round": round_facts(it.round), "audits": listed}
        letters.append(occasion.letter("audits_withdrawn", name, it.round.ref, facts))
    for audit in gone:
        reader, _ = told_of(audit, occasion)
        if reader and reader != audit.auditor and (audit.ref, reader) in it.told:
            about: dict[str, Fact] = {"audit": audit_facts(audit, occasion), "closed": False}
            letters.append(occasion.letter("audit_called_off", reader, audit.ref, about))
    return letters


def _receipts(
    it: Deployed, gone: Sequence[Audit], left: Sequence[Audit], by: str, occasion: Occasion
) -> list[Letter]:
    facts: dict[str, Fact] = {
        "round": round_facts(it.round),
        "by": by,
        "withdrawn": len(gone),
        "going_on": len(left),
        "told": len(it.told),
        "again": it.round.kind is RoundKind.MONTHLY,
    }
    leads = dict.fromkeys([*programme_leads(occasion.policy, occasion.today), by])
    known = [name for name in leads if occasion.council.person(name)]
    return [occasion.letter("round_taken_back", name, it.round.ref, facts) for name in known]
