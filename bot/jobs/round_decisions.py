"""What a person has decided about a whole round: deploy it, discard it, take it back."""

from bot.policy.council import Person
from bot.policy.decision import Decision
from bot.policy.deploying import deploy
from bot.policy.discarding import discard, draw_again, wanted_after_all
from bot.policy.model import Round, RoundStatus
from bot.policy.occasion import Occasion
from bot.policy.proposals import DEPLOY, DISCARD, DRAW_AGAIN
from bot.policy.undeploying import Deployed, undeploy, why_not
from bot.policy.undo import refuse
from bot.store import outbox, programme, questions, second_looks
from bot.store.outbox import HAS_LEFT
from bot.store.transaction import Transaction


def decide_round(
    work: Transaction, round_: Round, choice: str, by: str, occasion: Occasion
) -> Decision:
    """Deployed, discarded or drawn again, once; by mail or in the list, whichever comes first."""
    if round_.status is not RoundStatus.PROPOSED:
        return Decision("no change: the round is not waiting to be deployed")
    questions.settle(work, f"round {round_.ref}", choice, by, occasion.at)
    audits = programme.audits_of(work, round_.ref)
    panels = second_looks.panels_of(work, round_.ref)
    if choice == DEPLOY:
        return deploy(round_, audits, occasion, by, panels)
    if choice == DRAW_AGAIN:
        return draw_again(round_, audits, panels, by)
    return discard(round_, audits, panels, by, occasion)


def take_back_round(
    work: Transaction, round_: Round, person: Person, occasion: Occasion
) -> Decision:
    """As far as it was not begun; letters that have not left never do. Discarding is undone too."""
    if round_.status is RoundStatus.DISCARDED:
        return wanted_after_all(round_, person.name)
    if reason := why_not(round_):
        return refuse(None, reason, person, occasion)
    audits = programme.audits_of(work, round_.ref)
    rows = outbox.of(work, [audit.ref for audit in audits])
    told = {(row.letter.about, row.letter.to) for row in rows if row.state in HAS_LEFT}
    it = Deployed(
        round_,
        audits,
        second_looks.panels_of(work, round_.ref),
        second_looks.reviews_of(work, round_.ref),
        told,
    )
    return undeploy(it, occasion, person.name)


CHOICES = {True: DEPLOY, False: DISCARD}
