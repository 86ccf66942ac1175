"""What an auditor has found, as those are told who may see it."""

from collections.abc import Collection

from bot.policy.form import AuditReturn
from bot.policy.model import AuditFile, Fact


def view_facts(returned: AuditReturn | None, released: Collection[int] = ()) -> dict[str, Fact]:
    """Grades and actions; `released` are the numbers of those that the team knows already."""
    if returned is None:
        return {"grades": [], "good_practice": "", "actions": []}
    actions: list[Fact] = [
        {"number": n, "text": a.text, "days": a.days, "released": n in released}
        for n, a in enumerate(returned.actions, 1)
    ]
    return {
        "grades": [{"section": g.section, "grade": g.grade} for g in returned.grades],
        "good_practice": returned.good_practice,
        "actions": actions,
    }


def of_everybody(files: Collection[AuditFile]) -> list[Fact]:
    """The view of each auditor of a panel, by name: only once all of them are in (R-8.1-1)."""
    return [
        {"auditor": file.audit.auditor, "ref": file.audit.ref, **view_facts(file.returned)}
        for file in sorted(files, key=lambda f: f.audit.ref)
    ]
