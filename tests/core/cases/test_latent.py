"""The latent-class estimate finds a planted truth where its assumptions hold, and doubts itself where not."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from willet.core.cases.latent import NO, SILENT, YES, estimate

PATTERNS = np.array(list(product((NO, YES, SILENT), repeat=3)), np.int8)
NAMES = ("customer", "no_repeat", "disposition")


def heard(
    draw: np.random.Generator, n: int, shares: list[float], *, copied: float = 0.0
) -> tuple[Any, float]:
    """Counts of patterns by group, and the true share; `copied` of the third judge's words are the second's."""
    counts = np.zeros((len(shares), len(PATTERNS)))
    solved_in_all = 0
    for group, share in enumerate(shares):
        solved = draw.random(n) < share
        right = np.array([[0.9, 0.92], [0.75, 0.8], [0.6, 0.95]])  # specificity, sensitivity
        said = np.where(
            draw.random((n, 3)) < right[:, solved.astype(int)].T, solved[:, None], ~solved[:, None]
        )
        copies = draw.random(n) < copied
        said[copies, 2] = said[copies, 1]
        words = said.astype(np.int8)
        # Helped customers answer more often; that is allowed for.
        words[draw.random(n) > np.where(solved, 0.3, 0.15), 0] = SILENT
        for pattern in words:
            counts[group, pattern[0] * 9 + pattern[1] * 3 + pattern[2]] += 1
        solved_in_all += int(solved.sum())
    return counts, solved_in_all / (n * len(shares))


@pytest.mark.parametrize("seed", range(4))
def test_planted_share_is_found_within_two_points(seed: int) -> None:
    counts, truth = heard(np.random.default_rng(seed), 6000, [0.55, 0.7, 0.85])

    found = estimate(NAMES, PATTERNS, counts)

    assert found is not None
    assert found.value == pytest.approx(truth, abs=0.02)
    assert found.low < truth < found.high
    assert not [w for w in found.warnings if "independently" in str(w)]
    assert [j.specificity for j in found.judges] == pytest.approx([0.9, 0.75, 0.6], abs=0.06)


def test_judges_who_copy_each_other_raise_a_warning() -> None:
    counts, _ = heard(np.random.default_rng(1), 6000, [0.5, 0.7, 0.9], copied=0.6)

    found = estimate(NAMES, PATTERNS, counts)

    assert found is not None
    assert [w for w in found.warnings if "independently" in str(w)]


def test_one_group_and_three_judges_cannot_be_checked() -> None:
    counts, _ = heard(np.random.default_rng(2), 3000, [0.7])

    found = estimate(NAMES, PATTERNS, counts)

    assert found is not None
    assert [w for w in found.warnings if "could not be checked" in str(w)]


def test_two_judges_in_one_group_give_no_estimate() -> None:
    counts = np.zeros((1, len(PATTERNS)))
    counts[0, [NO * 9 + NO * 3 + SILENT, YES * 9 + YES * 3 + SILENT]] = 50

    assert estimate(NAMES, PATTERNS, counts) is None


def test_judge_who_never_doubts_is_left_out() -> None:
    counts, _ = heard(np.random.default_rng(3), 3000, [0.5, 0.8])
    always = PATTERNS[:, 1] != NO

    found = estimate(NAMES, PATTERNS[always], counts[:, always])

    assert found is not None
    assert [j.name for j in found.judges] == ["customer", "disposition"]


def test_kind_of_evidence_that_nobody_gave_changes_nothing() -> None:
    counts, _ = heard(np.random.default_rng(1), 4000, [0.5, 0.7, 0.9])
    silent = np.full((len(PATTERNS), 1), SILENT, np.int8)
    never = [np.concatenate([PATTERNS, np.full_like(silent, word)], axis=1) for word in (NO, YES)]
    wide = np.concatenate([np.concatenate([PATTERNS, silent], axis=1), *never])
    padded = np.concatenate([counts, np.zeros((3, 2 * len(PATTERNS)))], axis=1)

    plain, same = estimate(NAMES, PATTERNS, counts), estimate((*NAMES, "audit"), wide, padded)

    assert plain == same


def test_more_groups_than_are_told_apart_give_nearly_the_same_share() -> None:
    """Sixty groups, of which the smallest are taken together: a mixture of two classes mixes to one again."""
    counts, truth = heard(np.random.default_rng(4), 200, [0.5 + 0.4 * i / 60 for i in range(60)])

    found = estimate(NAMES, PATTERNS, counts)

    assert found is not None
    assert found.n == 12_000
    assert found.value == pytest.approx(truth, abs=0.03)


def test_evidence_that_tells_nothing_is_said_not_to_settle() -> None:
    """Two judges who say yes and no as a coin does: any share fits."""
    draw = np.random.default_rng(5)
    counts = np.zeros((6, len(PATTERNS)))
    for group in range(6):
        for one, other in draw.integers(0, 2, (500, 2)):
            counts[group, one * 9 + other * 3 + SILENT] += 1

    found = estimate(NAMES, PATTERNS, counts)

    assert found is not None
    assert [w for w in found.warnings if "did not settle" in str(w)]
