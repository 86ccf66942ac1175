"""What a person has decided about a whole round: deploy it, discard it, take it back."""

from bot.policy.decision import Decision
from bot.policy.deploying import deploy, discard
from bot.policy.model import Round, RoundStatus
from bot.policy.occasion import Occasion
from bot.policy.proposals import DEPLOY, DISCARD
from bot.policy.undeploying import Deployed, undeploy, why_not
from bot.store import outbox, programme, questions, second_looks
from bot.store.outbox import State
from bot.store.transaction import Transaction

_LEFT = frozenset({State.SENT, State.SENDING})


def decide_round(
    work: Transaction, round_: Round, choice: str, by: str, occasion: Occasion
) -> Decision:
    """Deployed or discarded, once; by mail or in the list, whichever comes first."""
    if round_.status is not RoundStatus.PROPOSED:
        return Decision("no change: the round is not waiting to be deployed")
    questions.settle(work, f"round {round_.ref}", choice, by, occasion.at)
    audits = programme.audits_of(work, round_.ref)
    panels = second_looks.panels_of(work, round_.ref)
    if choice == DEPLOY:
        return deploy(round_, audits, occasion, by, panels)
    return discard(round_, audits, by, panels)


def take_back_round(work: Transaction, round_: Round, by: str, occasion: Occasion) -> Decision:
    """As far as it was not begun; letters that have not left never do."""
    if reason := why_not(round_):
        return Decision(f"no change: {reason}")
    audits = programme.audits_of(work, round_.ref)
    rows = outbox.of(work, [audit.ref for audit in audits])
    told = {(row.letter.about, row.letter.to) for row in rows if row.state in _LEFT}
    it = Deployed(
        round_,
        audits,
        second_looks.panels_of(work, round_.ref),
        second_looks.reviews_of(work, round_.ref),
        told,
    )
    return undeploy(it, occasion, by)


CHOICES = {True: DEPLOY, False: DISCARD}
