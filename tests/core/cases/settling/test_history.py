"""Counts of how past cases stood, by day, age and state: from rows of a state that held from one age until another."""

import numpy as np
import pytest

from willet.core.cases.settling.history import MOST_GROUPS, _counted, _groups, _over_ages


def test_a_state_counts_at_every_age_from_when_it_held_until_it_did_no_longer() -> None:
    rows = [(0, 0, 3, 4, 2), (1, 0, 2, 4, 3), (1, 2, 3, 5, 4), (0, 1, 3, 5, 5), (0, 0, 1, 4, 6)]
    ago, age, until, state, n = np.array(rows).T

    counts = _over_ages((2, 3, 6), ago, age, until, state, n.astype(np.float64))

    by_hand = np.zeros((2, 3, 6))
    for day, begin, end, of, many in rows:
        for at in range(begin, end):
            by_hand[day, at, of] += many
    assert counts == pytest.approx(by_hand)
    assert counts[0, :, 4].tolist() == [8, 2, 2]


def test_rows_of_unknown_end_stand_and_have_not_ended() -> None:
    rows = {
        "ago": np.array([0, 1, 1]),
        "state": np.array([2, 2, 2]),
        "age": np.array([0, 0, 1]),
        "until": np.array([1, 2, 2]),
        "n": np.array([4, 5, 6]),
        "queue": np.array(["q", "q", ""], object),
        "topic": np.array(["", "", "b"], object),
    }

    seen = _counted(rows, np.array([np.nan, 1.0, 0.0]), 3, 2)

    assert seen.ages == 2
    assert seen.stood[:, :, 2].tolist() == [[4, 0], [5, 11], [0, 0]]
    assert seen.ended[:, :, 2].tolist() == [[0, 0], [5, 11], [0, 0]]
    assert seen.solved[:, :, 2].tolist() == [[0, 0], [5, 5], [0, 0]]
    # today's cases of age 0, and yesterday's of age 1
    assert seen.pending[:, 2].tolist() == [4, 11]
    assert seen.groups == {("q", ""): 0, ("", "b"): 1}
    ago, group, age, state, ended, solved = seen.rows
    assert [c.tolist() for c in (ago, group, age, state)] == [
        [0, 1, 1], [0, 0, 1], [0, 0, 1], [2, 2, 2],
    ]  # fmt: skip
    assert (ended.tolist(), solved.tolist()) == ([0, 5, 6], [0, 5, 0])


def test_the_commonest_pairs_have_numbers_equal_ones_by_name_and_all_others_none() -> None:
    names = [f"t{n:03}" for n in range(MOST_GROUPS + 1)]
    queue = np.array(["q"] * (len(names) + 1), object)
    topic = np.array([*names, "t200"], object)
    n = np.array([1.0] * len(names) + [1.0])

    groups, of_rows = _groups(queue, topic, n)

    assert len(groups) == 200
    assert groups["q", "t200"] == 0  # two rows of one case each are more than one
    assert groups["q", "t000"] == 1
    assert ("q", "t199") not in groups
    assert of_rows[[0, 198, 199, 200, 201]].tolist() == [1, 199, -1, 0, 0]
