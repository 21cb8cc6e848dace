"""What an interval over clusters rests on: how many equal ones they are worth, and what only they can tell."""

import numpy as np
import pytest

from willet.core.metrics.sureness.clusters import (
    chosen,
    cluster_number,
    narrowest,
    no_interval,
    part_to_learn,
    too_few_clusters,
    widest,
)


def of(*cells: list[float]) -> dict[str, np.ndarray]:
    """The moments of cells, each given by how many rows its clusters have."""
    sizes = [np.array(cell) for cell in cells]
    return {
        "clusters": np.array([len(size) for size in sizes], np.float64),
        "below": np.array([size.sum() for size in sizes]),
        "below_squares": np.array([(size**2).sum() for size in sizes]),
    }


def test_equal_clusters_are_worth_their_number_and_one_large_one_little_more_than_one() -> None:
    assert cluster_number(of([5.0] * 4, [96.0, 1, 1, 1, 1], [7.0])) == pytest.approx(
        [4, 100**2 / (96**2 + 4), 1]
    )


def test_clusters_of_one_row_tell_nothing_that_rows_do_not() -> None:
    assert part_to_learn(of([1.0] * 9, [2.0] * 9, [10.0] * 3)) == pytest.approx([0, 0.5, 0.9])


@pytest.mark.parametrize(
    ("sizes", "few", "counted"),
    [
        ([9.0], False, False),  # one alone has the interval of its rows
        ([9.0, 9.0], True, True),
        ([9.0, 9.0, 9.0], True, True),
        ([9.0] * 4, False, False),
        ([9.0, 9.0, 9.0, 1.0], False, False),  # worth a little more than three
        ([90.0, 9.0, 9.0, 9.0], True, True),
        ([2.0, 2.0], False, True),  # hardly clusters: half of the variance is that of rows
        ([2.0, 2.1], True, True),
        ([1.0, 1.0, 1.0], False, True),
    ],
)
def test_three_clusters_in_equal_size_are_too_few_where_they_matter(
    sizes: list[float], few: bool, counted: bool
) -> None:
    moments = of(sizes)

    assert too_few_clusters(moments).tolist() == [few]
    assert too_few_clusters(moments, counted=True).tolist() == [counted]


def test_intervals_are_joined_end_by_end() -> None:
    one = np.array([0.1, 0.3, np.nan]), np.array([0.5, 0.6, 0.7])
    other = np.array([0.2, 0.2, 0.4]), np.array([0.4, 0.8, np.nan])

    inner, outer = narrowest(one, other), widest(one, other)
    picked = chosen(np.array([True, False, True]), one, other)

    assert [end.tolist() for end in inner] == [[0.2, 0.3, 0.4], [0.4, 0.6, 0.7]]
    assert [end.tolist() for end in outer] == [[0.1, 0.2, 0.4], [0.5, 0.8, 0.7]]
    assert picked[0][:2].tolist() == [0.1, 0.2]
    assert picked[1].tolist() == [0.5, 0.8, 0.7]
    assert all(np.isnan(end).all() for end in no_interval(np.array([0.5, 1.0])))
