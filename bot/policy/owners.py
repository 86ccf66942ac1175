"""Who answers for the remedial actions of a case today, and who may authorise otherwise (9.2)."""

from dataclasses import replace

from bot.policy.chains import Matter, Post, Told, holders, tell
from bot.policy.council import Person, Role
from bot.policy.model import Audit
from bot.policy.occasion import Occasion

# The Team Manager, and who stands in where that post is vacant or away without cover. A letter to
# nobody is worse than one to a manager a step higher.
OWNERS = (Post.TEAM_MANAGER, Post.SERVICE_MANAGER, Post.STRATEGIC_LEAD)
# R-9.4-2: a Service Manager or Strategic Lead; above them only as their cover.
AUTHORISING = (Post.SERVICE_MANAGER, Post.STRATEGIC_LEAD)
_GRADES = frozenset(
    {
        Role.SERVICE_MANAGER,
        Role.SERVICE_MANAGER_SAFEGUARDING,
        Role.STRATEGIC_LEAD,
        Role.STRATEGIC_LEAD_SAFEGUARDING,
        Role.STRATEGIC_LEAD_PLACEMENT,
        Role.ASSISTANT_DIRECTOR,
    }
)


def matter_without(audit: Audit, occasion: Occasion, *people: str | None) -> Matter:
    """The audit's matter in which neither its auditor nor these people are told (A-24)."""
    concerned = frozenset(name for name in (audit.auditor, *people) if name)
    return replace(occasion.policy.matter(audit), concerns=concerned)


def owners(audit: Audit, occasion: Occasion) -> list[Told]:
    """The Team Manager or who stands in.

    An auditor who has become the Team Manager signs off nothing of their own audit: it moves to the
    Service Manager (A-24).
    """
    return occasion.tell(audit, *OWNERS)


def owner_names(audit: Audit, occasion: Occasion) -> list[str]:
    return [told.person.name for told in owners(audit, occasion)]


def is_owner(person: Person, audit: Audit, occasion: Occasion) -> bool:
    """Whether this person answers for the team of the case: its managers and their cover."""
    policy = occasion.policy
    matter = matter_without(audit, occasion)
    # A manager who answers from their leave answers for their team all the same.
    told = tell(
        OWNERS, matter, policy.council, policy.chains, occasion.today, cover_is_addition=True
    )
    return any(t.person == person for t in told)


def manager_in_post(audit: Audit, occasion: Occasion) -> Person | None:
    """Whose the actions are, here or away: leave changes who is written to, not who is owner."""
    policy = occasion.policy
    matter = matter_without(audit, occasion)
    for post in OWNERS:
        for person in holders(post, matter, policy.council, policy.chains, occasion.today):
            if person.name not in matter.concerns:
                return person
    return None


def authorisers(
    audit: Audit, asked_by: str, occasion: Occasion, *, everybody: bool = False
) -> list[Told]:
    """The Service Manager, or the Strategic Lead in their absence, to authorise (R-9.4-1)."""
    matter = matter_without(audit, occasion, asked_by)
    able: dict[str, Told] = {}
    for post in AUTHORISING:
        told = occasion.policy.tell(matter, occasion.today, post)
        for reader in (t for t in told if has_grade(t.person)):
            able.setdefault(reader.person.name, reader)
        if able and not everybody:
            break
    return list(able.values())


def may_authorise(person: Person, audit: Audit, asked_by: str, occasion: Occasion) -> bool:
    """R-9.4-2: either of them may, and their cover of that grade; never who has asked for it."""
    policy = occasion.policy
    matter = matter_without(audit, occasion, asked_by)
    told = tell(
        AUTHORISING, matter, policy.council, policy.chains, occasion.today, cover_is_addition=True
    )
    return has_grade(person) and any(t.person == person for t in told)


def has_grade(person: Person) -> bool:
    """Whether a person is a Service Manager or above: a Team Manager who covers for one is not."""
    return bool(person.roles & _GRADES)
