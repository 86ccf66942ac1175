"""O365's messages of one mailbox, over our own door instead of O365's own connection.

O365 composes a letter, saves its draft and moves what has come. Its connection has no time-out,
logs tokens and cannot read every Retry-After; so it gets another, and one policy holds for all.
"""

from typing import Any

from O365 import Message, MSGraphProtocol  # type: ignore[import-untyped]

from bot.ports import OutgoingMail
from connectors.graph.access import Access
from connectors.graph.failures import Answer
from connectors.graph.requests import Graph
from connectors.letters import (
    KEY_HEADER,
    KEY_NAME,
    KEY_NAMESPACE,
    SUPPRESS,
    header_value,
    key_mark,
    one_address,
)

KEY_PROPERTY = f"String {{{KEY_NAMESPACE}}} Name {KEY_NAME}"


class Outlook:
    """Messages of one mailbox (`user`: its path), to be saved or moved."""

    def __init__(self, graph: Graph, access: Access, user: str) -> None:
        self._whose = {
            "con": _Connection(graph),
            "protocol": _Protocol(access.base.removesuffix("v1.0")),
            "main_resource": user,
        }

    def letter(self, mail: OutgoingMail) -> Any:
        """A new O365 message. Raises PermanentError for an address that is none."""
        message = Message(**self._whose)
        message.to.add(one_address(mail.to).addr_spec)
        message.cc.add([one_address(each).addr_spec for each in mail.cc])
        message.subject = " ".join(mail.subject.split())
        message.body = mail.html
        message.importance = "high" if mail.urgent else "normal"
        for name, value in {KEY_HEADER: header_value(mail.key), **SUPPRESS}.items():
            message.add_message_header(name, value)
        message.single_value_extended_properties.append(
            {"id": KEY_PROPERTY, "value": key_mark(mail.key)}
        )
        return message

    def received(self, message_id: str) -> Any:
        """The O365 message of that id, to be moved."""
        return Message(**self._whose, object_id=message_id, is_draft=False)


class _Protocol(MSGraphProtocol):  # type: ignore[misc]
    """Graph at the address of the settings; O365 knows one address alone."""

    def __init__(self, url: str) -> None:
        self._protocol_url = url
        super().__init__(timezone="Europe/London")


class _Connection:
    """As much of an O365 Connection as its messages use."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def post(self, url: str, data: object = None, **_: Any) -> Answer:
        # With ids that stay, a mail that is moved twice lies where it lay after the first time.
        return self._graph.post(url, data, repeatable=url.endswith("/move"))
