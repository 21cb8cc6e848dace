"""How many were truly solved when no evidence is a gold standard: a latent-class model, with its doubts.

Dawid and Skene (1979) with two classes, solved and not; where cases fall into groups with different
shares (Hui and Walter 1980), each group has its own share and all groups the same judges. A judge who
is silent says a third thing, so that silence may itself depend on the truth (customers who were helped
answer more often). Assumes that, given the truth, judges err independently of each other and alike in
every group. Neither can be proved from the data; what can be checked is, and is said in `warnings`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from willet.core.cases.mixture import Floats, Ints, Model, fitted, mixed, overall
from willet.core.records import Message, saying

NO, YES, SILENT = 0, 1, 2
ROUNDS, CLOSE = 2_000, 1e-9
DRAWS, ROUNDS_OF_DRAWS, CLOSE_OF_DRAWS = 100, 500, 1e-7
GROUPS = 24
"""Groups told apart; the smallest beyond are one group, for a mixture of two classes mixes to one again."""
_DOUBTFUL = 0.001
_UNSETTLED = DRAWS // 20

DEPENDENT = saying(
    "latent.dependent",
    "The evidence meets more or less often than judges who err independently, and alike in every group, "
    "would: the estimate leans towards what they share, and its interval is too narrow.",
)
UNCHECKED = saying(
    "latent.unchecked",
    "With these few kinds of evidence the model fits any data: its assumptions could not be checked.",
)
UNSETTLED = saying(
    "latent.unsettled",
    "The evidence hardly tells solved from unsolved here: the estimate did not settle, and its interval is "
    "too narrow.",
)
USELESS = saying(
    "latent.useless",
    "%(judge)s hardly tells solved from unsolved here; the estimate rests on the others.",
)


@dataclass(frozen=True, slots=True)
class Judge:
    """How well one kind of evidence tells the truth, by the model: how often it says yes, when it speaks."""

    name: str
    sensitivity: float
    specificity: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share truly solved, with its 95 % interval, the judges, and what speaks against it.

    `warnings` are messages of this module; `judge` in their values is the name of a judge.
    """

    value: float
    low: float
    high: float
    n: int
    judges: tuple[Judge, ...]
    warnings: tuple[Message, ...]


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
    start = _start(answers, counts)
    model, moving = fitted(answers, counts[None], start, close=CLOSE, rounds=ROUNDS)
    drawn, still = _bootstrap(answers, counts, model, np.random.default_rng(seed))
    low, high = np.quantile(drawn, [0.025, 0.975])
    judges = tuple(_judge(names[k], says) for k, says in zip(useful, model.says[0], strict=True))
    return Estimate(
        float(overall(model, counts)[0]), float(low), float(high), int(counts.sum()), judges,
        tuple(_doubts(judges, answers, counts, model, settled=not moving and still < _UNSETTLED)),
    )  # fmt: skip


def _largest(counts: Floats) -> Floats:
    if len(counts) <= GROUPS:
        return counts
    order = np.argsort(-counts.sum(axis=1), kind="stable")
    rest = counts[order[GROUPS - 1 :]].sum(axis=0, keepdims=True)
    return np.concatenate([counts[order[: GROUPS - 1]], rest])


def _merged(verdicts: NDArray[np.int8], counts: Floats) -> tuple[Ints, Floats]:
    """Patterns that differ only in judges who were left out are one pattern: each is expected once."""
    patterns, place = np.unique(verdicts, axis=0, return_inverse=True)
    together = np.zeros((len(counts), len(patterns)))
    np.add.at(together.T, place.ravel(), counts.T)
    return patterns.astype(np.intp), together


def _start(answers: Ints, counts: Floats) -> Model:
    """Judges who are right four times in five; no label can switch from there."""
    judges = answers.shape[1]
    spoke = 1 - (counts @ (answers == SILENT)).sum(axis=0) / counts.sum()
    says = np.empty((judges, 2, 3))
    says[:, 0] = np.stack([0.8 * spoke, 0.2 * spoke, 1 - spoke], axis=1)
    says[:, 1] = np.stack([0.2 * spoke, 0.8 * spoke, 1 - spoke], axis=1)
    return Model(np.full((1, len(counts)), 0.5), (0.99 * says + 0.01 / 3)[None])


def _bootstrap(
    answers: Ints, counts: Floats, model: Model, draw: np.random.Generator
) -> tuple[Floats, int]:
    """The share in tables drawn anew, and how many of the models did not settle."""
    total = counts.sum()
    drawn = draw.multinomial(int(total), counts.ravel() / total, size=DRAWS)
    again = drawn.reshape(DRAWS, *counts.shape).astype(np.float64)
    began = model[np.zeros(DRAWS, np.intp)]
    models, moving = fitted(answers, again, began, close=CLOSE_OF_DRAWS, rounds=ROUNDS_OF_DRAWS)
    return overall(models, again), moving


def _judge(name: str, says: Floats) -> Judge:
    spoken = says[:, :SILENT] / says[:, :SILENT].sum(axis=1, keepdims=True)
    return Judge(name, float(spoken[1, YES]), float(spoken[0, NO]))


def _doubts(
    judges: tuple[Judge, ...], answers: Ints, counts: Floats, model: Model, *, settled: bool
) -> list[Message]:
    doubts = [] if settled else [UNSETTLED()]
    doubts += [USELESS(judge=j.name) for j in judges if j.sensitivity + j.specificity - 1 < 0.1]
    p = _fits(answers, counts, model)
    if p is None:
        doubts.append(UNCHECKED())
    elif p < _DOUBTFUL:
        doubts.append(DEPENDENT())
    return doubts


def _fits(answers: Ints, counts: Floats, model: Model) -> float | None:
    """Pearson's test of the model on cells that expect more than one; None where it could fit anything."""
    expected = counts.sum(axis=1)[:, None] * mixed(answers, model)[0]
    filled = expected > 1
    free = int(filled.sum()) - 2 * len(counts) - 4 * answers.shape[1]
    if free <= 0:
        return None
    return float(chdtrc(free, ((counts - expected) ** 2 / expected)[filled].sum()))
