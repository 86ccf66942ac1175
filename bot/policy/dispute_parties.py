"""Who takes part in a disagreement (9.8), and who is told of it: chain C, matrix rows 18 and 19."""

from dataclasses import dataclass

from bot.policy.chains import Matter, Post, Told, holders, tell
from bot.policy.council import Person
from bot.policy.matters import Dispute
from bot.policy.model import Audit, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import is_owner, matter_without, owner_names

# Chain C: the relevant Strategic Lead, then a named post whatever the service area, then above.
CHAIN_C = (Post.STRATEGIC_LEAD, Post.SERVICE_MANAGER_SAFEGUARDING, Post.ASSISTANT_DIRECTOR)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part in the discussion, and as what."""

    person: Person
    part: str


def leads(audit: Audit, occasion: Occasion, silent: int = 0) -> list[Told]:
    """The first of chain C who is here; with each step that was `silent`, the next one besides.

    A team without a Strategic Lead on the Teams list has that of its service area.
    """
    matter = matter_without(audit, occasion)
    told: dict[str, Told] = {}
    wanted = silent + 1
    for post in CHAIN_C:
        found = _here(post, matter, occasion)
        for reader in found:
            told.setdefault(reader.person.name, reader)
        wanted -= bool(found)
        if not wanted:
            break
    return list(told.values())


def _here(post: Post, matter: Matter, occasion: Occasion, *, or_away: bool = False) -> list[Told]:
    policy, on = occasion.policy, occasion.today
    if post is Post.STRATEGIC_LEAD and not holders(post, matter, policy.council, policy.chains, on):
        post = Post.AREA_LEAD
    return tell((post,), matter, policy.council, policy.chains, on, cover_is_addition=or_away)


def is_lead(person: Person, dispute: Dispute, audit: Audit, occasion: Occasion) -> bool:
    """Whether this person may speak as Strategic Lead: who was told, or anybody of chain C."""
    if person.name == dispute.lead:
        return True
    policy, on = occasion.policy, occasion.today
    matter = matter_without(audit, occasion)
    posts = (*CHAIN_C, Post.AREA_LEAD)
    every = tell(posts, matter, policy.council, policy.chains, on, cover_is_addition=True)
    return any(t.person == person for t in every)


def reviewer(audit: Audit, occasion: Occasion) -> Person | None:
    """R-9.8-4: the Consultant Head or who acts; None if that is the auditor, or nobody is here."""
    council, policy, on = occasion.council, occasion.policy, occasion.today
    matter = Matter(None, None, concerns=frozenset({audit.auditor}))
    told = tell((Post.CONSULTANT_HEAD,), matter, council, policy.chains, on)
    return told[0].person if told else None


def director(audit: Audit, occasion: Occasion) -> Person | None:
    """Who names another reviewer: the Assistant Director, or their cover."""
    matter = matter_without(audit, occasion)
    told = occasion.policy.tell(matter, occasion.today, Post.ASSISTANT_DIRECTOR)
    return told[0].person if told else None


def worker_of(audit: Audit, occasion: Occasion) -> Person | None:
    return occasion.council.person(audit.worker)


def is_party(person: Person, file: AuditFile, occasion: Occasion) -> bool:
    """Whether this is the auditor, the case worker, or a manager of the team."""
    audit = file.audit
    worker = worker_of(audit, occasion)
    return (
        person.name == audit.auditor
        or (worker is not None and worker == person)
        or is_owner(person, audit, occasion)
    )


def parties(file: AuditFile, dispute: Dispute, occasion: Occasion) -> list[Party]:
    """The four parties of R-9.8-5, in order: auditor, team, Consultant Head, Strategic Lead."""
    unique: dict[str, Party] = {}
    for party in _parts(file, dispute, occasion):
        unique.setdefault(party.person.name, party)
    return list(unique.values())


def _parts(file: AuditFile, dispute: Dispute, occasion: Occasion) -> list[Party]:
    """The same with every part of each: who stands in for somebody may have two."""
    audit, council = file.audit, occasion.council
    team = [council.person(name) for name in owner_names(audit, occasion)]
    found = (
        (council.person(audit.auditor), "Auditor"),
        *((person, "Team Manager") for person in team),
        (worker_of(audit, occasion), "Case worker"),
        (council.person(dispute.reviewer), "Consultant Head"),
        (council.person(dispute.lead), "Strategic Lead"),
    )
    return [Party(person, part) for person, part in found if person is not None]


def speakers(file: AuditFile, dispute: Dispute, occasion: Occasion) -> list[Party]:
    """Who may speak for each part: besides the parties, for whom another has stood in till now."""
    audit = file.audit
    head, matter = reviewer(audit, occasion), matter_without(audit, occasion)
    # Who comes to it from leave speaks all the same.
    in_post = _here(Post.STRATEGIC_LEAD, matter, occasion, or_away=True)
    return [
        *_parts(file, dispute, occasion),
        *([Party(head, "Consultant Head")] if head else []),
        *(Party(told.person, "Strategic Lead") for told in (*leads(audit, occasion), *in_post)),
    ]


def party_facts(file: AuditFile, dispute: Dispute, occasion: Occasion) -> list[Fact]:
    return [
        {"name": p.person.name, "address": p.person.address, "part": p.part}
        for p in parties(file, dispute, occasion)
    ]


def missing_parties(
    file: AuditFile, dispute: Dispute, attendees: tuple[str, ...], occasion: Occasion
) -> list[str]:
    """R-9.8-5: which of the four parties is not among the named, in words."""
    named = {p.part for p in speakers(file, dispute, occasion) if p.person.name in attendees}
    wanted = (
        ("the auditor", {"Auditor"}),
        ("the Team Manager or the case worker", {"Team Manager", "Case worker"}),
        ("the Consultant Head", {"Consultant Head"}),
        ("the Strategic Lead", {"Strategic Lead"}),
    )
    return [words for words, parts in wanted if not parts & named]
