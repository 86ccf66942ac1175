"""What stands between a page and its readers, as a real browser finds it.

python -m tests.preview.barriers     every letter in every sample and every page of the preview
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from bot.preview import council
from bot.preview.browser import Browser, browsing, find_browser
from bot.preview.contents import exhibits
from bot.preview.exhibits import Setting
from bot.preview.site import write_site

AXE = Path(__file__).with_name("axe") / "axe.min.js"
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"  # 4.14.1
NARROW = 320  # CSS pixels: WCAG 2.2, success criterion 1.4.10
# The frames of a preview page hold letters, which are looked at by themselves.
_LOOK = """axe.run(document, {
  iframes: false,
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}).then(found => found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes[0].html}`))"""
_WIDTH = "document.documentElement.scrollWidth"


def axe() -> str:
    """The script, if it is the one that we took."""
    script = AXE.read_bytes()
    if sha256(script).hexdigest() != AXE_SHA256:
        raise ValueError(f"{AXE.name} is not the file that its README names")
    return script.decode()


@contextmanager
def looking(program: str) -> Iterator[Browser]:
    """A browser that has axe-core on every page."""
    with browsing(program) as browser:
        browser.ask("Page.addScriptToEvaluateOnNewDocument", source=axe())
        yield browser


def barriers(browser: Browser, pages: Sequence[Path], *, dark: bool = False) -> Iterator[str]:
    """One sentence for each barrier on these pages, and for each that does not fit a phone."""
    browser.resize(NARROW, dark=dark)
    for page in pages:
        browser.open(page.resolve().as_uri())
        yield from (f"{page.name}: {barrier}" for barrier in browser.run(_LOOK))
        if (width := browser.run(_WIDTH)) > NARROW:
            yield f"{page.name} is {width} pixels wide where {NARROW} are to be had"


def main() -> int:
    program = find_browser()
    if program is None:
        sys.stdout.write("No browser is installed, so nothing was looked at.\n")
        return 2
    with tempfile.TemporaryDirectory() as folder, looking(program) as browser:
        site = Path(folder)
        write_site(site, exhibits(Setting(council.house())), "Moorbridge Council")
        pages = [*sorted((site / "mails").glob("*.html")), *sorted(site.glob("*.html"))]
        found = [line for dark in (False, True) for line in barriers(browser, pages, dark=dark)]
    sys.stdout.write("\n".join([*found, f"{len(pages)} pages, {len(found)} barriers"]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
