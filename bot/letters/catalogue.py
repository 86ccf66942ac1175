"""The list of letters: a letter that is not here does not exist."""

from collections.abc import Mapping

from bot.letters.audit_letters import AUDIT_LETTERS
from bot.letters.case_letters import CASE_LETTERS
from bot.letters.kind import LetterKind
from bot.letters.remedial_letters import REMEDIAL_LETTERS
from bot.letters.return_letters import RETURN_LETTERS
from bot.letters.round_letters import ROUND_LETTERS
from bot.letters.service_letters import SERVICE_LETTERS

KINDS: Mapping[str, LetterKind] = {
    kind.name: kind
    for kind in (
        *AUDIT_LETTERS,
        *ROUND_LETTERS,
        *REMEDIAL_LETTERS,
        *CASE_LETTERS,
        *RETURN_LETTERS,
        *SERVICE_LETTERS,
    )
}
