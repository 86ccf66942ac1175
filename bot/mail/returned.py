"""A returned form and the words beside it, put together as one statement of the auditor."""

from dataclasses import replace

from bot.mail.attached import Attached
from bot.mail.wishes import Understood
from bot.policy.council import tidy
from bot.policy.said import StatedAction, StatedReturn, Wish, WishKind
from bot.workbooks.returned_form import ReturnedForm

CONCERN_STATED = "The audit return says that there is a safeguarding concern."


def wish(brought: Attached) -> Wish | None:
    """What a filled-in form wishes, whatever stands in the mail beside it."""
    return Wish(WishKind.RETURN, "the attached audit return") if brought.form else None


def with_form(understood: Understood, form: ReturnedForm | None) -> Understood:
    """What the words say, completed by what the form says. Where both speak, both are kept."""
    if form is None:
        return understood
    said, filled = understood.given, form.given
    given = StatedReturn(
        grades=(*said.grades, *filled.grades),
        all_grades=said.all_grades,
        good_practice="\n".join(filter(None, (said.good_practice, filled.good_practice))),
        actions_required=_either(said.actions_required, filled.actions_required),
        safeguarding=_either(
            _either(said.safeguarding, filled.safeguarding), True if form.concern else None
        ),
        form=filled.form,
        audit=filled.audit,
        faults=(*said.faults, *filled.faults),
    )
    none = understood.no_actions or filled.actions_required is False
    return replace(
        understood,
        actions=_together(understood.actions, form.actions),
        no_actions=none,
        given=given,
    )


def _either(one: bool | None, other: bool | None) -> bool | None:
    """A yes counts more than a no, and either more than nothing."""
    if one or other:
        return True
    return one if one is not None else other


def _together(
    said: tuple[StatedAction, ...], filled: tuple[StatedAction, ...]
) -> tuple[StatedAction, ...]:
    """Each action once, although mail and form may both have it."""
    return tuple({tidy(action.text): action for action in (*said, *filled)}.values())
