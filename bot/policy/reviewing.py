"""What a reviewer says of an audit, and what the Consultant Head makes of it (6.5, A-8)."""

from dataclasses import replace

from bot.policy.council import Person
from bot.policy.decision import Decision, Letter, Question, QuestionKind
from bot.policy.digests import digest_lines
from bot.policy.facts import audit_facts, person_facts
from bot.policy.life import Event, after, refusal
from bot.policy.model import Audit, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.quality import review_facts
from bot.policy.releasing import actions_of, result
from bot.policy.requiring import perhaps_same
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from bot.policy.wording import count_words, day_words

RELEASE, GIVE_BACK, NOTED = "Release it", "Give it back to the auditor", "Noted"
_LONGEST_WORDS = 1000


def confirm(file: AuditFile, review: Review, by: Person, occasion: Occasion) -> Decision:
    """The reviewer agrees: the result leaves for the Team Manager."""
    done = replace(review, status=ReviewStatus.CONFIRMED, done_on=occasion.today)
    note = f"{review.kind.value.lower()}: confirmed by {by.name}"
    receipt = _receipt(done, file.audit, by, True, occasion)
    if review.kind is ReviewKind.PEER or refusal(file.audit, Event.RELEASE):
        return Decision(note, (done,), (receipt, *digest_lines(file.audit.ref, note, occasion)))
    released = release(file, done, note, occasion)
    return replace(released, letters=(receipt, *released.letters))


def release(file: AuditFile, review: Review, note: str, occasion: Occasion) -> Decision:
    """To the Team Manager, with the actions that the team does not know yet."""
    stated = file.returned.actions if file.returned else ()
    left = [(n, a) for n, a in enumerate(stated, 1) if n not in review.released]
    actions = actions_of(file, file.audit, left, occasion)
    waits = actions or file.open_actions
    audit = after(file.audit, Event.RELEASE if waits else Event.CLOSE)
    # Whoever has had the urgent ones already needs no second letter that says "nothing".
    letters = result(audit, actions, occasion) if actions or not review.released else []
    line = f"{note}; {count_words(len(actions), 'remedial action')} released"
    asked = perhaps_same(file, actions)
    return Decision(line, (review, audit, *actions), tuple(letters), asked)


def not_confirmed(
    file: AuditFile, review: Review, by: Person, words: str, occasion: Occasion
) -> Decision:
    """The reviewer does not agree: the Consultant Head decides, and nothing leaves meanwhile."""
    doubted = replace(
        review,
        status=ReviewStatus.NOT_CONFIRMED,
        done_on=occasion.today,
        words=words[:_LONGEST_WORDS],
    )
    decider = occasion.decider(file.audit.auditor)
    facts: dict[str, Fact] = {
        **review_facts(doubted, file.audit, file.returned, occasion),
        "by": person_facts(by),
        "words": doubted.words,
    }
    letters = [_receipt(doubted, file.audit, by, False, occasion)]
    if decider:
        letters.append(
            occasion.letter("review_not_confirmed", decider.person.name, review.ref, facts)
        )
    quality = review.kind is ReviewKind.QUALITY
    choices = (RELEASE, GIVE_BACK) if quality else (NOTED,)
    asks = f"{by.name} does not confirm {file.audit.ref}. " + (
        "What shall become of it?" if quality else "Please talk to the auditor."
    )
    question = Question(
        f"review {review.ref}", QuestionKind.REVIEW, review.ref, asks, choices[0], choices
    )
    note = f"{review.kind.value.lower()}: not confirmed by {by.name}"
    return Decision(note, (doubted,), tuple(letters), (question,))


def decide(file: AuditFile, review: Review, choice: str, by: str, occasion: Occasion) -> Decision:
    """What the Consultant Head has chosen for an audit that was not confirmed."""
    if review.status is not ReviewStatus.NOT_CONFIRMED:
        return Decision("no change: this has been decided already")
    decided = replace(review, status=ReviewStatus.DECIDED, words="")
    if choice == RELEASE and not refusal(file.audit, Event.RELEASE):
        return release(file, decided, f"released by {by}", occasion)
    if choice == GIVE_BACK and not refusal(file.audit, Event.GIVE_BACK):
        return _give_back(file, review, decided, by, occasion)
    return Decision(f"noted by {by}", (decided,))


def _give_back(
    file: AuditFile, review: Review, decided: Review, by: str, occasion: Occasion
) -> Decision:
    """The auditor looks again, with the reviewer's words; the first due date stays as it was."""
    day = occasion.policy.letter_day(occasion.at)
    due = occasion.calendar.add(day, occasion.rules.review_days)
    audit = replace(after(file.audit, Event.GIVE_BACK), due=due)
    facts: dict[str, Fact] = {"audit": audit_facts(audit, occasion), "words": review.words}
    letter = occasion.letter("audit_given_back", audit.auditor, audit.ref, facts)
    return Decision(
        f"given back to {audit.auditor} by {by}, due {day_words(due)}", (audit, decided), (letter,)
    )


def _receipt(
    review: Review, audit: Audit, by: Person, confirmed: bool, occasion: Occasion
) -> Letter:
    facts: dict[str, Fact] = {
        **review_facts(review, audit, None, occasion),
        "confirmed": confirmed,
    }
    return occasion.letter("review_receipt", by.name, review.ref, facts)


def without_review(file: AuditFile, review: Review, by: str, occasion: Occasion) -> Decision:
    """A person has released it, because nobody could review it."""
    cancelled = replace(review, status=ReviewStatus.CANCELLED)
    return release(file, cancelled, f"released without quality assurance by {by}", occasion)
