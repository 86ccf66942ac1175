"""The emulator as a server for whoever tries the administrator's guide."""

from pathlib import Path

from tests.emulator.client import Client
from tests.emulator.serve import COLLEAGUE, MAILBOX, SITE, environment, made, obey


def test_its_settings_reach_it_and_no_colleagues_mailbox() -> None:
    service = made()
    with service.running():
        assert environment(service)["AUDIT_BOT_GRAPH_URL"] == service.graph_url
        client = Client(service)
        assert client.sign_in().status == 200
        assert client.ask("GET", f"/users/{MAILBOX}/messages").status == 200
        assert client.ask("GET", f"/users/{COLLEAGUE}/messages").status == 403


def test_it_takes_the_part_of_administrators_and_people(tmp_path: Path) -> None:
    service = made()
    (tmp_path / "Annexe A.xlsx").write_bytes(b"PK")
    (tmp_path / "reply.eml").write_bytes(b"Subject: Re: AU-1\r\n\r\nDONE\r\n")
    lines = [
        "role manage",
        "role king",
        f"put {tmp_path / 'Annexe A.xlsx'}",
        f"mail {tmp_path / 'reply.eml'}",
        f"mail {tmp_path / 'none.eml'}",
        "sent",
        "dance",
        "quit",
        "role read",
    ]
    with service.running():
        told = list(obey(service, lines))
    assert told == [
        "The application has the role manage on the site.",
        "The roles are read, write and manage.",
        "Annexe A.xlsx lies in Annexe A.",
        "It lies in the inbox.",
        f"{tmp_path / 'none.eml'}: No such file or directory",
        "Nothing yet.",
        "Commands: role, put, mail, sent",
    ]
    assert service.tenant.site_roles[SITE] == "manage"
    assert "Annexe A/Annexe A.xlsx" in service.tenant.site(SITE).drive.files()
    assert len(service.tenant.mailbox(MAILBOX).named("Inbox")) == 1
