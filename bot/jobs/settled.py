"""Audits about which a job had nothing to do, so that it looks at the others alone."""

from collections.abc import Iterable

from bot.policy.model import AuditFile
from bot.policy.occasion import Occasion


class Settled:
    """What one job has found nothing to do about: asked again once anything has changed.

    That is the audit with all that belongs to it, the day, or the policy in force: what a job owes
    follows from these. A file that stands as it did is the same object (`bot.store.files`).
    """

    def __init__(self) -> None:
        self._moment: object = None
        self._files: dict[str, AuditFile] = {}

    def others(self, files: Iterable[AuditFile], occasion: Occasion) -> list[AuditFile]:
        """Those of the files that have not been settled today, or have changed since."""
        moment = (occasion.today, occasion.policy)
        if moment != self._moment:
            self._moment, self._files = moment, {}
        return [file for file in files if self._files.get(file.audit.ref) is not file]

    def add(self, files: Iterable[AuditFile]) -> None:
        """Nothing is owed about these as they stand."""
        self._files |= {file.audit.ref: file for file in files}
