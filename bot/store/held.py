"""What each column that can hold text holds: retention and the data-protection record go by it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Held(StrEnum):
    """Kinds of data, in the words of the record of processing (UK GDPR, Article 30)."""

    OWN = "references, states and hashes of the service's own"
    PLACE = "teams and service areas"
    CHILD = "a child's unique id"
    CASE = "where a child's case stands: lists, status, dates"
    PERSON = "names of members of staff"
    WORDS = "what somebody wrote about a case"


# Erased when the time of an audit has come; the rest counts on without a name.
ERASED_WITH_AN_AUDIT = frozenset({Held.CHILD, Held.PERSON, Held.WORDS})


def _columns(own: str = "", **held: str) -> Mapping[str, Held]:
    kinds = {"own": own, **held}
    return {
        column: Held[kind.upper()] for kind, columns in kinds.items() for column in columns.split()
    }


HELD: Mapping[str, Mapping[str, Held]] = {
    "rounds": _columns(
        "ref period name status frame_sha256 algorithm seed kind theme rules",
        place="strata",
        child="named reserves",
        person="deployed_by",
    ),
    "draws": _columns("round", child="frame drawn"),
    "audits": _columns(
        "ref round status panel replaces withdrawn",
        place="team service_area",
        child="child",
        case="stratum",
        person="worker auditor",
    ),
    "actions": _columns(
        "ref audit status category linked_to",
        place="team service_area",
        child="child",
        person="done_by owner",
        words="text",
    ),
    "requests": _columns("ref audit kind status", person="asked_by decided_by", words="reason"),
    "concerns": _columns(
        "ref audit status",
        place="team service_area",
        child="child",
        person="worker raised_by told acknowledged_by decided_by team_told team_answered_by",
        words="words how by_whom when for_team",
    ),
    "forms": _columns("version sections grades categories"),
    "rule_changes": _columns("rule value reason", person="proposed_by approved_by"),
    "returns": _columns("ref form grades", person="auditor", words="good_practice actions"),
    "management_decisions": _columns(
        "ref audit actions status", person="asked_by decided_by", words="reference reason"
    ),
    "disputes": _columns(
        "ref audit actions step outcome",
        person="raised_by lead reviewer attendees settled_by",
        words="reason words",
    ),
    "case_notes": _columns("ref audit kind", person="confirmed_by names", words="text"),
    "action_checks": _columns(
        "ref action audit kind",
        person="fulfilled_by completed_by authorised_by recorded_by",
        words="note",
    ),
    "panels": _columns("ref round kind status lead agreed", child="child", person="moderator"),
    "reviews": _columns("ref audit round kind status released", person="reviewer", words="words"),
    "publications": _columns("file sha256 frame_sha256"),
    "cases": _columns(
        place="team service_area", child="child", case="lists status stratum", person="worker"
    ),
    "children": _columns(place="team", child="child", case="on open_on status", person="worker"),
    "case_events": _columns("ref kind", place="from_team to_team", child="child now"),
    "outbox": _columns(
        "name about state message_id", person="key cause reader cc note", words="facts"
    ),
    "inbox": _columns("id message_id sha256 kind folder about", person="sender note", words="raw"),
    "acts": _columns("cause audit concern", person="person", words="what changes questions"),
    "steps": _columns(person="about step"),
    "questions": _columns(
        "kind about",
        child="key",
        person="guess choices answer answered_by",
        words="asks data",
    ),
    "history": _columns("about cause content hash", person="by", words="what evidence"),
    "away_hints": _columns(person="person"),
    "signatures": _columns("mark", person="person"),
    "kept": _columns("name", words="value"),
    "cycles": _columns("outcome"),
}


def kinds_of(table: str, columns: Iterable[str]) -> set[Held]:
    """What these columns of a table hold."""
    return {HELD[table][column] for column in columns}
