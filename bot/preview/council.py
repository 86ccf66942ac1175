"""The small made-up council whose record the workbooks of the preview show."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from bot.bank_holidays import working_calendar
from bot.configuration.default_form import DEFAULT_FORM
from bot.configuration.form_sheet import CATEGORY, GRADE, SECTION
from bot.demo.cast import COUNCIL as NAME
from bot.demo.cast import DOMAIN, EMERGENCY, MAILBOX
from bot.letters import House, Someone
from bot.policy.council import Absence, Council, Person, Role, Team
from bot.policy.form import AuditForm, FormInForce, Grade, Section
from bot.policy.in_force import Policy
from bot.policy.working_days import LONDON, OfficeHours
from bot.settings import load_chains, load_rules, load_settings

TODAY = date(2026, 1, 12)
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
DUTY, NORTH, CARE = "Duty Team 1", "North Safeguarding Team 2", "Children in Care Team 1"


def _person(name: str, *roles: Role, manager: str = "", team: str = "", **more: object) -> Person:
    address = f"{name.replace(' ', '.').lower()}@{DOMAIN}"
    audits = {"qualified": True, "trained": True} if roles[0] in _AUDIT else {}
    return Person(
        name,
        address,
        roles=frozenset(roles),
        manager=manager or None,
        team=team or None,
        **{**audits, **more},  # type: ignore[arg-type]
    )


_AUDIT = (Role.AUDITOR, Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.CONSULTANT_SOCIAL_WORKER)
_HEAD, _LEAD = "Walter Finch", "Helen Sharrock"
_PEOPLE = (
    _person("Priya Nair", Role.COORDINATOR, manager=_HEAD),
    _person(_HEAD, Role.CONSULTANT_HEAD, manager="Diane Brierley"),
    _person("Diane Brierley", Role.ASSISTANT_DIRECTOR),
    _person(_LEAD, Role.STRATEGIC_LEAD_SAFEGUARDING, manager="Diane Brierley"),
    _person("Owen Pilkington", Role.STRATEGIC_LEAD_PLACEMENT, manager="Diane Brierley"),
    _person("Marcus Dutton", Role.SERVICE_MANAGER, manager=_LEAD, service_area="Safeguarding"),
    _person("Grace Whitfield", Role.TEAM_MANAGER, manager="Marcus Dutton", team=NORTH),
    _person("Imran Lomax", Role.TEAM_MANAGER, manager="Marcus Dutton", team=DUTY),
    _person("Nadia Jepson", Role.TEAM_MANAGER, manager="Marcus Dutton", team=CARE),
    _person("Joan Ellery", Role.CONSULTANT_SOCIAL_WORKER, manager=_HEAD, capacity=2),
    _person("Ada Marsden", Role.AUDITOR, manager="Marcus Dutton", service_area="A&A"),
    _person("Samuel Adeyemi", Role.AUDITOR, manager="Marcus Dutton", service_area="CYPIC"),
)
COUNCIL = Council(
    people=_PEOPLE,
    teams=(
        Team(DUTY, "A&A", "Imran Lomax", "Marcus Dutton", _LEAD),
        Team(NORTH, "Safeguarding", "Grace Whitfield", "Marcus Dutton", _LEAD),
        Team(CARE, "CYPIC", "Nadia Jepson", "Marcus Dutton", "Owen Pilkington"),
    ),
    absences=(Absence("Samuel Adeyemi", date(2026, 1, 5), date(2026, 1, 16), "Joan Ellery"),),
)


def form() -> AuditForm:
    """The audit form that a new workspace begins with."""
    parts = {part: [row for row in DEFAULT_FORM if row["Part"] == part] for part in _PARTS}
    return AuditForm(
        tuple(Section(str(row["Name"]), str(row["Meaning"])) for row in parts[SECTION]),
        tuple(
            Grade(str(row["Name"]), str(row["Short"]), str(row["Meaning"])) for row in parts[GRADE]
        ),
        tuple(str(row["Name"]) for row in parts[CATEGORY]),
    )


_PARTS = (SECTION, GRADE, CATEGORY)


def policy() -> Policy:
    """The policy as it comes, for this council."""
    hours = OfficeHours(time(8, 30), time(17, 30), LONDON)
    forms = (FormInForce(date(2025, 1, 1), form()),)
    return Policy(COUNCIL, working_calendar(()), hours, load_rules(), load_chains(), forms)


def house(workspace: Path | None = None) -> House:
    """What letters say alike: this council's facts, or by its settings those of a workspace."""
    settings = load_settings(workspace)
    coordinator, head = _PEOPLE[0], _PEOPLE[1]
    ours = settings.council
    return House(
        council_name=ours.name if workspace else NAME,
        bot_address=ours.mailbox if workspace else MAILBOX,
        coordinator=Someone(coordinator.name, coordinator.address),
        consultant_head=Someone(head.name, head.address),
        emergency=ours.emergency if workspace else EMERGENCY,
        out_of_hours=ours.out_of_hours,
        action_days=load_rules().action_days,
        marking=settings.marking.text,
    )
