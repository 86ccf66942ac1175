"""Learn anew what the words of replies usually wish: `python -m tests.learn_phrases`.

It reads the phrases of `tests/mail/corpus` and writes `bot/mail/learnt_words.tsv`. With `--folds`
it writes nothing and says how many phrases the learnt reader alone reads right that it did not
learn from.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.mail.learnt import CONCERN, LEARNT, STEP, features, sentence_features
from bot.policy.said import WishKind
from tests.mail import phrases
from tests.mail.phrases import Phrase

_CALM = "calm"
_ROUNDS, _RATE, _DECAY = 12, 0.3, 1e-3
_OFTEN = 2  # in fewer phrases than these, a feature is chance
_FOLDS = 10


@dataclass(frozen=True)
class Known:
    """A text as what is looked at in it, and what it is."""

    features: frozenset[str]
    label: str


def main() -> None:
    if "--folds" in sys.argv:
        for name, known in (("wishes", wishes()), ("concerns", concerns())):
            share = _right_unseen(known)
            sys.stdout.write(f"{name}: {share:.1f} % of {len(known)} unseen phrases are right\n")
        return
    by_wish, by_concern = learn(wishes()), learn(concerns())
    names = sorted(next(iter(by_wish.values())))
    lines = [f"# learnt from {of_phrases()}", "\t".join(["feature", *names, CONCERN])]
    for feature in sorted(by_wish.keys() | by_concern.keys()):
        told = by_concern.get(feature, {})
        weights = [by_wish.get(feature, {}).get(name, 0.0) for name in names]
        weights.append(told.get(CONCERN, 0.0) - told.get(_CALM, 0.0))
        kept = [round(STEP * weight) for weight in weights]
        if max(map(abs, kept)) > 1:
            lines.append("\t".join([feature, *map(str, kept)]))
    LEARNT.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(lines) - 2} features are in {LEARNT.name}\n")


def of_phrases() -> str:
    """A mark of all that was learnt from, which a test compares."""
    known = [f"{one.text}\t{one.context}\t{label}" for one, label in _wished()]
    told = [f"{text}\t{label}" for text, label in _told()]
    return hashlib.sha256("\n".join((*known, *told)).encode()).hexdigest()[:16]


# --- What is learnt from --------------------------------------------------------------------------


def wishes() -> list[Known]:
    """Every phrase that wishes one thing."""
    return [
        Known(frozenset(features(one.text, one.received, one.context)), label)
        for one, label in _wished()
    ]


def _wished() -> Iterator[tuple[Phrase, str]]:
    for one in (*phrases.UNDERSTOOD, *phrases.LEARNT_FROM):
        if len(one.wishes) == 1:
            yield one, next(iter(one.wishes))


def concerns() -> list[Known]:
    """Every text, by whether it tells of a child who may not be safe."""
    return [Known(frozenset(sentence_features(text)), label) for text, label in _told()]


def _told() -> Iterator[tuple[str, str]]:
    for one in (*phrases.UNDERSTOOD, *phrases.LEARNT_FROM):
        if one.context.thread != "safeguarding":
            raised = WishKind.SAFEGUARDING in one.wishes
            yield one.text, CONCERN if raised else _CALM
    alarming = (*phrases.ALARMING, *phrases.TOLD_INDIRECTLY, *phrases.TOLD_PLAINLY)
    yield from ((text, CONCERN) for text in alarming)
    calm = (*phrases.CALM, *phrases.CALM_ABOUT_FAMILIES, *phrases.CALM_BESIDES)
    calm += phrases.CALM_WITH_GRAVE_WORDS
    yield from ((text, _CALM) for text in calm)


# --- Learning -------------------------------------------------------------------------------------


def learn(known: Sequence[Known]) -> dict[str, dict[str, float]]:
    """The weight of each feature for each label: logistic regression, by AdaGrad (Duchi 2011)."""
    counts = Counter(feature for one in known for feature in one.features)
    vocabulary = sorted(feature for feature, count in counts.items() if count >= _OFTEN)
    place = {feature: at for at, feature in enumerate(vocabulary)}
    labels = sorted({one.label for one in known})
    rows = [np.array(sorted(place[f] for f in one.features if f in place)) for one in known]
    weights = np.zeros((len(vocabulary), len(labels)))
    steps = np.full_like(weights, 1e-2)
    order = np.random.default_rng(1)
    for _ in range(_ROUNDS):
        for at in order.permutation(len(known)):
            row = rows[at]
            slope = _shares(weights, row)
            slope[labels.index(known[at].label)] -= 1
            change = slope[None, :] + _DECAY * weights[row]
            steps[row] += change * change
            weights[row] -= _RATE * change / np.sqrt(steps[row])
    return {
        feature: dict(zip(labels, map(float, weights[at]), strict=True))
        for feature, at in place.items()
    }


def _shares(weights: NDArray[np.float64], row: NDArray[np.int64]) -> NDArray[np.float64]:
    scores = weights[row].sum(0) * 3 / np.sqrt(max(1, len(row)))
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def _right_unseen(known: Sequence[Known]) -> float:
    right = 0
    for fold in range(_FOLDS):
        learnt = learn([one for at, one in enumerate(known) if at % _FOLDS != fold])
        for one in known[fold::_FOLDS]:
            rows = [learnt[feature] for feature in one.features if feature in learnt]
            totals = Counter[str]()
            for row in rows:
                totals.update(row)
            right += max(totals, key=totals.__getitem__, default="") == one.label
    return 100 * right / len(known)


if __name__ == "__main__":
    main()
