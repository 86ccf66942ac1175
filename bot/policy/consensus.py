"""A panel: apart until all are in, then one view that all agree to, or a moderator's (8.1)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.policy.council import Person, Role, tidy
from bot.policy.decision import Decision, Letter, Record
from bot.policy.digests import digest_lines
from bot.policy.facts import audit_facts, iso
from bot.policy.form import AuditReturn
from bot.policy.life import Event, after
from bot.policy.model import Audit, AuditFile, Fact, Status
from bot.policy.occasion import Occasion
from bot.policy.onward import to_team
from bot.policy.panels import Panel, PanelKind, PanelStatus
from bot.policy.quality import next_reviewer
from bot.policy.views import of_everybody, view_facts
from bot.policy.wording import day_words, listed


@dataclass(frozen=True, slots=True)
class Together:
    """A panel with its audits, and with what was stated for all of them."""

    panel: Panel
    files: tuple[AuditFile, ...]  # those not withdrawn, in order of reference
    statement: AuditReturn | None = None

    @property
    def lead(self) -> AuditFile:
        led = (file for file in self.files if file.audit.ref == self.panel.lead)
        return next(led, self.files[0])

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(file.audit.auditor for file in self.files)

    def of(self, person: Person) -> AuditFile | None:
        return next((f for f in self.files if f.audit.auditor == person.name), None)


def settle(it: Together, occasion: Occasion) -> Decision | None:
    """What a panel brings about by itself today; None: it waits for its people."""
    if it.panel.status is PanelStatus.AGREEING:
        due = it.panel.agree_by
        if due is None or occasion.today <= due:
            return None
        return moderate(it, f"The panel has not agreed by {day_words(due)}.", occasion)
    if it.panel.status is not PanelStatus.AUDITING:
        return None
    if len(it.files) < 2:
        return _dissolve(it, occasion)
    if any(file.audit.status is not Status.AWAITING_CONSENSUS for file in it.files):
        return None
    return _compare(it, occasion) if it.panel.kind is PanelKind.INTER_RATER else _meet(it, occasion)


def _dissolve(it: Together, occasion: Occasion) -> Decision:
    """The last auditor of a panel has nobody to agree with: their audit goes on as any other."""
    dissolved = replace(it.panel, status=PanelStatus.DISSOLVED, settled_on=occasion.today)
    records: list[Record] = [dissolved]
    letters: tuple[Letter, ...] = ()
    for file in it.files:
        audit = replace(file.audit, panel=None)
        if audit.status is Status.AWAITING_CONSENSUS and file.returned:
            released = to_team(file, audit, file.returned, occasion)
            records += [released.audit, *released.records]
            letters += released.letters
        else:
            records.append(audit)
    return Decision("the panel is dissolved: one auditor is left", tuple(records), letters)


def _meet(it: Together, occasion: Occasion) -> Decision:
    """All are in: everybody sees what the others have found, and the lead states one view."""
    day = occasion.policy.letter_day(occasion.at)
    agree_by = occasion.calendar.add(day, occasion.rules.consensus_days)
    panel = replace(
        it.panel, status=PanelStatus.AGREEING, agree_by=agree_by, lead=it.lead.audit.ref
    )
    now = replace(it, panel=panel)
    letters = []
    for file in it.files:
        facts: dict[str, Fact] = {
            **_facts(now, file, occasion),
            "views": of_everybody(it.files),
            "leads": file.audit.ref == panel.lead,
        }
        letters.append(occasion.letter("panel_agree", file.audit.auditor, panel.ref, facts))
    line = f"all of the panel are in; to agree by {day_words(agree_by)}"
    return Decision(line, (panel,), (*letters, *digest_lines(it.lead.audit.ref, line, occasion)))


def _compare(it: Together, occasion: Occasion) -> Decision:
    """R-8.1-4, R-8.1-5: what all have found is compared; the team has the view of the first drawn.

    An exercise has no consensus, but what must be put right in a child's record must be told.
    """
    panel = replace(it.panel, status=PanelStatus.COMPARED, settled_on=occasion.today)
    now = replace(it, panel=panel)
    facts: dict[str, Fact] = {
        **_facts(now, it.lead, occasion),
        "views": of_everybody(it.files),
        "criteria": _criteria(it.files),
    }
    head = occasion.decider()
    readers = dict.fromkeys([*it.names, *([head.person.name] if head else [])])
    letters = [occasion.letter("exercise_compared", name, panel.ref, facts) for name in readers]
    ended = _ended(now, it.lead.returned, occasion)
    note = f"inter-rater exercise with {len(it.files)} auditors compared"
    return Decision(note, ended.records, (*letters, *ended.letters))


def _criteria(files: Sequence[AuditFile]) -> list[Fact]:
    """How often each grade was given, section by section."""
    grades: dict[str, Counter[str]] = {}
    for file in files:
        for given in file.returned.grades if file.returned else ():
            grades.setdefault(given.section, Counter())[given.grade] += 1
    return [
        {"section": name, "grades": ", ".join(f"{g} {n}" for g, n in sorted(counted.items()))}
        for name, counted in grades.items()
    ]


def state(it: Together, person: Person, statement: AuditReturn, occasion: Occasion) -> Decision:
    """One view for all: the lead's goes to the others, a moderator's is final."""
    if it.panel.status is PanelStatus.MODERATION:
        return _agreed(replace(it, statement=statement), person.name, occasion)
    panel = replace(it.panel, stated=True, agreed=(it.lead.audit.ref,))
    now = Together(panel, it.files, statement)
    letters = []
    for file in it.files:
        if file.audit.ref == panel.lead:
            continue
        facts: dict[str, Fact] = {
            **_facts(now, file, occasion),
            "statement": view_facts(statement),
            "by": person.name,
        }
        letters.append(occasion.letter("panel_statement", file.audit.auditor, panel.ref, facts))
    return Decision(
        f"{person.name} has stated one view for the panel", (panel, statement), tuple(letters)
    )


def agree(it: Together, file: AuditFile, occasion: Occasion) -> Decision:
    """The view holds once every auditor of the panel has agreed to it."""
    agreed = tuple(dict.fromkeys([*it.panel.agreed, file.audit.ref]))
    panel = replace(it.panel, agreed=agreed)
    if all(each.audit.ref in agreed for each in it.files):
        return _agreed(replace(it, panel=panel), None, occasion)
    return Decision(f"{file.audit.auditor} agrees", (panel,))


def _agreed(it: Together, by: str | None, occasion: Occasion) -> Decision:
    panel = replace(it.panel, status=PanelStatus.AGREED, settled_on=occasion.today)
    now = replace(it, panel=panel)
    ended = _ended(now, it.statement, occasion)
    readers = dict.fromkeys([*it.names, *([by] if by else [])])
    letters = []
    for name in readers:
        own = next((f for f in it.files if f.audit.auditor == name), it.lead)
        facts: dict[str, Fact] = {
            **_facts(now, own, occasion),
            "statement": view_facts(it.statement),
            "by": by,
        }
        letters.append(occasion.letter("panel_settled", name, panel.ref, facts))
    note = f"moderated by {by}" if by else f"agreed by {listed(it.names)}"
    kept: tuple[Record, ...] = (it.statement,) if it.statement else ()
    return Decision(note, (*ended.records, *kept), (*letters, *ended.letters))


def _ended(it: Together, statement: AuditReturn | None, occasion: Occasion) -> Decision:
    """The lead's audit goes to the team with the one view; the others end, their views are kept."""
    others = (_over(f) for f in it.files if f.audit.ref != it.lead.audit.ref)
    if statement is None:
        return Decision("", (it.panel, _over(it.lead), *others))
    # What could not wait is known to the team, and is not told again.
    known = {tidy(a.text) for f in it.files for a in f.standing_actions}
    new = tuple(a for a in statement.actions if tidy(a.text) not in known)
    released = to_team(it.lead, it.lead.audit, replace(statement, actions=new), occasion)
    records = (it.panel, released.audit, *others, *released.records)
    return Decision("", records, released.letters)


def _over(file: AuditFile) -> Audit:
    """An audit of the panel that is not the lead's: closed, unless the team has actions of it."""
    return after(file.audit, Event.RELEASE if file.open_actions else Event.CLOSE)


def moderate(it: Together, why: str, occasion: Occasion) -> Decision:
    """A-22: no agreement goes to a consultant who is not of the panel, never to a vote."""
    lead = it.lead.audit
    moderator = moderator_for(it, occasion)
    if moderator is None:
        return Decision(f"{why} Nobody is here to moderate.")
    day = occasion.policy.letter_day(occasion.at)
    panel = replace(
        it.panel,
        status=PanelStatus.MODERATION,
        moderator=moderator.name,
        agree_by=occasion.calendar.add(day, occasion.rules.consensus_days),
    )
    now = replace(it, panel=panel)
    facts: dict[str, Fact] = {
        **_facts(now, it.lead, occasion),
        "views": of_everybody(it.files),
        "statement": view_facts(it.statement) if it.statement else None,
        "why": why,
    }
    letters = [occasion.letter("moderation_wanted", moderator.name, panel.ref, facts)]
    for file in it.files:
        told: dict[str, Fact] = {**_facts(now, file, occasion), "why": why}
        letters.append(occasion.letter("panel_moderated", file.audit.auditor, panel.ref, told))
    line = f"no agreement of the panel; {moderator.name} moderates"
    return Decision(line, (panel,), (*letters, *digest_lines(lead.ref, line, occasion)))


def moderator_for(it: Together, occasion: Occasion) -> Person | None:
    """A Consultant QA Social Worker who is not of the panel; else the Consultant Head, or above."""
    others = [
        p.name for p in occasion.council.people if Role.CONSULTANT_SOCIAL_WORKER not in p.roles
    ]
    found = next_reviewer(it.lead.audit, occasion, (*it.names, *others))
    if found:
        return found
    head = occasion.decider()
    if head and head.person.name in it.names:
        head = occasion.decider(head.person.name)
    return head.person if head and head.person.name not in it.names else None


def _facts(it: Together, file: AuditFile, occasion: Occasion) -> dict[str, Fact]:
    return {
        "audit": audit_facts(file.audit, occasion),
        "panel": {
            "ref": it.panel.ref,
            "kind": it.panel.kind.value,
            "agree_by": iso(it.panel.agree_by),
            "lead": it.lead.audit.auditor,
            "moderator": it.panel.moderator,
        },
    }
