"""How a difference between the mailbox and the ledger is told."""

import pytest

from bot.policy.mail_count import differences


@pytest.mark.parametrize(
    ("held", "known", "left_over", "told"),
    [
        ({"Handled": 0}, {}, 0, ()),
        ({"Handled": 4, "Put aside": 1}, {"Handled": 4, "Put aside": 1}, 0, ()),
        (
            {"Handled": 3},
            {"Handled": 5},
            0,
            ("The folder Handled holds 3 mails, and the ledger knows of 5: 2 missing.",),
        ),
        (
            {"Handled": 1},
            {},
            0,
            ("The folder Handled holds 1 mail, and the ledger knows of 0: 1 too many.",),
        ),
        ({}, {}, 1, ("In the inbox 1 mail has waited for more than an hour.",)),
        ({}, {}, 2, ("In the inbox 2 mails have waited for more than an hour.",)),
    ],
)
def test_each_difference_is_a_sentence(
    held: dict[str, int], known: dict[str, int], left_over: int, told: tuple[str, ...]
) -> None:
    assert differences(held, known, left_over) == told
