"""The caps beyond which no mail is answered."""

import pytest

from bot.policy.caps import Answered, reached
from tests.policy.cast import RULES

SENDER, AUDIT, HOUR = RULES.sender_cap, RULES.audit_cap, RULES.hour_cap


@pytest.mark.parametrize(
    ("answered", "on"),
    [
        (Answered(0, 0, 0), None),
        (Answered(SENDER - 1, AUDIT - 1, HOUR - 1), None),
        (Answered(SENDER, 0, 0), "sender Ada Marsh"),
        (Answered(0, AUDIT, 0), "audit AU-1"),
        (Answered(0, 0, HOUR), "everybody"),
        (Answered(SENDER + 1, AUDIT + 1, HOUR + 1), "sender Ada Marsh"),
    ],
)
def test_what_is_beyond_which_cap(answered: Answered, on: str | None) -> None:
    cap = reached(answered, "Ada Marsh", "AU-1", RULES)
    assert (cap.on if cap else None) == on


def test_the_reason_names_how_many_of_whom() -> None:
    cap = reached(Answered(SENDER, 0, 0), "Ada Marsh", None, RULES)
    assert cap is not None
    assert cap.why.startswith(f"there have been {SENDER} mails of Ada Marsh today")
    strangers = reached(Answered(SENDER, 0, 0), "", None, RULES)
    assert strangers is not None
    assert "not on the People list" in strangers.why
