"""What is to be simulated: the council's size, and how its people behave, from config/."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.settings import CONFIG, SettingsError, sentences

Share = Annotated[float, Field(ge=0, le=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CouncilPlan(_Part):
    open_cases: int = Field(ge=50, le=200_000)
    teams: int = Field(ge=3, le=400)
    auditors: int = Field(ge=4, le=5_000)


class WeekPlan(_Part):
    closed: Share
    opened: Share
    reopened: Share
    moved: Share
    worker_changed: Share
    unallocated: Share
    vanished: Share
    id_changed: Share


class LeavePlan(_Part):
    weeks_a_year: float = Field(ge=0, le=26)
    covered: Share
    listed: Share
    answers_automatically: Share


class AuditorPlan(_Part):
    prompt: Share
    late: Share
    silent: Share
    half: Share
    defers: Share
    excused: Share
    hands_over: Share
    bounces: Share
    actions_required: Share
    disagrees: Share


class ManagerPlan(_Part):
    in_time: Share
    late: Share
    not_achievable: Share
    by_workbook: Share


class HeadPlan(_Part):
    decides: Share
    grants: Share


class CaseNotePlan(_Part):
    prompt: Share


class RoundPlan(_Part):
    themes_a_year: float = Field(ge=0, le=52)
    theme_cases: int = Field(ge=1, le=500)
    inspections_a_year: float = Field(ge=0, le=52)
    inspection_cases: int = Field(ge=1, le=50)


class LeaverPlan(_Part):
    share_a_year: Share
    notice_weeks: int = Field(ge=0, le=26)
    vacant: Share
    vacant_weeks: int = Field(ge=0, le=26)


class SafeguardingPlan(_Part):
    concerns: Share
    out_of_hours: Share
    acknowledged: Share
    unproven: Share


class Plan(_Part):
    """Everything that may be varied; the seed and the weeks are given with the command."""

    council: CouncilPlan
    week: WeekPlan
    leave: LeavePlan
    auditors: AuditorPlan
    managers: ManagerPlan
    head: HeadPlan
    safeguarding: SafeguardingPlan
    case_notes: CaseNotePlan
    rounds: RoundPlan
    leavers: LeaverPlan


def load_plan(own: Path | None = None) -> Plan:
    """The plan of config/simulation.toml, varied by the file `own`. Raises SettingsError."""
    values = _toml(CONFIG / "simulation.toml")
    for part, entries in (_toml(own) if own else {}).items():
        values[part] = {**values.get(part, {}), **entries} if isinstance(entries, dict) else entries
    return plan_of(values, str(own or "simulation.toml"))


def plan_of(values: Mapping[str, Any], file: str) -> Plan:
    try:
        return Plan.model_validate(values)
    except ValidationError as error:
        raise SettingsError("\n".join(sentences(error, file))) from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML: {error}") from error
