"""The coordinator's rows, one model a sheet: the border where cells become values."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from bot.configuration import values
from bot.configuration.form_sheet import PARTS
from bot.policy.council import Role
from bot.policy.round_parts import RoundKind
from bot.policy.themes import LARGEST_PANEL, Repeat

Text = Annotated[str | None, BeforeValidator(values.text)]
Needed = Annotated[str, BeforeValidator(values.needed)]
Several = Annotated[tuple[str, ...], BeforeValidator(values.several)]
Day = Annotated[date | None, BeforeValidator(values.day)]
NeededDay = Annotated[date, BeforeValidator(values.needed_day)]
YesNo = Annotated[bool, BeforeValidator(values.yes_no)]
Count = Annotated[int | None, BeforeValidator(values.count)]
Model = TypeVar("Model", bound=BaseModel)

ROW = ConfigDict(frozen=True, extra="ignore")


def in_order(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise ValueError(f"Until: {last:%d/%m/%Y} is before {first:%d/%m/%Y} under From.")


class PersonRow(BaseModel):
    model_config = ROW
    name: Needed = Field(alias="Name")
    address: Annotated[str, BeforeValidator(values.address)] = Field(alias="Address")
    other_addresses: Annotated[tuple[str, ...], BeforeValidator(values.addresses)] = Field(
        alias="Other addresses"
    )
    phone: Text = Field(alias="Telephone")
    roles: Annotated[frozenset[Role], BeforeValidator(values.roles)] = Field(alias="Roles")
    team: Text = Field(alias="Team")
    service_area: Text = Field(alias="Service area")
    manager: Text = Field(alias="Line manager")
    qualified: YesNo = Field(alias="Qualified")
    trained: YesNo = Field(alias="Trained")
    capacity: Count = Field(alias="Audits a round")
    start: Day = Field(alias="From")
    end: Day = Field(alias="Until")
    also_known_as: Several = Field(alias="Also known as")

    @model_validator(mode="after")
    def dates_in_order(self) -> "PersonRow":
        in_order(self.start, self.end)
        return self


class TeamRow(BaseModel):
    model_config = ROW
    name: Needed = Field(alias="Team")
    service_area: Needed = Field(alias="Service area")
    manager: Text = Field(alias="Team Manager")
    service_manager: Text = Field(alias="Service Manager")
    strategic_lead: Text = Field(alias="Strategic Lead")
    aliases: Several = Field(alias="Also written as")


class AbsenceRow(BaseModel):
    model_config = ROW
    person: Needed = Field(alias="Person")
    start: NeededDay = Field(alias="From")
    end: NeededDay = Field(alias="Until")
    cover: Text = Field(alias="Cover")

    @model_validator(mode="after")
    def dates_in_order(self) -> "AbsenceRow":
        in_order(self.start, self.end)
        return self


class ConflictRow(BaseModel):
    model_config = ROW
    person: Needed = Field(alias="Person")
    child: Text = Field(alias="Child")
    team: Text = Field(alias="Team")
    worker: Text = Field(alias="Worker")
    reason: Text = Field(alias="Reason")
    until: Day = Field(alias="Until")

    @model_validator(mode="after")
    def says_what(self) -> "ConflictRow":
        if not (self.child or self.team or self.worker):
            raise ValueError("Child, Team and Worker: one of the three must be filled in.")
        return self


class AliasRow(BaseModel):
    model_config = ROW
    old: Needed = Field(alias="Old id")
    new: Needed = Field(alias="New id")
    reason: Text = Field(alias="Reason")

    @model_validator(mode="after")
    def two_ids(self) -> "AliasRow":
        if self.old == self.new:
            raise ValueError("New id: it is the same as the old one.")
        return self


class ClosureRow(BaseModel):
    model_config = ROW
    start: NeededDay = Field(alias="From")
    end: Day = Field(alias="Until")
    name: Text = Field(alias="Name")

    @model_validator(mode="after")
    def dates_in_order(self) -> "ClosureRow":
        in_order(self.start, self.end)
        if self.end and (self.end - self.start).days > 60:
            raise ValueError(f"Until: {self.end:%d/%m/%Y} makes a closure of over 60 days.")
        return self


class QuietDaysRow(BaseModel):
    model_config = ROW
    start: NeededDay = Field(alias="From")
    end: Day = Field(alias="Until")
    why: Text = Field(alias="Why")

    @model_validator(mode="after")
    def dates_in_order(self) -> "QuietDaysRow":
        in_order(self.start, self.end)
        return self


class HoldRow(BaseModel):
    model_config = ROW
    what: Needed = Field(alias="Reference or child")
    until: Day = Field(alias="Until")
    why: Text = Field(alias="Why")


class DigestRow(BaseModel):
    model_config = ROW
    role: Annotated[Role, BeforeValidator(values.role)] = Field(alias="Role")
    weekdays: Annotated[frozenset[int], BeforeValidator(values.weekdays)] = Field(alias="Days")
    at: Annotated[time, BeforeValidator(values.time_of_day)] = Field(alias="Time")


class ThemeRow(BaseModel):
    model_config = ROW
    name: Needed = Field(alias="Theme")
    start: NeededDay = Field(alias="From")
    end: Day = Field(alias="Until")
    repeat: Annotated[Repeat, BeforeValidator(values.repeat)] = Field(alias="Repeat")
    cases: Annotated[int, BeforeValidator(values.some)] = Field(alias="Cases")
    auditors: Count = Field(alias="Auditors a case")
    service_areas: Several = Field(alias="Service areas")
    teams: Several = Field(alias="Teams")
    statuses: Several = Field(alias="Statuses")
    lists: Annotated[tuple[int, ...], BeforeValidator(values.lists)] = Field(alias="Lists")
    kind: Annotated[RoundKind, BeforeValidator(values.theme_kind)] = Field(alias="Kind")

    @model_validator(mode="after")
    def holds_together(self) -> "ThemeRow":
        in_order(self.start, self.end)
        if self.repeat is not Repeat.ONCE and self.end is None:
            raise ValueError("Until: a theme that is repeated needs its last day.")
        if self.kind is RoundKind.THEMATIC and (self.auditors or 1) > LARGEST_PANEL:
            raise ValueError(f"Auditors a case: a panel has {LARGEST_PANEL} auditors at most.")
        if self.kind is RoundKind.INTER_RATER and (self.auditors or 0) < 2:
            raise ValueError("Auditors a case: an inter-rater exercise needs two or more.")
        return self


class InspectionRow(BaseModel):
    model_config = ROW
    name: Needed = Field(alias="Inspection")
    child: Needed = Field(alias="Child")
    start: NeededDay = Field(alias="From")
    complete_by: Day = Field(alias="Complete by")

    @model_validator(mode="after")
    def dates_in_order(self) -> "InspectionRow":
        if self.complete_by and self.complete_by <= self.start:
            raise ValueError("Complete by: this must be after the day under From.")
        return self


class RuleRow(BaseModel):
    model_config = ROW
    rule: Needed = Field(alias="Rule")
    value: Needed = Field(alias="Value")
    reason: Text = Field(alias="Reason")
    proposed_by: Text = Field(alias="Proposed by")
    approved_by: Text = Field(alias="Approved by")
    approved_on: Day = Field(alias="Approved on")


class DecisionRow(BaseModel):
    model_config = ROW
    key: Needed = Field(alias="Key")
    choices: Text = Field(alias="Choices")
    choice: Text = Field(alias="Your choice")
    by: Text = Field(alias="Your name")


def form_part(cell: object) -> str:
    said = values.needed(cell)
    found = next((part for part in PARTS if part.casefold() == said.casefold()), None)
    if found is None:
        raise ValueError(f"{said!r} is none of {', '.join(PARTS)}.")
    return found


class FormRow(BaseModel):
    model_config = ROW
    part: Annotated[str, BeforeValidator(form_part)] = Field(alias="Part")
    name: Needed = Field(alias="Name")
    order: Count = Field(alias="Order")
    short: Text = Field(alias="Short")
    meaning: Text = Field(alias="Meaning")
    optional: YesNo = Field(alias="May be left out")


class CaseNoteRow(BaseModel):
    model_config = ROW
    key: Needed = Field(alias="Key")
    not_before: Day = Field(alias="Not before")
    entered_on: Day = Field(alias="Date in the record")
    by: Text = Field(alias="Your name")


Row = (
    PersonRow
    | TeamRow
    | AbsenceRow
    | ConflictRow
    | ClosureRow
    | AliasRow
    | QuietDaysRow
    | DigestRow
    | HoldRow
    | ThemeRow
    | InspectionRow
    | RuleRow
    | FormRow
    | DecisionRow
    | CaseNoteRow
)

MODELS: Mapping[str, type[BaseModel]] = {
    "People": PersonRow,
    "Teams": TeamRow,
    "Absences": AbsenceRow,
    "Conflicts": ConflictRow,
    "Closures": ClosureRow,
    "Aliases": AliasRow,
    "Quiet days": QuietDaysRow,
    "Digests": DigestRow,
    "Holds": HoldRow,
    "Themes": ThemeRow,
    "Inspections": InspectionRow,
    "Rules": RuleRow,
    "Form": FormRow,
    "Decisions": DecisionRow,
    "Case Notes": CaseNoteRow,
}


def read_row(model: type[Model], cells: Mapping[str, object]) -> tuple[Model | None, list[str]]:
    """The row as a model, or None and what is wrong: a sentence a cell, each with its column."""
    wanted = {str(field.alias): None for field in model.model_fields.values()}
    try:
        return model.model_validate({**wanted, **cells}), []
    except ValidationError as errors:
        return None, [sentence(dict(error)) for error in errors.errors()]


def sentence(error: Mapping[str, object]) -> str:
    place = error["loc"]
    column = f"{place[0]}: " if isinstance(place, tuple) and place else ""
    context = error.get("ctx")
    reason = context.get("error") if isinstance(context, Mapping) else None
    return f"{column}{reason or 'this must be filled in.'}"
