"""A letter as a simulated person gets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Got:
    """A letter as its reader sees it."""

    name: str
    about: str
    to: str  # an address
    key: str
    at: datetime
    facts: Mapping[str, Any]
