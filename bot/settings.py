"""Settings: the defaults of config/, the council's file, the environment; all mistakes at once."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping
from datetime import time
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from bot.policy.chains import Chains
from bot.policy.rules import Rules
from bot.policy.working_days import OfficeHours

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "config"
TEMPLATES = ROOT / "message_templates"
ENVIRONMENT = "AUDIT_BOT_"
SECRETS = {"graph.secret", "graph.password", "graph.certificate", "exchange.password"}
SECRET_IN_FILE = (
    "a secret does not belong in this file. Put it into the environment, or into a file of its own "
    "that _file names."
)
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
WANTED_SERVER = "an address such as https://mail.council.example/EWS/Exchange.asmx"
NOT_ONLINE = "this is Exchange Online, where EWS ends: set [connector] kind to microsoft365"
WANTED = {
    "exchange.server": f"is missing: {WANTED_SERVER}",
    "exchange.user": "is missing: the service account, such as COUNCIL\\\\audit-bot",
    "graph.tenant": "is missing: the directory (tenant) id that Entra shows for the application",
    "graph.client": "is missing: the application (client) id that Entra shows",
    "graph.site": "is missing: the address of the SharePoint site, as the browser shows it",
}

T = TypeVar("T", Rules, Chains)


class SettingsError(Exception):
    """What is wrong with the settings, a line for each mistake: file, key, what stands there."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CouncilSettings(_Section):
    name: str = Field(min_length=1)
    mailbox: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    domains: tuple[str, ...]
    emergency: str = Field(min_length=20)
    out_of_hours: str = Field(min_length=20)


class MarkingSettings(_Section):
    text: str


class ConnectorSettings(_Section):
    kind: Literal["local_folder", "microsoft365", "exchange"]


class GraphSettings(_Section):
    """Of Microsoft 365; checked when the connector is chosen. Secrets stand nowhere here."""

    tenant: str
    client: str
    sign_in: Literal["certificate", "secret", "federated", "managed_identity"]
    certificate_file: str
    password_file: str
    secret_file: str
    federated_token_file: str
    site: str
    library: str
    url: str


class ExchangeSettings(_Section):
    """Of an Exchange Server on premises; checked when it is chosen. Secrets stand nowhere here."""

    server: str
    sign_in: Literal["ntlm", "basic", "oauth"]
    user: str
    password_file: str
    access: Literal["impersonation", "full"]
    authorities: str
    files: Literal["local_folder", "microsoft365"]
    folder: str


class LoginSettings(_Section):
    url: str


class MailSettings(_Section):
    trusted_servers: tuple[str, ...]


class AnnexeSettings(_Section):
    folder: str
    pattern: str


class HoursSettings(_Section):
    opens: time
    closes: time
    zone: ZoneInfo
    digest: time

    def office(self) -> OfficeHours:
        return OfficeHours(self.opens, self.closes, self.zone)


class DeliverySettings(_Section):
    mode: Literal["rehearsal", "redirect", "live"]
    redirect_to: str = Field(pattern=r"^([^@\s]+@[^@\s]+)?$")
    attempts: int = Field(ge=1, le=100)

    @model_validator(mode="after")
    def says_where_to(self) -> "DeliverySettings":
        if self.mode == "redirect" and not self.redirect_to:
            raise ValueError("mode is redirect, so redirect_to needs an address")
        return self


class ServeSettings(_Section):
    minutes: int = Field(ge=1, le=30)  # a service that is well ends a cycle within the hour
    listen: str = Field(pattern=r"^(\S+:\d{1,5})?$")
    heartbeat: str

    @model_validator(mode="after")
    def beats_safely(self) -> "ServeSettings":
        if self.heartbeat and not is_safe(self.heartbeat):
            raise ValueError("heartbeat is an address that begins with https://")
        return self


class Settings(_Section):
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
    faults = [*cloud_faults(settings), *exchange_faults(settings)]
    if faults := [f"{file}: {fault}" for fault in faults]:
        raise SettingsError("\n".join(faults))
    return settings


def cloud_faults(settings: Settings) -> Iterator[str]:
    """What of [graph] and [login] cannot be right, if Microsoft 365 is used for anything."""
    kind, exchange, graph = settings.connector.kind, settings.exchange, settings.graph
    for_files = kind == "microsoft365" or (kind == "exchange" and exchange.files == "microsoft365")
    if not for_files and not (kind == "exchange" and exchange.sign_in == "oauth"):
        return
    wanted = {"graph.tenant": graph.tenant}
    if for_files:
        wanted["graph.site"] = graph.site
    if graph.sign_in != "managed_identity":
        wanted["graph.client"] = graph.client
    yield from (f"{key}: {WANTED[key]}" for key, value in wanted.items() if not value.strip())
    if not re.fullmatch(r"[\w.-]*", graph.tenant):
        yield "graph.tenant: a directory id, or a domain such as council.onmicrosoft.com"
    if graph.client and not GUID.fullmatch(graph.client):
        yield "graph.client: an application id, such as 11111111-2222-3333-4444-555555555555"
    if graph.site and not graph.site.startswith("https://"):
        yield "graph.site: the address of the site as the browser shows it, with https://"
    for key, url in (("graph.url", graph.url), ("login.url", settings.login.url)):
        if not is_safe(url):
            yield f"{key}: an address that begins with https:// (there stands {url!r})"


def exchange_faults(settings: Settings) -> Iterator[str]:
    """What of [exchange] cannot be right, if Exchange Server is the connector."""
    exchange = settings.exchange
    if settings.connector.kind != "exchange":
        return
    wanted = {"exchange.server": exchange.server}
    if exchange.sign_in != "oauth":
        wanted["exchange.user"] = exchange.user
    yield from (f"{key}: {WANTED[key]}" for key, value in wanted.items() if not value.strip())
    if exchange.server and not is_safe(exchange.server):
        yield f"exchange.server: {WANTED_SERVER} (there stands {exchange.server!r})"
    if (urlsplit(exchange.server).hostname or "").endswith((".office365.com", ".outlook.com")):
        yield f"exchange.server: {NOT_ONLINE}"
    for key, place in (("authorities", exchange.authorities), ("folder", exchange.folder)):
        if place and not Path(place).exists():
            yield f"exchange.{key}: there is nothing at {place!r}, or it may not be read"


def is_safe(url: str) -> bool:
    """https, or a server of this machine or its own network: tokens go there."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    near = "." not in host or host.startswith("127.")  # "localhost", a container, "::1"
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and near))


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


def sentences(error: ValidationError, file: str) -> Iterator[str]:
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"])
        if key in SECRETS:  # what stands there is not shown
            yield f"{file}: {key}: {SECRET_IN_FILE}"
            continue
        given = f" (there stands {problem['input']!r})" if problem["type"] != "missing" else ""
        yield f"{file}: {key}: {problem['msg']}{given}"
