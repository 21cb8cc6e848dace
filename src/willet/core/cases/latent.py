"""How many were truly solved when no evidence is a gold standard: a latent-class model, with its doubts.

Dawid and Skene (1979) with two classes, solved and not; where cases fall into groups with different
shares (Hui and Walter 1980), each group has its own share and all groups the same judges. A judge who
is silent says a third thing, so that silence may itself depend on the truth (customers who were helped
answer more often). Assumes that, given the truth, judges err independently of each other and alike in
every group. Neither can be proved from the data; what can be checked is, and is said in `warnings`.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from willet.core.metrics import Sentence

Floats: TypeAlias = NDArray[np.float64]

NO, YES, SILENT = 0, 1, 2
ROUNDS, CLOSE = 2_000, 1e-9
DRAWS, CLOSE_DRAWS = 100, 1e-7
GROUPS = 24
"""Groups told apart; the smallest beyond are one group, for a mixture of two classes mixes to one again."""
_PRIOR = 0.5
"""Half an answer of each kind is added for every judge: no probability reaches 0 or 1."""
_DOUBTFUL = 0.001

DEPENDENT = (
    "The evidence meets more or less often than judges who err independently, and alike in every group, "
    "would: the estimate leans towards what they share, and its interval is too narrow."
)
UNCHECKED = "With these few kinds of evidence the model fits any data: its assumptions could not be checked."
USELESS = "%(judge)s hardly tells solved from unsolved here; the estimate rests on the others."


@dataclass(frozen=True, slots=True)
class Judge:
    """How well one kind of evidence tells the truth, by the model: how often it says yes, when it speaks."""

    name: str
    sensitivity: float
    specificity: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share truly solved, with its 95 % interval, the judges, and what speaks against it.

    `warnings` are sentences of this module; `judge` in their values is the name of a judge.
    """

    value: float
    low: float
    high: float
    n: int
    judges: tuple[Judge, ...]
    warnings: tuple[Sentence, ...]


@dataclass(frozen=True)
class _Model:
    """Any number of models at once: they stand in the leading axes."""

    share: Floats  # ... x group
    says: Floats  # ... x judge x class (unsolved, solved) x answer (no, yes, silent)


def estimate(
    names: tuple[str, ...], verdicts: NDArray[np.int8], counts: Floats, *, seed: int = 0
) -> Estimate | None:
    """The share truly solved behind patterns of verdicts.

    `verdicts[pattern, judge]` is NO, YES or SILENT; `counts[group, pattern]` how often it came. Judges
    that never say both things are left out. None where nobody speaks, or truth cannot be told from error.
    """
    useful = [k for k in range(len(names)) if {NO, YES} <= set(verdicts[counts.sum(axis=0) > 0, k])]
    groups = int((counts.sum(axis=1) > 0).sum())
    if len(useful) < 2 or (len(useful) == 2 and groups < 2):
        return None
    answers, counts = _merged(verdicts[:, useful], _largest(counts[counts.sum(axis=1) > 0]))
    model = _fit(answers, counts, _start(answers, counts), CLOSE)
    drawn = _bootstrap(answers, counts, model, np.random.default_rng(seed))
    low, high = np.quantile(drawn, [0.025, 0.975])
    judges = tuple(_judge(names[k], says) for k, says in zip(useful, model.says, strict=True))
    return Estimate(
        float(_overall(model, counts)), float(low), float(high), int(counts.sum()), judges,
        tuple(_doubts(judges, answers, counts, model)),
    )  # fmt: skip


def _largest(counts: Floats) -> Floats:
    if len(counts) <= GROUPS:
        return counts
    order = np.argsort(-counts.sum(axis=1), kind="stable")
    rest = counts[order[GROUPS - 1 :]].sum(axis=0, keepdims=True)
    return np.concatenate([counts[order[: GROUPS - 1]], rest])


def _merged(verdicts: NDArray[np.int8], counts: Floats) -> tuple[Floats, Floats]:
    """Patterns that differ only in judges who were left out are one pattern: each is expected once."""
    patterns, place = np.unique(verdicts, axis=0, return_inverse=True)
    together = np.zeros((len(counts), len(patterns)))
    np.add.at(together.T, place.ravel(), counts.T)
    return np.eye(3)[patterns], together


def _start(answers: Floats, counts: Floats) -> _Model:
    """Judges who are right four times in five; no label can switch from there."""
    judges = answers.shape[1]
    spoke = 1 - np.einsum("pj,gp->j", answers[:, :, SILENT], counts) / counts.sum()
    says = np.empty((judges, 2, 3))
    says[:, 0] = np.stack([0.8 * spoke, 0.2 * spoke, 1 - spoke], axis=1)
    says[:, 1] = np.stack([0.2 * spoke, 0.8 * spoke, 1 - spoke], axis=1)
    return _Model(np.full(len(counts), 0.5), 0.99 * says + 0.01 / 3)


def _fit(answers: Floats, counts: Floats, model: _Model, close: float) -> _Model:
    came = counts.reshape(-1, counts.shape[-1]).any(axis=0)
    answers, counts = answers[came], counts[..., came]
    for _ in range(ROUNDS):
        after = _step(answers, counts, model)
        if np.abs(after.share - model.share).max() < close:
            break
        model = after
    return after


def _step(answers: Floats, counts: Floats, model: _Model) -> _Model:
    solved = _posterior(answers, model) * counts
    unsolved = counts - solved
    weights = np.stack([unsolved.sum(axis=-2), solved.sum(axis=-2)], axis=-2)
    told = np.einsum("...cp,pja->...jca", weights, answers) + _PRIOR
    share = (solved.sum(axis=-1) + _PRIOR) / (counts.sum(axis=-1) + 2 * _PRIOR)
    return _Model(share, told / told.sum(axis=-1, keepdims=True))


def _likelihood(answers: Floats, model: _Model) -> Floats:
    """By class and pattern: how likely these answers are."""
    picked: Floats = np.einsum("pja,...jca->...jcp", answers, model.says)
    return np.asarray(picked.prod(axis=-3))


def _posterior(answers: Floats, model: _Model) -> Floats:
    likely = _likelihood(answers, model)
    solved = model.share[..., None] * likely[..., None, 1, :]
    unsolved = (1 - model.share[..., None]) * likely[..., None, 0, :]
    return np.asarray(solved / (solved + unsolved))


def _overall(model: _Model, counts: Floats) -> Floats:
    sizes = counts.sum(axis=-1)
    return np.asarray((model.share * sizes).sum(axis=-1) / sizes.sum(axis=-1))


def _bootstrap(answers: Floats, counts: Floats, model: _Model, draw: np.random.Generator) -> Floats:
    # Fitted at once: a hundred models of a few hundred cells cost little more than one.
    total = counts.sum()
    drawn = draw.multinomial(int(total), counts.ravel() / total, size=DRAWS)
    again = drawn.reshape(DRAWS, *counts.shape).astype(np.float64)
    began = _Model(
        np.broadcast_to(model.share, (DRAWS, *model.share.shape)),
        np.broadcast_to(model.says, (DRAWS, *model.says.shape)),
    )
    return _overall(_fit(answers, again, began, CLOSE_DRAWS), again)


def _judge(name: str, says: Floats) -> Judge:
    spoken = says[:, :SILENT] / says[:, :SILENT].sum(axis=1, keepdims=True)
    return Judge(name, float(spoken[1, YES]), float(spoken[0, NO]))


def _doubts(
    judges: tuple[Judge, ...], answers: Floats, counts: Floats, model: _Model
) -> list[Sentence]:
    doubts = [
        Sentence(USELESS, {"judge": j.name})
        for j in judges
        if j.sensitivity + j.specificity - 1 < 0.1
    ]
    p = _fits(answers, counts, model)
    if p is None:
        doubts.append(Sentence(UNCHECKED))
    elif p < _DOUBTFUL:
        doubts.append(Sentence(DEPENDENT))
    return doubts


def _fits(answers: Floats, counts: Floats, model: _Model) -> float | None:
    """Pearson's test of the model on cells that expect more than one; None where it could fit anything."""
    likely = _likelihood(answers, model)
    mixed = model.share[:, None] * likely[1] + (1 - model.share[:, None]) * likely[0]
    expected = counts.sum(axis=1)[:, None] * mixed
    filled = expected > 1
    free = int(filled.sum()) - 2 * len(counts) - 4 * answers.shape[1]
    if free <= 0:
        return None
    return float(chi2.sf(((counts - expected) ** 2 / expected)[filled].sum(), free))
