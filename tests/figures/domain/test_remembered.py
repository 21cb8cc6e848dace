"""What is kept for one state of the lake."""

from pathlib import Path

from willet.core.lake import Lake
from willet.figures.domain.remembered import KEPT, recalled, remembered


def test_a_result_is_made_once_for_each_state_of_the_lake(made_lake: Path) -> None:
    lake, made = Lake.at(made_lake), list[str]()
    one, other = lake.snapshot(), lake.snapshot()

    for snapshot in (one, one, other):
        remembered(snapshot, "key", lambda: made.append("made"))

    assert len(made) == (1 if one is other else 2)


def test_the_oldest_is_forgotten_first(made_lake: Path) -> None:
    snapshot, made = Lake.at(made_lake).snapshot(), list[int]()

    for key in [*range(KEPT + 1), KEPT, 0]:
        remembered(snapshot, key, lambda key=key: made.append(key))  # type: ignore[misc]

    assert made == [*range(KEPT + 1), 0]


def test_only_what_was_made_is_recalled(made_lake: Path) -> None:
    snapshot = Lake.at(made_lake).snapshot()
    remembered(snapshot, "made", lambda: [1])

    assert (recalled(snapshot, "made"), recalled(snapshot, "never made")) == ([1], None)
