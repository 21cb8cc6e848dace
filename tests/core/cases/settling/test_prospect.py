"""What is foreseen of pending cases, beside plain loops over days, ages and states."""

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from willet.core.cases.settling import prospect
from willet.core.cases.settling.history import Floats, History
from willet.core.cases.settling.level import level_of
from willet.core.cases.settling.prospect import Prospect, codes_of, prospect_of

AGES, DAYS, STATES = 2, 40, 12
NOTHING = np.zeros(0, np.intp)
NO_ROWS = (NOTHING, NOTHING, NOTHING, NOTHING, np.zeros(0), np.zeros(0))


def seen(seed: int, *, few: bool = False) -> History:
    """Some cases of every day, age and state, better or worse by the day; of the newest days none has ended."""
    rng = np.random.default_rng(seed)
    stood = rng.integers(0, 3 if few else 9, (DAYS, AGES, STATES)).astype(float)
    ended = stood.copy()
    ended[:AGES] = 0
    of_day = rng.uniform(-0.1, 0.1, (DAYS, AGES, 1)) + np.linspace(0.1, 0.9, STATES)
    solved = rng.binomial(ended.astype(int), of_day).astype(float)
    return History(stood, ended, solved, {}, NO_ROWS)


def test_a_chance_is_moved_by_its_groups_shift_in_log_odds() -> None:
    chances = np.full((2, STATES), 0.5)
    chances[1, 3], chances[0, 4] = 0.8, np.nan
    known = Prospect(chances, {}, np.array([-1.0, 1.0]), np.array([0.1, 0.2]), None)

    chance, error = known.of(
        np.array([1, 1, 1, 5, 0, 0]), np.array([3, 3, 3, 3, 4, 0]), np.array([0, 1, -1, 1, 1, 1])
    )

    moved = 4 * np.e / (1 + 4 * np.e)
    less = 4 / np.e / (1 + 4 / np.e)
    assert chance[[0, 1, 2, 3, 5]] == pytest.approx([less, moved, 0.8, moved, np.e / (1 + np.e)])
    assert error[[0, 1, 2, 3, 5]].tolist() == [0.2, 0.2, 0.2, 0.2, 0.1]
    assert np.isnan(chance[4])
    assert np.isnan(error[4])


def weight(day: int, ago: int) -> float:
    since = day - ago - AGES
    return 0.5 ** (since / 28) if 0 <= since < 168 else 0.0


def test_days_count_once_they_have_ended_half_as_much_after_each_four_weeks() -> None:
    empty = np.zeros((AGES + 1 + 170, AGES, STATES))
    long = History(empty, empty, empty, {}, NO_ROWS)

    weights = prospect._weights(long, 1)

    assert weights.tolist() == pytest.approx([weight(day, 1) for day in range(len(empty))])
    assert np.flatnonzero(weights).tolist() == list(range(3, 171))
    assert (weights[3], weights[31]) == (1.0, 0.5)


def foreseen(history: History, ago: int) -> Floats:
    """State by state: what is known of it leans on its word and whether it was taken, these on its age."""
    chances = np.full((AGES, STATES), np.nan)
    for age in range(AGES):
        ended, solved, kin_ended, kin_solved = ([0.0] * STATES for _ in range(4))
        whole = 0.0
        for day in range(DAYS):
            w = weight(day, ago)
            whole += history.ended[day, age].sum() if w > 0 else 0
            for state in range(STATES):
                ended[state] += w * history.ended[day, age, state]
                solved[state] += w * history.solved[day, age, state]
        for state in range(STATES):
            kin_ended[state % 6] += ended[state]
            kin_solved[state % 6] += solved[state]
        if whole < 30:
            continue
        overall = (sum(solved) + 1) / (sum(ended) + 2)
        for state in range(STATES):
            kin = (kin_solved[state % 6] + 5 * overall) / (kin_ended[state % 6] + 5)
            chances[age, state] = (solved[state] + 5 * kin) / (ended[state] + 5)
    return chances


@pytest.mark.parametrize("ago", [0, 1, 30])
def test_chances_lean_on_their_kin_and_these_on_all(ago: int) -> None:
    history = seen(3)

    assert prospect._chances(history, ago) == pytest.approx(foreseen(history, ago))


@pytest.mark.parametrize(("cases", "known"), [(29, False), (30, True)])
def test_of_fewer_than_thirty_ended_cases_of_an_age_nothing_is_foreseen(
    cases: int, known: bool
) -> None:
    ended = np.zeros((DAYS, AGES, STATES))
    ended[10, 1, 0] = cases - 9
    ended[11, 1, 7] = 9
    ended[0, 1, 0] = 500  # of a day whose window is open
    ended[10, 0, 0] = 30

    chances = prospect._chances(History(ended, ended, ended / 2, {}, NO_ROWS), 0)

    assert np.isnan(chances[1]).all() != known
    assert not np.isnan(chances[0]).any()


def test_a_group_is_moved_by_its_surplus_over_what_it_knows_and_twenty_cases_more() -> None:
    chances = np.full((AGES, STATES), 0.6)
    chances[0, 1] = np.nan  # taken to be even
    ago, group = np.array([2, 30, 2, 1, 2, 2]), np.array([1, 1, 0, 1, -1, 1])
    age, state = np.array([0, 1, 0, 0, 0, 0]), np.array([5, 6, 5, 5, 5, 1])
    ended, solved = np.array([10.0, 8, 4, 9, 7, 6]), np.array([9.0, 2, 4, 9, 0, 1])
    rows = (ago, group, age, state, ended, solved)
    empty = np.zeros((DAYS, AGES, STATES))

    shifts = prospect._shifts(
        History(empty, empty, empty, {("q", "a"): 0, ("q", "b"): 1}, rows), chances
    )

    surplus = (9 - 6) + 0.5 * (2 - 4.8) + (1 - 3)
    known = 10 * 0.24 + 0.5 * 8 * 0.24 + 6 * 0.25
    assert shifts == pytest.approx([(4 - 2.4) / (4 * 0.24 + 20), surplus / (known + 20)])


def test_without_groups_there_is_one_that_is_never_moved() -> None:
    empty = np.zeros((DAYS, AGES, STATES))

    assert prospect._shifts(
        History(empty, empty, empty, {}, NO_ROWS), np.full((AGES, STATES), 0.5)
    ).tolist() == [0.0]  # fmt: skip


def trusted(surplus: float, due: float, spread: float, days: float) -> float:
    own = surplus / due if due else 0.0
    usual = 0.01 * (spread / due if due else 0.25)
    lacking = max(7 - days, 0) / 7
    middle = 0.975
    wider = stats.t(max(days, 7)).ppf(middle) / stats.norm.ppf(middle)
    return float(sqrt((1 - lacking) * max(own, 0) + lacking * usual) * wider)


@pytest.mark.parametrize(
    "record",
    [(4.0, 100.0, 20.0, 10), (4.0, 100.0, 20.0, 7), (4.0, 100.0, 20.0, 3), (-4.0, 100.0, 20.0, 3),
     (-4.0, 100.0, 20.0, 28), (0.0, 0.0, 0.0, 0)],
)  # fmt: skip
def test_a_short_record_is_mended_with_the_usual_error(
    record: tuple[float, float, float, float],
) -> None:
    columns = [np.array([one], np.float64) for one in record]

    assert prospect._trusted(*columns) == pytest.approx([trusted(*record)])


def record_of(history: History) -> list[float]:
    """Looking back from each day before: what would have been foreseen of days that have ended since."""
    errors = []
    for age in range(AGES):
        surplus = due = spread = days = 0.0
        for ago in range(1, AGES + 28):
            day = ago + age
            chance = foreseen(history, ago)[age]
            ended, solved = history.ended[day, age], history.solved[day, age]
            if not AGES <= day < AGES + 28 or np.isnan(chance[0]) or not ended.any():
                continue
            luck = sum(n * p * (1 - p) for n, p in zip(ended, chance, strict=True))
            surplus += (solved.sum() - sum(ended * chance)) ** 2 - luck
            due += ended.sum() ** 2
            spread += luck * ended.sum()
            days += 1
        errors.append(trusted(surplus, due, spread, days))
    return errors


@pytest.mark.parametrize("few", [False, True])
def test_the_error_is_read_off_what_would_have_been_foreseen_of_past_days(few: bool) -> None:
    history = seen(4, few=few)
    history.ended[6] = history.solved[6] = 0  # a day on which nothing ended says nothing

    assert prospect._error(history) == pytest.approx(record_of(history))


def test_a_lake_shorter_than_the_record_has_no_more_days_than_it_has() -> None:
    history = seen(5)
    short = History(history.stood[:9], history.ended[:9], history.solved[:9], {}, NO_ROWS)

    assert np.isfinite(prospect._error(short)).all()


def test_what_is_foreseen_today_is_all_of_these_together() -> None:
    history = seen(6)

    today = prospect_of(history)

    learned = foreseen(history, 0)
    level = level_of(history, *prospect._counts(history, prospect._weights(history, 0)))
    assert today.chances == pytest.approx(level.moved(learned))
    assert (today.error >= np.array(record_of(history)) - 1e-12).all()
    assert today.shifts.tolist() == [0.0]
    assert today.groups == {}


def test_codes_of_pairs_are_their_numbers() -> None:
    groups = {("sales", "a"): 0, ("", "a"): 1}

    assert codes_of(groups, [("", "a"), ("sales", "b"), ("sales", "a")]).tolist() == [1, -1, 0]
    assert codes_of(groups, []).tolist() == []
