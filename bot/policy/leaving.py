"""Somebody leaves: what is still theirs is listed, and handed on, before they have gone (C6)."""

from collections.abc import Sequence
from hashlib import sha256

from bot.policy.chains import who_coordinates
from bot.policy.council import Person, Role, tidy
from bot.policy.decision import Decision, Letter, Question, QuestionKind
from bot.policy.facts import iso
from bot.policy.model import WITH_AUDITOR, AuditFile, Concern, Fact, Status
from bot.policy.occasion import Occasion
from bot.policy.pool import successor, without_conflict
from bot.policy.requests import WITHDRAW
from bot.policy.reviews import ReviewStatus
from bot.policy.wording import count_words, day_words

# The posts that chains and letters look for by role; who audits or works with cases is one of many.
_POSTS = frozenset(
    {
        Role.SERVICE_MANAGER_SAFEGUARDING,
        Role.STRATEGIC_LEAD_SAFEGUARDING,
        Role.STRATEGIC_LEAD_PLACEMENT,
        Role.CONSULTANT_HEAD,
        Role.ASSISTANT_DIRECTOR,
        Role.COORDINATOR,
    }
)
_WITH_REVIEWER = ReviewStatus.WITH_REVIEWER


def leavers(occasion: Occasion) -> list[Person]:
    """Whose last day in post is near, or has been: their open items say whether it matters."""
    horizon = occasion.calendar.add(occasion.today, occasion.rules.leaver_days)
    return [p for p in occasion.council.people if p.end is not None and p.end <= horizon]


def leave(
    person: Person, files: Sequence[AuditFile], concerns: Sequence[Concern], occasion: Occasion
) -> Decision | None:
    """Every open item of theirs, to coordinator and manager; of each audit it is asked who has it.

    None: nothing is theirs.
    """
    audits = audits_with(person, files)
    items = [
        *(_audit_item(file) for file in audits),
        *_unfinished(person, files),
        *_roles(person, occasion),
        *_posts(person, files, occasion),
        *_covers(person, occasion),
        *(_concern_item(c) for c in concerns if c.acknowledged_by == person.name),
    ]
    if not items or person.end is None:
        return None
    facts: dict[str, Fact] = {"name": person.name, "end": iso(person.end), "items": items}
    manager = occasion.council.person(person.manager)
    above = [manager] if manager and manager.in_post(occasion.today) else []
    readers = dict.fromkeys(
        p.name for p in (*who_coordinates(occasion.council, occasion.today), *above) if p != person
    )
    letters = [Letter("leaver", n, "leavers", occasion.cause, facts) for n in readers]
    note = (
        f"{person.name} leaves on {day_words(person.end)}: {count_words(len(items), 'open item')}"
    )
    questions = tuple(_who_takes(file, person, occasion) for file in audits)
    return Decision(note, (), tuple(letters), questions)


def mark_of(person: Person) -> str:
    """Tells people apart where no names are to be: in the ledger of steps, in keys."""
    return sha256(person.name.encode()).hexdigest()[:16]


def audits_with(person: Person, files: Sequence[AuditFile]) -> list[AuditFile]:
    """The audits that somebody else must have once this person has gone."""
    return [f for f in files if f.audit.auditor == person.name and f.audit.status in WITH_AUDITOR]


def _audit_item(file: AuditFile) -> dict[str, Fact]:
    audit = file.audit
    due = f", due {day_words(audit.due)}" if audit.due else ""
    return {"about": audit.ref, "what": f"an audit{due}: choose on the list Decisions who takes it"}


def _unfinished(person: Person, files: Sequence[AuditFile]) -> list[dict[str, Fact]]:
    """What nobody else can finish before they go, and what passes on by itself."""
    found: list[dict[str, Fact]] = []
    for file in files:
        review = file.review
        if file.audit.auditor == person.name and file.audit.status is Status.COMPLETED:
            what = "completed, but not all is stated: ask for the rest before they go"
            found.append({"about": file.audit.ref, "what": what})
        if review and review.reviewer == person.name and review.status is _WITH_REVIEWER:
            what = "its quality assurance: it passes to the next reviewer once they have gone"
            found.append({"about": review.ref, "what": what})
        if file.dispute and file.audit.auditor == person.name:
            what = "a disagreement in which they take part: settle it before they go"
            found.append({"about": file.dispute.ref, "what": what})
    return found


def _roles(person: Person, occasion: Occasion) -> list[dict[str, Fact]]:
    """The posts of the programme that nobody else holds, and the people whom they manage."""
    on = occasion.today
    alone = [r for r in Role if r in person.roles & _POSTS and _only(person, r, occasion)]
    found: list[dict[str, Fact]] = [
        {"about": role.value, "what": "nobody else holds this post: name the successor on People"}
        for role in alone
    ]
    managed = [
        p
        for p in occasion.council.people
        if p.in_post(on) and p.manager and tidy(p.manager) == tidy(person.name)
    ]
    if managed:
        number = f"{len(managed)} {'person' if len(managed) == 1 else 'people'}"
        what = f"line manager of {number}: name another on the sheet People"
        found.append({"about": "Line manager", "what": what})
    return found


def _only(person: Person, role: Role, occasion: Occasion) -> bool:
    """Whether nobody else holds the role once the person has gone."""
    end = person.end or occasion.today
    return all(p == person for p in occasion.council.holders(role, end))


def _posts(person: Person, files: Sequence[AuditFile], occasion: Occasion) -> list[dict[str, Fact]]:
    """The teams that this person answers for, with the remedial actions that come with them."""
    found: list[dict[str, Fact]] = []
    for team in occasion.council.teams:
        posts = {
            "Team Manager": team.manager,
            "Service Manager": team.service_manager,
            "Strategic Lead": team.strategic_lead,
        }
        held = [post for post, name in posts.items() if name and tidy(name) == tidy(person.name)]
        if not held:
            continue
        actions = sum(
            len(f.open_actions) for f in files if occasion.council.team(f.audit.team) == team
        )
        for post in held:
            number = count_words(actions, "open remedial action")
            what = f"{post} of the team, with {number}: name the successor on the sheet Teams"
            found.append({"about": team.name, "what": what})
    return found


def _covers(person: Person, occasion: Occasion) -> list[dict[str, Fact]]:
    """The absences in which others count on this person, beyond the last day."""
    return [
        {
            "about": absence.person,
            "what": f"covers until {day_words(absence.end)}: name another on the sheet Absences",
        }
        for absence in occasion.council.absences
        if absence.cover
        and tidy(absence.cover) == tidy(person.name)
        and person.end is not None
        and absence.end > person.end
    ]


def _concern_item(concern: Concern) -> dict[str, Fact]:
    what = "a safeguarding concern that they took on, and that is not raised with the team yet"
    return {"about": concern.ref, "what": what}


def _who_takes(file: AuditFile, person: Person, occasion: Occasion) -> Question:
    end = day_words(person.end) if person.end else ""
    best = successor(file.audit, occasion)
    able = [p.name for p in without_conflict(file.audit, occasion)]
    return Question(
        f"leaver {file.audit.ref} {person.end} {mark_of(person)}",
        QuestionKind.SUCCESSOR,
        file.audit.ref,
        f"{person.name} leaves on {end}. Who takes {file.audit.ref}?",
        best.name if best else "",
        (*able, WITHDRAW),
    )
