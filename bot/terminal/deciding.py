"""Answering, from the command line, a question that waits for a person."""

from pathlib import Path

from bot import clock
from bot.jobs.apply_decisions import answer_now
from bot.jobs.read_configuration import read_configuration
from bot.terminal.records import open_questions
from bot.wiring import opened
from bot.workspace import WorkspaceError


def answer(workspace: Path, number: str, choice: str | None, person: str | None) -> str:
    """Carry out one choice. Raises WorkspaceError for a choice that is not offered."""
    found = open_questions(workspace)
    if not number.isdigit() or not 1 <= int(number) <= len(found):
        raise WorkspaceError(f"There is no question {number}. To list them:  audit-bot decide")
    question = found[int(number) - 1]
    offered = {c.casefold(): c for c in question.choices}
    if choice is None or choice.casefold() not in offered:
        raise WorkspaceError(f"Please choose one of: {' / '.join(question.choices)}.")
    at = clock.now()
    with opened(workspace) as service:
        policy = read_configuration(service, at).policy
        decider = policy.council.person(person)
        if decider is None:
            raise WorkspaceError("Please say who decides: --as and a name of the sheet People.")
        chosen = offered[choice.casefold()]
        answer_now(service, policy, question.key, chosen, decider.name, at)
    if policy.council.quiet(policy.today(at)):
        return f"Done: {chosen}. These are quiet days: the letters leave when they end."
    return f"Done: {chosen}. The letters leave with the next cycle:  audit-bot run {workspace}"
