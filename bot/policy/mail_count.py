"""Whether the folders of the mailbox hold what the ledger says: nothing may get lost in silence."""

from collections.abc import Mapping

from bot.policy.wording import count_words


def differences(
    held: Mapping[str, int], known: Mapping[str, int], left_over: int
) -> tuple[str, ...]:
    """Each difference in a sentence. `held`: mails by folder; `known`: the same in the ledger.

    `left_over`: mails that have waited in the inbox for more than an hour.
    """
    found = []
    for folder, number in held.items():
        off = number - known.get(folder, 0)
        if off:
            what = "too many" if off > 0 else "missing"
            found.append(
                f"The folder {folder} holds {count_words(number, 'mail')}, and the ledger knows of "
                f"{known.get(folder, 0)}: {abs(off)} {what}."
            )
    if left_over:
        waited = "has" if left_over == 1 else "have"
        found.append(
            f"In the inbox {count_words(left_over, 'mail')} {waited} waited for more than an hour."
        )
    return tuple(found)
