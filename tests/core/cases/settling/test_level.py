"""How the newest days differ is read off how their cases stand."""

import numpy as np
import pytest

from willet.core.cases.settling.history import Floats, History
from willet.core.cases.settling.level import DayOdds, level_of

AGES, DAYS, PER_DAY = 3, 40, 250.0
GOOD, BAD = np.full(12, 0.01), np.full(12, 0.01)
GOOD[5], BAD[4], BAD[10] = (
    0.89,
    0.69,
    0.21,
)  # written down as solved; as not solved, or come back besides
LEARNED = 0.8
NO_CODES, NO_COUNTS = np.zeros(0, np.intp), np.zeros(0)
ROWS = (NO_CODES, NO_CODES, NO_CODES, NO_CODES, NO_COUNTS, NO_COUNTS)


def stands(share: float) -> Floats:
    """How the cases of a day stand of which such a share ends well."""
    return PER_DAY * (share * GOOD + (1 - share) * BAD)


def odds(shares: list[float]) -> tuple[DayOdds, Floats, Floats]:
    """The newest days end so well, the newest first; those before as was learned."""
    stood = np.tile(stands(LEARNED), (DAYS, AGES, 1))
    for age, share in enumerate(shares):
        stood[age, age] = stands(share)
    solved = np.tile(PER_DAY * LEARNED * GOOD, (DAYS, AGES, 1))
    ended = np.tile(stands(LEARNED), (DAYS, AGES, 1))
    ended[:AGES], solved[:AGES] = 0, 0
    seen = History(stood, ended, solved, {}, ROWS)
    chances = solved[-1] / ended[-1]
    return level_of(seen, ended.sum(axis=0), solved.sum(axis=0)), chances, seen.pending


def shares(shown: list[float]) -> tuple[Floats, Floats]:
    found, chances, standing = odds(shown)
    moved = (found.moved(chances) * standing).sum(axis=1) / standing.sum(axis=1)
    return moved, found.doubt(chances, standing)


def test_days_like_those_learned_from_keep_their_chance() -> None:
    moved, doubt = shares([LEARNED] * AGES)

    assert moved == pytest.approx([LEARNED] * AGES, abs=0.005)
    assert (doubt < 0.02).all()


@pytest.mark.parametrize("now", [0.6, 0.92])
def test_days_since_a_change_follow_it_and_those_before_do_not(now: float) -> None:
    moved, _ = shares([now, now, LEARNED])

    assert moved[2] == pytest.approx(LEARNED, abs=0.01)
    assert moved[:2] == pytest.approx([now, now], abs=0.05)


@pytest.mark.parametrize(
    ("newest", "age"),
    [
        pytest.param([0.6, LEARNED, LEARNED], 0, id="today"),
        pytest.param([0.6, 0.6, LEARNED], 1, id="since yesterday, worse"),
        pytest.param([0.95, 0.95, LEARNED], 1, id="since yesterday, better"),
        pytest.param([LEARNED] * 3, None, id="as ever"),
        pytest.param([0.79, 0.81, 0.8], None, id="as ever, but for chance"),
        pytest.param([0.6, 0.6, 0.6], None, id="perhaps before the oldest"),
        pytest.param([0.7, 0.6, 0.65], None, id="perhaps before the oldest, and uneven"),
    ],
)
def test_the_day_of_a_change_is_told_where_it_is_sure(newest: list[float], age: int | None) -> None:
    found, _, _ = odds(newest)

    assert found.changed == age


def test_a_move_widens() -> None:
    _, quiet = shares([LEARNED] * AGES)
    _, after = shares([0.5, 0.5, LEARNED])

    assert after[0] > quiet[0]


def test_days_on_which_nothing_stands_are_no_fault() -> None:
    found, chances, standing = odds([0.6] * AGES)
    none = np.zeros((DAYS, AGES, 12))
    empty = History(none, none, none, {}, ROWS)

    nothing = level_of(empty, np.zeros((AGES, 12)), np.zeros((AGES, 12)))

    assert np.isfinite(nothing.moved(chances)).all()
    assert np.isfinite(nothing.doubt(chances, standing)).all()
    assert found.weights.shape == nothing.weights.shape
