"""Whether what is asked of the emulated Exchange Server is what a real one would take."""

from pathlib import Path

from lxml import etree

from bot.demo.exchange.soap import Answer, Request

SCHEMA = Path(__file__).with_name("requests.xsd")
BODY = "{http://schemas.xmlsoap.org/soap/envelope/}Body"


class Specification:
    """Holds each request to the schema, and collects what breaks it."""

    def __init__(self) -> None:
        self._schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
        self.breaches: list[str] = []
        self.seen: set[str] = set()

    def watch(self, request: Request, answer: Answer | None) -> None:
        body = etree.fromstring(request.body).find(BODY)
        assert body is not None
        [operation] = body
        self.seen.add(etree.QName(operation).localname)
        if not self._schema.validate(operation):
            self.breaches.append(str(self._schema.error_log.last_error))
