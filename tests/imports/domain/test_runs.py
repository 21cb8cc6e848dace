"""Whether any calls are in, told from the state of the lake alone."""

from pathlib import Path

from willet.core.intake import undo
from willet.core.lake import Lake
from willet.imports.domain.runs import has_calls


def test_without_a_lake_no_calls_are_in(home: Path) -> None:
    assert not has_calls()


def test_calls_are_in_until_their_import_is_taken_back(small_lake: Path) -> None:
    runs = Lake.at(small_lake).runs()
    assert [has_calls(), *(run.active for run in runs)] == [True, *(True for _ in runs)]

    for run in runs:
        undo(small_lake, run.run_id)

    assert not has_calls()
