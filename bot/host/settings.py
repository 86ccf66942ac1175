"""What a host of many councils sets: host.toml, beside the workspaces of the councils."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, ValidationError

from bot.outer_settings import Section, StoreSettings, store_faults
from bot.settings import SettingsError, secret, sentences

FILE = "host.toml"


class HostSettings(Section):
    """The queue's place in PostgreSQL, and how the workers share their time. Minutes throughout."""

    url: str
    schema_name: str = "audit_bot_queue"
    password_file: str = ""
    minutes: int = Field(default=5, ge=1, le=30)  # between two cycles of a council
    places: int = Field(default=4, ge=1, le=32)  # cycles at a time, of one worker
    slow_places: int = Field(default=2, ge=1, le=32)  # the same, of councils that took long
    patience: int = Field(default=3, ge=1, le=30)  # then a cycle goes on among the slow ones
    limit: int = Field(default=60, ge=2, le=240)  # of a slow one: then it is stopped and begun anew

    def password(self) -> str:
        return secret("HOST_PASSWORD", self.password_file)


def load_host(folder: Path) -> HostSettings:
    """The settings of the host whose councils lie in `folder`. Raises SettingsError."""
    file = folder / FILE
    if not file.exists():
        raise SettingsError(
            f"{folder} holds no {FILE}, so it is no host's folder (docs/many-councils.md)."
        )
    try:
        settings = HostSettings.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read as TOML: {error}") from error
    except ValidationError as error:
        raise SettingsError("\n".join(sentences(error, str(file)))) from error
    if faults := [f"{file}: {fault}" for fault in _faults(settings)]:
        raise SettingsError("\n".join(faults))
    return settings


def _faults(host: HostSettings) -> Iterator[str]:
    """What is wrong with several settings together, and what must not be shown."""
    if not host.url:
        yield "url is missing: the database of the queue"
    place = StoreSettings(
        url=host.url, schema_name=host.schema_name, password_file=host.password_file
    )
    yield from (fault.removeprefix("store.") for fault in store_faults(place))
    if host.limit <= host.patience:
        yield "limit is more than patience"
