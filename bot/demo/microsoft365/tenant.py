"""One council's Microsoft 365: whom it lets in, its mailboxes, its site."""

from collections.abc import Callable
from datetime import datetime

from bot.demo.microsoft365.drive import Drive
from bot.demo.microsoft365.login import Login
from bot.demo.microsoft365.mailbox import Mailbox
from bot.demo.microsoft365.site import Site
from bot.demo.microsoft365.uploads import Uploads
from bot.demo.microsoft365.wire import Refusal, not_found

# Consented in Entra, these hold for every mailbox and site, whatever is scoped elsewhere.
MAIL_CONSENTED = {"Mail.Read", "Mail.ReadWrite", "Mail.Send"}
CONSENTED = {"Sites.FullControl.All": "fullcontrol", "Sites.ReadWrite.All": "write"}


class Tenant:
    """What the administrators have set up. `now` tells the time that its clocks show."""

    def __init__(self, now: Callable[[], datetime], *, mailbox: str, site: str) -> None:
        """`site`: host and path, such as "council.sharepoint.com:/sites/audits"."""
        self.now = now
        self.login = Login(now)
        self.uploads = Uploads(now)
        self.mailboxes = {mailbox.casefold(): Mailbox(mailbox, now)}
        host = site.partition(":")[0]  # every tenant has a root site too
        self.sites = {each.casefold(): Site(each, now) for each in (site, host)}
        self.may_send = True  # Application Mail.Send beside Application Mail.ReadWrite
        # RBAC for Applications and Sites.Selected: what the service may reach.
        self.open_mailboxes = {mailbox.casefold()}
        self.site_roles = {site.casefold(): "write"}

    def add_mailbox(self, address: str) -> Mailbox:
        """A mailbox that is there and that the service may not open."""
        self.mailboxes[address.casefold()] = Mailbox(address, self.now)
        return self.mailboxes[address.casefold()]

    def add_site(self, address: str) -> Site:
        self.sites[address.casefold()] = Site(address, self.now)
        return self.sites[address.casefold()]

    def mailbox(self, user: str, *, sending: bool = False) -> Mailbox:
        """Raises Refusal where there is none, or where the service may not open it."""
        found = self.mailboxes.get(user.casefold())
        if found is None:
            raise Refusal(404, "ErrorInvalidUser", f"The requested user '{user}' is invalid.")
        opened = (
            bool(MAIL_CONSENTED & set(self.login.roles)) or user.casefold() in self.open_mailboxes
        )
        if not opened or (sending and not self.may_send):
            raise Refusal(
                403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."
            )
        return found

    def site(self, given: str, *, role: str = "read") -> Site:
        """By its id or by "host:/path". Raises Refusal."""
        given = next(a for a in self.sites if ":" not in a) if given == "root" else given
        found = next((s for a, s in self.sites.items() if given.casefold() in (a, s.id)), None)
        if found is None:
            raise not_found()
        selected = "Sites.Selected" in self.login.roles
        granted = self.site_roles.get(found.address.casefold()) if selected else None
        granted = next(
            (role for name, role in CONSENTED.items() if name in self.login.roles), granted
        )
        if granted is None:
            raise Refusal(403, "accessDenied", "Access denied")
        if _ROLES.index(granted) < _ROLES.index(role):
            raise Refusal(403, "accessDenied", "Access denied")
        return found

    def drive(self, given: str, *, role: str = "read") -> Drive:
        for address, site in self.sites.items():
            if given == site.drive.id:
                return self.site(address, role=role).drive
        raise not_found()


# Of Sites.Selected. "manage" and "fullcontrol" can only be given to what has been granted before.
_ROLES = ("read", "write", "manage", "fullcontrol")
