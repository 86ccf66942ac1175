"""One council's Microsoft 365: whom it lets in, its mailboxes, its site."""

from collections.abc import Callable
from datetime import datetime

from bot.demo.microsoft365.drive import Drive
from bot.demo.microsoft365.login import Login
from bot.demo.microsoft365.mailbox import Mailbox
from bot.demo.microsoft365.site import Site
from bot.demo.microsoft365.uploads import Uploads
from bot.demo.microsoft365.wire import Refusal, not_found


class Tenant:
    """What the administrators have set up. `now` tells the time that its clocks show."""

    def __init__(self, now: Callable[[], datetime], *, mailbox: str, site: str) -> None:
        """`site`: host and path, such as "council.sharepoint.com:/sites/audits"."""
        self.now = now
        self.login = Login(now)
        self.uploads = Uploads(now)
        self.mailboxes = {mailbox.casefold(): Mailbox(mailbox, now)}
        self.sites = {site.casefold(): Site(site, now)}
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

    def mailbox(self, user: str) -> Mailbox:
        """Raises Refusal where there is none, or where the service may not open it."""
        found = self.mailboxes.get(user.casefold())
        if found is None:
            raise Refusal(404, "ErrorInvalidUser", f"The requested user '{user}' is invalid.")
        if user.casefold() not in self.open_mailboxes:
            raise Refusal(
                403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."
            )
        return found

    def site(self, given: str, *, role: str = "read") -> Site:
        """By its id or by "host:/path". Raises Refusal."""
        found = next((s for a, s in self.sites.items() if given.casefold() in (a, s.id)), None)
        if found is None:
            raise not_found()
        granted = self.site_roles.get(found.address.casefold())
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


_ROLES = ("read", "write", "owner", "fullcontrol")
