"""The latent-class model and its fit by expectation-maximisation, many models at once.

Plain steps only: they never make the data less likely, and from where they begin no label can switch.
Jumps ahead would settle sooner, and were seen to end on the other side where the judges tell little.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.intp]

_PRIOR = 0.5
"""Half an answer of each kind is added for every judge: no probability reaches 0 or 1."""


@dataclass(frozen=True)
class Model:
    """Models in the first axis: the share solved by group, and what judges say of either class."""

    share: Floats  # model x group
    says: Floats  # model x judge x class (unsolved, solved) x answer (no, yes, silent)

    def __getitem__(self, which: Ints) -> "Model":
        return Model(self.share[which], self.says[which])


def fitted(
    answers: Ints, counts: Floats, began: Model, *, close: float, rounds: int
) -> tuple[Model, int]:
    """The models that make the counts likeliest, and how many of them still moved after the last round.

    `answers[pattern, judge]` is the answer that a pattern holds (no, yes, silent), `counts[model, group,
    pattern]` how often it came. A model rests when a step moves none of its shares by `close`.
    """
    came = counts.any(axis=(0, 1))
    answers, counts = answers[came], counts[..., came]
    share, says = began.share.copy(), began.says.copy()
    left: Ints = np.arange(len(counts))
    for _ in range(rounds):
        now = Model(share[left], says[left])
        after = _step(answers, counts[left], now)
        share[left], says[left] = after.share, after.says
        left = left[np.abs(after.share - now.share).max(axis=1) >= close]
        if not len(left):
            break
    return Model(share, says), len(left)


def likelihood(answers: Ints, model: Model) -> Floats:
    """By model, class and pattern: how likely these answers are."""
    likely = model.says[:, 0, :, answers[:, 0]]
    for judge in range(1, answers.shape[1]):
        likely = likely * model.says[:, judge, :, answers[:, judge]]
    return np.moveaxis(likely, 0, 2)


def mixed(answers: Ints, model: Model) -> Floats:
    """By model, group and pattern: how likely these answers are whatever the truth."""
    unsolved, solved = _by_truth(answers, model)
    return np.asarray(unsolved + solved)


def overall(model: Model, counts: Floats) -> Floats:
    """The share solved over all groups, by model."""
    sizes = counts.sum(axis=-1)
    return np.asarray((model.share * sizes).sum(axis=-1) / sizes.sum(axis=-1))


def _step(answers: Ints, counts: Floats, model: Model) -> Model:
    unsolved, solved = _by_truth(answers, model)
    solved = solved / (unsolved + solved) * counts
    weights = np.stack([(counts - solved).sum(axis=1), solved.sum(axis=1)], axis=1)
    each = np.eye(3)[answers].reshape(len(answers), -1)
    given = (weights @ each).reshape(len(counts), 2, answers.shape[1], 3) + _PRIOR
    says = given.transpose(0, 2, 1, 3)
    share = (solved.sum(axis=2) + _PRIOR) / (counts.sum(axis=2) + 2 * _PRIOR)
    return Model(share, says / says.sum(axis=3, keepdims=True))


def _by_truth(answers: Ints, model: Model) -> tuple[Floats, Floats]:
    likely = likelihood(answers, model)[:, None]
    share = model.share[..., None]
    return (1 - share) * likely[:, :, 0], share * likely[:, :, 1]
