"""What an audit has found reaches the team: its remedial actions, and who is told (6.5, 9.3)."""

from collections.abc import Sequence

from bot.policy.alarms import if_nobody
from bot.policy.case_notes import actions_note
from bot.policy.decision import Letter
from bot.policy.digests import digest_lines
from bot.policy.facts import action_facts, audit_facts
from bot.policy.model import Action, Audit, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import owners
from bot.policy.references import ACTION
from bot.policy.requiring import placed
from bot.policy.said import StatedAction
from bot.policy.wording import count_words


def actions_of(
    file: AuditFile,
    audit: Audit,
    stated: Sequence[tuple[int, StatedAction]],
    occasion: Occasion,
) -> tuple[Action, ...]:
    """R-9.3-1: 25 working days, or fewer if stated; provisional till the Case Note (A-5).

    Each action comes with its number in the return, so that some may be made before the others.
    """
    found = []
    for number, said in stated:
        days = min(said.days or occasion.rules.action_days, occasion.rules.action_days)
        found.append(
            Action(
                ref=occasion.new_reference(ACTION, audit.ref, str(number)),
                audit=audit.ref,
                child=audit.child,
                team=audit.team,
                service_area=audit.service_area,
                text=said.text,
                category=said.category,
                safeguarding=said.is_safeguarding,
                days=days,
                created_on=occasion.today,
                due=occasion.calendar.add(occasion.today, days),
                provisional=True,
            )
        )
    return placed(file, audit, tuple(found), occasion)


def result(
    audit: Audit, actions: tuple[Action, ...], occasion: Occasion, *, more: bool = False
) -> list[Letter]:
    """To the Team Manager of the case, or who stands in; and to the case worker (6.5, R-2.1-1).

    `more`: these cannot wait for quality assurance, and the others follow after it (A-8).
    """
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "actions": action_facts(actions),
        "case_note": actions_note(audit, actions),
        "more": more,
    }
    told = owners(audit, occasion)
    letters = [occasion.letter("audit_result", t.person.name, audit.ref, facts) for t in told]
    worker = occasion.council.person(audit.worker)
    if worker and worker.name not in {t.person.name for t in told}:
        letters.append(occasion.letter("result_to_worker", worker.name, audit.ref, facts))
    line = f"completed; {count_words(len(actions), 'remedial action')}"
    if not told:
        line += "; nobody of its team is here to be told"
    letters += if_nobody(told, audit, "in its team what the audit has found", occasion)
    return [*letters, *digest_lines(audit.ref, line, occasion)]
