"""Settings of the world outside and of the store, and what in them cannot be right."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

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
SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GraphSettings(Section):
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


class ExchangeSettings(Section):
    """Of an Exchange Server on premises; checked when it is chosen. Secrets stand nowhere here."""

    server: str
    sign_in: Literal["ntlm", "basic", "oauth"]
    user: str
    password_file: str
    access: Literal["impersonation", "full"]
    authorities: str
    files: Literal["local_folder", "microsoft365"]
    folder: str


class LoginSettings(Section):
    url: str


class StoreSettings(Section):
    """Where the record is kept; with no url in a file of the workspace. No password stands here."""

    url: str
    schema_name: str
    password_file: str


def cloud_faults(
    kind: str, graph: GraphSettings, login: LoginSettings, exchange: ExchangeSettings
) -> Iterator[str]:
    """What of [graph] and [login] cannot be right, if Microsoft 365 is used for anything."""
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
    for key, url in (("graph.url", graph.url), ("login.url", login.url)):
        if not is_safe(url):
            yield f"{key}: an address that begins with https:// (there stands {url!r})"


def exchange_faults(exchange: ExchangeSettings) -> Iterator[str]:
    """What of [exchange] cannot be right, if Exchange Server is the connector."""
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


def store_faults(store: StoreSettings) -> Iterator[str]:
    """What of [store] cannot be right. A password in the address is not shown."""
    if not store.url:
        return
    parts = urlsplit(store.url)
    if parts.scheme != "postgresql" or not parts.path.strip("/"):
        yield (
            "store.url: an address such as postgresql://audit_bot@db.council.example/audit_bot,"
            " or nothing: then the record is a file in the workspace"
        )
    if parts.password or "password=" in parts.query:
        yield f"store.url: {SECRET_IN_FILE}"
    if not SCHEMA.fullmatch(store.schema_name) or store.schema_name.startswith("pg_"):
        yield (
            "store.schema_name: each council has a schema of its own; a name in small letters"
            f" such as fairshire (there stands {store.schema_name!r})"
        )
