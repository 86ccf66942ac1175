"""An installed Chromium, asked through its own debugging protocol: no driver, no library.

https://chromedevtools.github.io/devtools-protocol/; with --remote-debugging-pipe messages go
through two pipes, each ended by a zero byte.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)
_PATIENCE = 60.0  # seconds for one answer
_READS, _WRITES = 3, 4  # the browser's ends of the pipes, by the protocol
_ABOVE = 10  # ours are moved out of their way


class BrowserError(Exception):
    """The browser did not do what it was asked."""


def find_browser(look: Callable[[str], str | None] = shutil.which) -> str | None:
    """The path of an installed Chromium or Chrome."""
    return next((path for name in NAMES if (path := look(name))), None)


@contextmanager
def browsing(program: str) -> Iterator["Browser"]:
    """A browser with a profile of its own, which goes when the block ends."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        try:
            yield browser
        finally:
            browser.close()


class Browser:
    """One page at a time, of any size, in light or dark."""

    def __init__(self, program: str, profile: str) -> None:
        theirs_in, self._to = _pipe()
        self._from, theirs_out = _pipe()
        # Chromium refuses its sandbox to the administrator, whom it has in most containers.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        command = [program, *_QUIET, *sandbox, f"--user-data-dir={profile}"]
        silent = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
        ends = [
            (os.POSIX_SPAWN_DUP2, theirs_in, _READS),
            (os.POSIX_SPAWN_DUP2, theirs_out, _WRITES),
        ]
        self._process = os.posix_spawn(
            program, command, os.environ, file_actions=[silent, *ends], setpgroup=0
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._rest, self._asked, self._session = b"", 0, ""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = str(attached["sessionId"])
        self.ask("Page.enable")

    def open(self, url: str) -> None:
        """Show this page, wholly loaded."""
        if error := self.ask("Page.navigate", url=url).get("errorText"):
            raise BrowserError(f"{url}: {error}")
        self._wait_for("Page.loadEventFired")

    def resize(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        """A window of so many CSS pixels."""
        size: dict[str, Any] = {"width": width, "height": height}
        phone = width < 600
        self.ask("Emulation.setDeviceMetricsOverride", **size, deviceScaleFactor=1, mobile=phone)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def run(self, script: str) -> Any:
        """The value of this JavaScript, waited for. Raises BrowserError, in the browser's words."""
        answer = self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if failed := answer.get("exceptionDetails"):
            raise BrowserError(str(failed.get("exception", failed).get("description", failed)))
        return answer["result"].get("value")

    def picture(self) -> bytes:
        """The whole page as a PNG, however long."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self.ask(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
        )
        return base64.b64decode(shot["data"])

    def ask(self, method: str, **parameters: object) -> Mapping[str, Any]:
        """One request of the protocol, and its answer. Raises BrowserError if it is refused."""
        self._asked += 1
        wanted = self._asked
        message = {"id": wanted, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        answer = self._until(lambda found: found.get("id") == wanted)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']['message']}")
        result: Mapping[str, Any] = answer["result"]
        return result

    def close(self) -> None:
        os.close(self._to)
        os.close(self._from)
        with suppress(ProcessLookupError):
            os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def _wait_for(self, event: str) -> None:
        self._until(lambda found: found.get("method") == event)

    def _until(self, wanted: Callable[[Mapping[str, Any]], bool]) -> Mapping[str, Any]:
        while True:
            message, end, self._rest = self._rest.partition(b"\0")
            if not end:
                self._rest = message + self._more()
            elif wanted(found := json.loads(message)):
                return dict(found)

    def _more(self) -> bytes:
        ready, _, _ = select.select([self._from], [], [], _PATIENCE)
        found = os.read(self._from, 1 << 20) if ready else b""
        if not found:
            raise BrowserError("The browser does not answer any more.")
        return found


def _pipe() -> tuple[int, int]:
    reads, writes = os.pipe()
    moved = fcntl.fcntl(reads, fcntl.F_DUPFD_CLOEXEC, _ABOVE)
    other = fcntl.fcntl(writes, fcntl.F_DUPFD_CLOEXEC, _ABOVE)
    os.close(reads)
    os.close(writes)
    return moved, other
