"""What goes over the wire of Exchange Web Services: envelopes, answers, faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, fromstring, register_namespace, tostring

NAMESPACES: Mapping[str, str] = {
    "s": "http://schemas.xmlsoap.org/soap/envelope/",
    "m": "http://schemas.microsoft.com/exchange/services/2006/messages",
    "t": "http://schemas.microsoft.com/exchange/services/2006/types",
    "e": "http://schemas.microsoft.com/exchange/services/2006/errors",
}
for _prefix, _uri in NAMESPACES.items():
    register_namespace(_prefix, _uri)
XML = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came. `headers`: names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """One thing of those asked for is refused; the answer as a whole is still 200."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Fault(Exception):
    """The whole request is refused, before anything is done."""

    def __init__(self, code: str, back_off: int | None = None) -> None:
        """`back_off`: milliseconds."""
        super().__init__(code)
        self.answer = fault(code, back_off)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an envelope holds. `operation`: its body, such as <m:GetItem>."""

    name: str
    operation: Element
    impersonated: str  # an address, or empty


def tag(name: str) -> str:
    """ "t:Message" as the parser writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if local else name


def make(name: str, *within: Element | str | None, **attributes: str) -> Element:
    """An element with these children; a text is its text, None is left out."""
    made = Element(tag(name), attributes)
    for each in within:
        if isinstance(each, str):
            made.text = each
        elif each is not None:
            made.append(each)
    return made


def find(within: Element, path: str) -> Element | None:
    return within.find("/".join(tag(step) for step in path.split("/")))


def every(within: Element, path: str) -> Iterator[Element]:
    yield from within.findall("/".join(tag(step) for step in path.split("/")))


def text(within: Element, path: str) -> str:
    found = find(within, path)
    return (found.text or "") if found is not None else ""


def asked(body: bytes) -> Asked:
    """Raises Fault for what is no envelope with an operation."""
    try:
        envelope = fromstring(body)
    except ParseError as error:
        raise Fault("ErrorSchemaValidation") from error
    held = find(envelope, "s:Body")
    if held is None or len(held) != 1:
        raise Fault("ErrorSchemaValidation")
    whose = "s:Header/t:ExchangeImpersonation/t:ConnectingSID/t:PrimarySmtpAddress"
    return Asked(held[0].tag.partition("}")[2], held[0], text(envelope, whose))


def answer(name: str, messages: list[Element]) -> Answer:
    """One message for each thing that was asked for."""
    version = Element(
        tag("t:ServerVersionInfo"),
        {"MajorVersion": "15", "MinorVersion": "2", "MajorBuildNumber": "1748", "Version": "V2017"},
    )
    response = make(f"m:{name}Response", make("m:ResponseMessages", *messages))
    envelope = make("s:Envelope", make("s:Header", version), make("s:Body", response))
    return Answer(200, _written(envelope), {"Content-Type": XML})


def well(name: str, *within: Element | None) -> Element:
    code = make("m:ResponseCode", "NoError")
    return make(f"m:{name}ResponseMessage", code, *within, ResponseClass="Success")


def refused(name: str, code: str) -> Element:
    return make(
        f"m:{name}ResponseMessage",
        make("m:MessageText", "It could not be done."),
        make("m:ResponseCode", code),
        make("m:DescriptiveLinkKey", "0"),
        ResponseClass="Error",
    )


def fault(code: str, back_off: int | None = None) -> Answer:
    """A SOAP fault as Exchange writes it: a 500 ("Handling errors in EWS")."""
    value = make("t:Value", str(back_off), Name="BackOffMilliseconds")
    detail = make(
        "detail",
        make("e:ResponseCode", code),
        make("e:Message", "The request failed."),
        make("t:MessageXml", value) if back_off is not None else None,
    )
    words = make("faultstring", "The request failed.")
    held = make("s:Fault", make("faultcode", f"a:{code}"), words, detail)
    return Answer(500, _written(make("s:Envelope", make("s:Body", held))), {"Content-Type": XML})


def _written(envelope: Element) -> bytes:
    written: bytes = tostring(envelope, "utf-8", xml_declaration=True)
    return written
