"""A heartbeat by HTTP: an address of a monitoring service that is called after each good cycle."""

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bot.ports import TemporaryError

SECONDS = 10.0


class UrlHeartbeat:
    """`url` is asked with GET and told nothing. It may hold a key, so it is never shown."""

    def __init__(self, url: str, user_agent: str) -> None:
        self._url = url
        self._agent = user_agent

    def beat(self) -> None:
        """Raises TemporaryError, in words without the address."""
        request = Request(self._url, headers={"User-Agent": self._agent})
        try:
            with urlopen(request, timeout=SECONDS):
                return
        except HTTPError as error:
            with error:
                raise TemporaryError(f"the address answered {error.code}") from None
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise TemporaryError(f"nobody answers ({type(reason).__name__})") from None
