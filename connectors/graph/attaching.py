"""Files onto a draft: small ones in one request, large ones in pieces."""

from base64 import b64encode

from bot.ports import Attachment, TemporaryError
from connectors.graph.failures import NotThere, Refused
from connectors.graph.requests import Graph, quoted

# learn.microsoft.com, "Attach large files to Outlook messages": from 3 MB on by an upload session,
# in pieces below 4 MB that are multiples of 320 KiB.
LARGE = 3_000_000
PIECE = 12 * 320 * 1024


def attach(graph: Graph, draft: str, files: tuple[Attachment, ...], *, fresh: bool) -> None:
    """Let the draft at that path hold just these files. `fresh`: it holds none yet.

    Raises TemporaryError; done again it begins anew, so that no file is there twice.
    """
    if not fresh:
        _empty(graph, draft)
    for file in files:
        if len(file.content) < LARGE:
            graph.post(f"{draft}/attachments", _as_json(file))
        else:
            _in_pieces(graph, draft, file)


def _empty(graph: Graph, draft: str) -> None:
    for held in list(graph.pages(f"{draft}/attachments", params={"$select": "id,name"})):
        try:
            graph.delete(f"{draft}/attachments/{quoted(held['id'])}")
        except NotThere:
            continue


def _as_json(file: Attachment) -> dict[str, str]:
    return {
        "@odata.type": "#microsoft.graph.fileAttachment",
        "name": file.name,
        "contentType": file.content_type,
        "contentBytes": b64encode(file.content).decode(),
    }


def _in_pieces(graph: Graph, draft: str, file: Attachment) -> None:
    size = len(file.content)
    item = {
        "attachmentType": "file",
        "name": file.name,
        "contentType": file.content_type,
        "size": size,
    }
    session = graph.post(f"{draft}/attachments/createUploadSession", {"AttachmentItem": item})
    url = str(session.json()["uploadUrl"])
    try:
        for first in range(0, size, PIECE):
            graph.upload(url, file.content[first : first + PIECE], first=first, size=size)
    except Refused as error:
        # The session has ended, or has the piece of a try whose answer was lost.
        raise TemporaryError(f"A file could not be attached this time: {error}") from error
