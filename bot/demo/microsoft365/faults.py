"""What goes wrong, and when."""

from collections.abc import Callable
from typing import Protocol

from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Request


class Cut(Exception):
    """The connection is closed without an answer."""


class Faults(Protocol):
    def around(self, request: Request, tenant: Tenant, well: Callable[[Request], Answer]) -> Answer:
        """Answer the request, well or not. Raises Cut."""
        ...


class Well:
    """Nothing goes wrong."""

    def around(self, request: Request, tenant: Tenant, well: Callable[[Request], Answer]) -> Answer:
        return well(request)
