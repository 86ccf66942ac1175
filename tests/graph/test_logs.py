"""Nothing of a full run shows a secret, a token, an address, a child or the words of a mail."""

import re
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from random import Random

import pytest
import requests

from bot.configuration.columns import Kind
from bot.configuration.sheets import SHEETS
from bot.demo.microsoft365.login import SECRET
from bot.demo.microsoft365.site import Item
from bot.jobs.cycle import run_cycle
from bot.jobs.service import Service
from bot.store.store import open_sqlite
from connectors.graph.door import hush
from tests.graph.emulated import ADDRESS, Emulated, emulated
from tests.graph.faults import ByLot
from tests.jobs.council import CONFIGURED, DOMAIN, PEOPLE, annexe, children
from tests.jobs.world import at, configured, day, service_on

WORDS = "the xylophone was not recorded"
SHOWN = {Kind.DATE: {"dateTime": {"format": "dateOnly"}}}


def make_lists(tenant: Emulated) -> None:
    """The coordinator's lists, filled in as in every story."""
    for name, sheet in SHEETS.items():
        plain = {"text": {"allowMultipleLines": True}}
        columns = [
            {"name": f"c{n}", "displayName": column.heading, **SHOWN.get(column.kind, plain)}
            for n, column in enumerate(sheet.columns)
        ]
        held = tenant.site.make_list(name, columns)
        inside = {column.heading: f"c{n}" for n, column in enumerate(sheet.columns)}
        for row in CONFIGURED.get(name, ()):
            cells = {inside[heading]: _cell(v) for heading, v in row.items() if v is not None}
            held.add(cells, tenant.hands.now())


def _cell(value: object) -> str:
    return f"{value:%Y-%m-%dT00:00:00Z}" if isinstance(value, date) else str(value)


def look(tenant: Emulated, service: Service, when: str) -> str:
    """Cycles until nothing fails any more, as they come every few minutes. What they print."""
    tenant.hands.at = max(tenant.hands.at, at(when))
    printed = ""
    for _ in range(12):
        outcomes = run_cycle(service, tenant.hands.at)
        printed += "".join(f"{outcome.job} {outcome.words}\n" for outcome in outcomes)
        if not any(outcome.failed for outcome in outcomes):
            return printed
        tenant.hands.wait(300)
    raise AssertionError([f"{o.job}: {o.words}" for o in outcomes if o.failed])


def rows(tenant: Emulated, name: str) -> list[tuple[Item, dict[str, str]]]:
    held = tenant.site.list(name)
    shown = {column["name"]: column["displayName"] for column in held.columns}
    return [(i, {shown[k]: v for k, v in i.fields.items()}) for i in held.items.values()]


def deploy(tenant: Emulated) -> None:
    held = tenant.site.list("Decisions")
    inside = {column["displayName"]: column["name"] for column in held.columns}
    for item, row in rows(tenant, "Decisions"):
        if "Deploy" in str(row.get("Choices")):
            chosen = {inside["Your choice"]: "Deploy", inside["Your name"]: "Fay Moss"}
            held.change(item, chosen, tenant.hands.now())


def answer(tenant: Emulated, letter: bytes) -> bytes:
    """An auditor answers that it is done, in words of their own."""
    reader = str(re.search(rb"(?m)^To: (\S+)", letter)[1], "ascii")  # type: ignore[index]
    reference = re.search(rb"AU-\w{4}-\w{2}", letter)
    assert reference is not None
    mail = EmailMessage()
    mail["From"], mail["To"] = reader, ADDRESS
    mail["Subject"] = f"Re: {reference[0].decode()}"
    mail["Message-ID"] = "<done@council.example>"
    mail["X-MS-Exchange-Organization-AuthAs"] = "Internal"
    mail.set_content(f"COMPLETE\nRemedial actions: 1. {WORDS}, by 12 January 2026\n")
    return mail.as_bytes()


def test_a_full_run_with_failures_says_nothing_that_it_should_not(
    all_said: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lot = ByLot(Random(7), of=8)
    with emulated(lot, watched=False) as tenant:
        make_lists(tenant)
        tenant.site.drive.save("Annexe A/Annexe A 2025-12-01.xlsx", annexe(day("1 Dec 2025")))
        service = replace(
            service_on(open_sqlite(tmp_path / "store.db"), configured()),
            mailbox=tenant.mailbox(),
            library=tenant.library(),
            lists=tenant.lists(),
        )
        printed = look(tenant, service, "1 Dec 2025 09:00")
        deploy(tenant)
        printed += look(tenant, service, "1 Dec 2025 10:30")
        assigned = next(d for d in tenant.box.departed if b": due Wed" in d.raw)
        tenant.box.undeliverable.add(f"cara@{DOMAIN}")
        tenant.box.deliver(answer(tenant, assigned.raw), tenant.hands.now())
        tenant.box.deliver(
            b"From: x@elsewhere.example\r\nSubject: " + WORDS.encode() + b"\r\n\r\nHi"
        )
        printed += look(tenant, service, "2 Dec 2025 10:00")
        printed += look(tenant, service, "2 Dec 2025 16:30")
        service.store.close()
        tokens = list(tenant.service.tenant.login.tokens)

    said = "\n".join(
        f"{record.name} {record.getMessage()} {record.exc_text or ''}"
        for record in all_said.records
    )
    output = said + printed + "".join(capfd.readouterr())
    assert "letter completed_receipt about AU-" in said
    assert sum(lot.happened.values()) > 20
    assert len(tenant.box.departed) > 10
    kept_back = [
        SECRET,
        "Bearer",
        WORDS,
        "xylophone",
        *tokens,
        DOMAIN,
        ADDRESS,
        "elsewhere.example",
    ]
    kept_back += [str(person["Name"]) for person in PEOPLE]
    kept_back += [child.person.id for child in children(day("1 Dec 2025")).children]
    assert [word for word in kept_back if word in output] == []
    assert re.findall(r"[\w.+-]+@[\w-]+\.\w+|eyJ[\w-]{10,}", output) == []


@pytest.mark.usefixtures("all_said")
def test_the_libraries_would_say_it_if_they_were_let(caplog: pytest.LogCaptureFixture) -> None:
    """Else the test above would prove nothing."""
    with emulated(watched=False) as tenant:
        url = f"{tenant.access.graph_url}/users/{ADDRESS}"
        requests.get(url, timeout=5)
        assert ADDRESS in caplog.text
        caplog.clear()
        hush()
        requests.get(url, timeout=5)
        assert caplog.text == ""
