"""The preview shows everything, says whose it is, and works from the disk without a network."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from bot.letters import KINDS, LetterError
from bot.preview import council
from bot.preview.contents import exhibits
from bot.preview.exhibits import Exhibit, Group, Setting
from bot.preview.readers import readers_of
from bot.terminal.previewing import preview
from bot.workspace import WorkspaceError


def pages(site: Path) -> list[Path]:
    return sorted(site.glob("*.html"))


def page(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding="utf-8"))


def test_every_letter_is_shown_with_every_sample_and_says_who_gets_it_when_and_why(
    site: Path, shown: tuple[Exhibit, ...]
) -> None:
    letters = {exhibit.name: exhibit for exhibit in shown if exhibit.group is Group.LETTERS}
    assert letters.keys() == KINDS.keys()
    for name, exhibit in letters.items():
        words = page(site / f"{name}.html").text_content()
        kind = KINDS[name]
        for said in (kind.readers, kind.when, kind.because, *kind.requirements):
            assert said in words, name
        for mail in exhibit.mails:
            assert mail.letter.subject in words
            assert (site / "mails" / f"{mail.key}.html").read_text("utf-8") == mail.letter.html
            assert mail.letter.text in (site / "mails" / f"{mail.key}.txt").read_text("utf-8")


def test_the_index_leads_to_every_page_by_its_reader(
    site: Path, shown: tuple[Exhibit, ...]
) -> None:
    index = page(site / "index.html")
    for exhibit in shown:
        headings = list(readers_of(exhibit.readers))
        assert headings, f"the index knows no reader of {exhibit.name}: {exhibit.readers}"
        for heading in headings:
            (section,) = index.xpath(f"//section[h3='{heading}']")
            assert f"{exhibit.name}.html" in section.xpath(".//a/@href")


def test_every_workbook_is_there_and_its_sheets_can_be_read_without_excel(
    site: Path, shown: tuple[Exhibit, ...]
) -> None:
    books = [exhibit for exhibit in shown if exhibit.files]
    assert {"audit_return", "team_actions", "tracking", "configuration"} <= {b.name for b in books}
    assert {"pack_pmm", "pack_scmt", "pack_emm"} <= {b.name for b in books}
    words = page(site / "tracking.html").text_content()
    for sheet in ("Needs attention", "Remedial actions", "Overdue by", "People and load"):
        assert sheet in words


def links(path: Path) -> Iterator[str]:
    found = page(path)
    yield from found.xpath("//a/@href | //link/@href | //img/@src")


def test_every_link_works(site: Path) -> None:
    for path in [*pages(site), *sorted((site / "mails").glob("*.html"))]:
        for link in links(path):
            parts = urlsplit(link)
            if parts.scheme == "mailto":
                continue
            assert parts.scheme == "", f"{path.name} leads out of the site: {link}"
            target = path.parent / unquote(parts.path) if parts.path else path
            assert target.is_file(), f"{path.name}: {link}"
            if parts.fragment:
                assert page(target).xpath(f"//*[@id='{parts.fragment}']"), f"{path.name}: {link}"


def test_the_pages_fetch_nothing_from_anywhere(site: Path) -> None:
    for path in pages(site):
        source = re.sub(r'srcdoc="[^"]*"', "", path.read_text(encoding="utf-8"))
        assert not re.search(r"(src|href)=\"(https?:)?//|url\(|@import|fetch\(", source), path.name


def test_each_page_has_the_structure_that_screen_readers_need(site: Path) -> None:
    for path in pages(site):
        found = page(path)
        assert found.get("lang") == "en-GB"
        levels = [int(head.tag[1]) for head in found.iter("h1", "h2", "h3")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels)), path.name
        ids = found.xpath("//@id")
        assert len(ids) == len(set(ids)), path.name
        titles = found.xpath("//iframe/@title")
        assert len(titles) == len(set(titles)) == len(found.xpath("//iframe")), path.name
        assert found.xpath("//a[1]/@href")[0] == "#main"


# --- whose letters, and where they are written ----------------------------------------------------


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "my-council"
    (folder / "Letters").mkdir(parents=True)
    settings = '[council]\nname = "Hillshire Council"\nmailbox = "audit@hillshire.example"\n'
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    return folder


def test_a_council_sees_its_own_copies_and_its_own_name(workspace: Path) -> None:
    own = "Subject: Audit {{ audit.ref }}\n\n# Our own words\n\nDue {{ audit.due | day }}.\n"
    (workspace / "Letters" / "reminder.md").write_text(own, encoding="utf-8")
    setting = Setting(council.house(workspace), workspace / "Letters")
    by_name = {exhibit.name: exhibit for exhibit in exhibits(setting)}
    assert by_name["reminder"].source == "Letters/reminder.md, your own copy"
    assert "Our own words" in by_name["reminder"].mails[0].letter.text
    assert by_name["overdue"].source == "message_templates/overdue.md"
    assert "Hillshire Council" in by_name["overdue"].mails[0].letter.text


def test_a_bad_copy_is_refused_with_file_and_line_and_the_last_preview_stays(
    workspace: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "preview"
    folder.mkdir()
    (folder / ".audit-bot-preview").touch()
    (folder / "index.html").write_text("the last one", encoding="utf-8")
    bad = "Subject: Audit {{ audit.ref }}\n\n# Do it\n\nBy {{ audit.deu | day }}.\n"
    (workspace / "Letters" / "reminder.md").write_text(bad, encoding="utf-8")
    with pytest.raises(LetterError, match=r"Letters/reminder\.md, line 5: .*“deu”"):
        list(preview(folder, workspace))
    assert (folder / "index.html").read_text(encoding="utf-8") == "the last one"


def test_a_folder_that_holds_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="left as it is"):
        list(preview(tmp_path, None))
    assert (tmp_path / "thesis.docx").exists()


def test_two_exhibits_of_one_name_are_refused(
    shown: tuple[Exhibit, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.preview.contents.MAKERS", (lambda _: shown[:1], lambda _: shown[:1]))
    with pytest.raises(ValueError, match=f"two exhibits are called {shown[0].name}"):
        exhibits(Setting(council.house()))
