"""Making a round's draw again, for whoever doubts it: the same, or what differs."""

from dataclasses import dataclass
from pathlib import Path

from bot.policy.model import Round
from bot.policy.redraw import Verdict, verify
from bot.store import draws, programme
from bot.terminal.records import record
from bot.workspace import WorkspaceError


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of drawing a round again, in both shapes in which it can be shown."""

    round: Round
    verdict: Verdict

    @property
    def same(self) -> bool:
        return not self.verdict.differences

    def as_json(self) -> dict[str, object]:
        return {
            "round": self.round.ref,
            "same": self.same,
            "differences": list(self.verdict.differences),
            "frame_sha256": self.round.frame_sha256,
            "seed": self.round.seed,
            "algorithm": self.round.algorithm,
        }

    def as_text(self) -> str:
        head = f"{self.round.ref}, {self.round.name}: {self.verdict.what}."
        if self.same:
            facts = (
                f"Frame      SHA-256 {self.round.frame_sha256}",
                f"Seed       {self.round.seed}",
                f"Algorithm  {self.round.algorithm}",
            )
            return "\n".join([head, "The same: every case, in the same order.", *facts])
        return "\n".join([head, "It differs:", *(f"- {each}" for each in self.verdict.differences)])


def verify_draw(workspace: Path, wanted: str) -> Verified:
    """Draw the round again that has this reference or period. Raises WorkspaceError."""
    with record(workspace) as store, store.reading() as work:
        round_ = programme.round_called(work, wanted)
        if round_ is None:
            raise WorkspaceError(
                f"There is no round {wanted} in {workspace}. Name it by its reference, such as "
                "RD-7K3F-Q2, or by its month, such as 2025-12."
            )
        stored = draws.of_round(work, round_.ref)
        audits = programme.audits_of(work, round_.ref)
    if stored is None:
        raise WorkspaceError(
            f"No draw is stored of {round_.ref}: its cases were named by a person, or what it was "
            "drawn from was deleted when its time was over."
        )
    return Verified(round_, verify(round_, stored, audits))
