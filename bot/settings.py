"""Settings: the defaults of config/, the council's file, the environment; all mistakes at once."""

import os
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping
from datetime import time
from pathlib import Path
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from bot.outer_settings import (
    SECRET_IN_FILE,
    ExchangeSettings,
    GraphSettings,
    LoginSettings,
    Section,
    StoreSettings,
    cloud_faults,
    exchange_faults,
    is_safe,
    store_faults,
)
from bot.policy.chains import Chains
from bot.policy.rules import Rules
from bot.policy.working_days import OfficeHours

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "config"
TEMPLATES = ROOT / "message_templates"
ENVIRONMENT = "AUDIT_BOT_"
SECRETS = {
    "graph.secret",
    "graph.password",
    "graph.certificate",
    "exchange.password",
    "store.password",
}

T = TypeVar("T", Rules, Chains)


class SettingsError(Exception):
    """What is wrong with the settings, a line for each mistake: file, key, what stands there."""


class CouncilSettings(Section):
    name: str = Field(min_length=1)
    mailbox: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    domains: tuple[str, ...]
    emergency: str = Field(min_length=20)
    out_of_hours: str = Field(min_length=20)


class MarkingSettings(Section):
    text: str


class ConnectorSettings(Section):
    kind: Literal["local_folder", "microsoft365", "exchange"]


class MailSettings(Section):
    trusted_servers: tuple[str, ...]


class AnnexeSettings(Section):
    folder: str
    pattern: str


class HoursSettings(Section):
    opens: time
    closes: time
    zone: ZoneInfo
    digest: time

    def office(self) -> OfficeHours:
        return OfficeHours(self.opens, self.closes, self.zone)


class DeliverySettings(Section):
    mode: Literal["rehearsal", "redirect", "live"]
    redirect_to: str = Field(pattern=r"^([^@\s]+@[^@\s]+)?$")
    attempts: int = Field(ge=1, le=100)

    @model_validator(mode="after")
    def says_where_to(self) -> "DeliverySettings":
        if self.mode == "redirect" and not self.redirect_to:
            raise ValueError("mode is redirect, so redirect_to needs an address")
        return self


class ServeSettings(Section):
    minutes: int = Field(ge=1, le=30)  # a service that is well ends a cycle within the hour
    listen: str = Field(pattern=r"^(\S+:\d{1,5})?$")
    heartbeat: str

    @model_validator(mode="after")
    def beats_safely(self) -> "ServeSettings":
        if self.heartbeat and not is_safe(self.heartbeat):
            raise ValueError("heartbeat is an address that begins with https://")
        return self


class Settings(Section):
    """All that is set for one council."""

    council: CouncilSettings
    marking: MarkingSettings
    connector: ConnectorSettings
    graph: GraphSettings
    exchange: ExchangeSettings
    login: LoginSettings
    mail: MailSettings
    annexe: AnnexeSettings
    hours: HoursSettings
    delivery: DeliverySettings
    serve: ServeSettings
    store: StoreSettings


def load_settings(workspace: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Defaults, then the workspace's settings.toml, then the environment. Raises SettingsError."""
    values = _toml(CONFIG / "settings.toml")
    own = workspace / "settings.toml" if workspace else None
    if own and own.exists():
        _merge(values, _toml(own))
    for section, key, text in _from_environment(environment, values):
        values[section][key] = text
    file = str(own or "settings.toml")
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError("\n".join(sentences(error, file))) from error
    if faults := [f"{file}: {fault}" for fault in _faults(settings)]:
        raise SettingsError("\n".join(faults))
    return settings


def _faults(settings: Settings) -> Iterator[str]:
    """What is wrong with several settings together."""
    kind, exchange = settings.connector.kind, settings.exchange
    yield from cloud_faults(kind, settings.graph, settings.login, exchange)
    if kind == "exchange":
        yield from exchange_faults(exchange)
    yield from store_faults(settings.store)


def secret(key: str, file: str, environment: Mapping[str, str] = os.environ) -> str:
    """The secret AUDIT_BOT_`key` of the environment, or what stands in `file`; else empty.

    Raises SettingsError for a file that cannot be read.
    """
    given = environment.get(f"{ENVIRONMENT}{key}")
    if given or not file:
        return given or ""
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise SettingsError(f"{ENVIRONMENT}{key}_FILE: {file} cannot be read: {reason}") from error


def load_rules() -> Rules:
    """The numbers of config/rules.toml. Raises SettingsError."""
    return _validated(Rules, _toml(CONFIG / "rules.toml"), "rules.toml")


def load_chains() -> Chains:
    """The chains of config/chains.toml, with every post known. Raises SettingsError."""
    values = _toml(CONFIG / "chains.toml")
    safeguarding = values.get("safeguarding", {})
    raw = {
        "safeguarding": safeguarding.get("steps"),
        "area_leads": safeguarding.get("leads"),
        "raised_with_team": values.get("raised_with_team", {}).get("steps"),
        "overdue_audit": values.get("overdue_audit"),
        "overdue_action": values.get("overdue_action"),
    }
    return _validated(Chains, raw, "chains.toml")


def _validated(kind: type[T], values: Mapping[str, Any], file: str) -> T:
    try:
        return TypeAdapter(kind).validate_python(values)
    except ValidationError as error:
        raise SettingsError("\n".join(sentences(error, file))) from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML: {error}") from error


def _merge(values: MutableMapping[str, Any], own: Mapping[str, Any]) -> None:
    for section, entries in own.items():
        if isinstance(entries, Mapping) and isinstance(values.get(section), dict):
            values[section].update(entries)
        else:
            values[section] = entries


def _from_environment(
    environment: Mapping[str, str], values: Mapping[str, Any]
) -> Iterator[tuple[str, str, str | list[str]]]:
    for name, text in environment.items():
        section, _, key = name.removeprefix(ENVIRONMENT).lower().partition("_")
        if not name.startswith(ENVIRONMENT) or key not in values.get(section, {}):
            continue
        listed = isinstance(values[section][key], list)
        yield section, key, [t.strip() for t in text.split(",") if t.strip()] if listed else text


# Where the library's words name what only a programmer knows.
PLAINLY = {"extra_forbidden": "there is no setting of this name"}


def sentences(error: ValidationError, file: str) -> Iterator[str]:
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"])
        if key in SECRETS:  # what stands there is not shown
            yield f"{file}: {key}: {SECRET_IN_FILE}"
            continue
        given = f" (there stands {problem['input']!r})" if problem["type"] != "missing" else ""
        yield f"{file}: {key}: {PLAINLY.get(problem['type'], problem['msg'])}{given}"
