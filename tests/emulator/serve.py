"""An emulated Microsoft 365 to try the administrator's guide on: an empty site, an empty mailbox.

    python -m tests.emulator.serve            then follow docs/administrator.md from step 5 on

Prints the settings that reach it, then takes the part of administrators and people, a line each:

    role manage      what Update-MgSitePermission grants on the site: read, write or manage
    put FILE         puts a file into the folder Annexe A of the library
    mail FILE.eml    a mail comes in
    sent             lists the letters that have left
    quit

Nothing is kept when it ends.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from email import message_from_bytes, policy
from pathlib import Path

from bot import clock
from bot.demo.microsoft365.faults import Faults, misbehaving
from bot.demo.microsoft365.login import CLIENT, SECRET, TENANT
from bot.demo.microsoft365.server import Microsoft365
from bot.demo.microsoft365.tenant import Tenant

MAILBOX = "case-audits@moorbridge.example"
COLLEAGUE = "grace.whitfield@moorbridge.example"  # a mailbox that must stay closed
SITE = "moorbridge.sharepoint.com:/sites/audits"


def environment(service: Microsoft365) -> Mapping[str, str]:
    """The settings of a workspace that works here."""
    return {
        "AUDIT_BOT_CONNECTOR_KIND": "microsoft365",
        "AUDIT_BOT_COUNCIL_MAILBOX": MAILBOX,
        "AUDIT_BOT_GRAPH_TENANT": TENANT,
        "AUDIT_BOT_GRAPH_CLIENT": CLIENT,
        "AUDIT_BOT_GRAPH_SIGN_IN": "secret",
        "AUDIT_BOT_GRAPH_SECRET": SECRET,
        "AUDIT_BOT_GRAPH_SITE": f"https://{SITE.replace(':', '')}",
        "AUDIT_BOT_GRAPH_URL": service.graph_url,
        "AUDIT_BOT_LOGIN_URL": service.login_url,
    }


def made(port: int = 0, faults: Faults | None = None) -> Microsoft365:
    """Its clock is that of this machine; its site is granted with the role write."""
    tenant = Tenant(clock.now, mailbox=MAILBOX, site=SITE)
    tenant.add_mailbox(COLLEAGUE)
    return Microsoft365(tenant, faults, port)


def role(service: Microsoft365, given: str) -> str:
    if given not in ("read", "write", "manage"):
        return "The roles are read, write and manage."
    service.tenant.site_roles[SITE] = given
    return f"The application has the role {given} on the site."


def put(service: Microsoft365, given: str) -> str:
    file = Path(given)
    service.tenant.site(SITE).drive.save(f"Annexe A/{file.name}", file.read_bytes())
    return f"{file.name} lies in Annexe A."


def mail(service: Microsoft365, given: str) -> str:
    service.tenant.mailbox(MAILBOX).deliver(Path(given).read_bytes())
    return "It lies in the inbox."


def sent(service: Microsoft365, given: str) -> str:
    box = service.tenant.mailbox(MAILBOX)
    box.all()
    letters = [message_from_bytes(each.raw, policy=policy.default) for each in box.departed]
    return "\n".join(f"{letter['To']}: {letter['Subject']}" for letter in letters) or "Nothing yet."


COMMANDS: Mapping[str, Callable[[Microsoft365, str], str]] = {
    "role": role,
    "put": put,
    "mail": mail,
    "sent": sent,
}


def obey(service: Microsoft365, lines: Iterable[str]) -> Iterable[str]:
    """What each line does, in a sentence; until "quit" or the end."""
    for line in lines:
        name, _, given = line.strip().partition(" ")
        if name == "quit":
            return
        if name:
            known = COMMANDS.get(name)
            try:
                yield known(service, given.strip()) if known else f"Commands: {', '.join(COMMANDS)}"
            except OSError as error:
                yield f"{given}: {error.strerror}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--port", type=int, default=8365)
    parser.add_argument("--misbehaving", type=float, default=0, help="percent of all requests")
    parser.add_argument(
        "--strict", action="store_true", help="hold all to Graph's specification, if it is at hand"
    )
    given = parser.parse_args()
    faults = misbehaving(1, given.misbehaving / 100) if given.misbehaving else None
    service = made(given.port, faults)
    breaches = watched(service) if given.strict else []
    with service.running():
        for name, value in environment(service).items():
            _say(f'export {name}="{value}"')
        for told in obey(service, sys.stdin):
            _say(told)
    _say("\n".join([f"{service.requests} requests were answered.", *breaches]))
    return 1 if breaches else 0


def watched(service: Microsoft365) -> list[str]:
    """What breaks the specification, as it is found. Needs the tools of the developers."""
    from tests.emulator.specification import Specification

    specification = Specification()
    service.watches.append(specification.watch)
    return specification.breaches


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
