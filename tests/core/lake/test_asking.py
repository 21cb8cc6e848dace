"""A question is answered from the rows as they are now, and remembered as long as they stay."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import willet
from willet.core.lake import Lake, asking
from willet.core.lake.asking import Memory
from willet.core.metrics import Question
from willet.core.records import LakeError, RequestError

Store = Callable[..., set[date]]

LINES = (
    "1;1;1999-01-04;7;sales;answered",
    "2;1;1999-01-05;8;sales;abandoned",
    "3;1;1999-02-04;9;help;answered",
)


def test_empty_lake_has_no_data_and_a_reason(lake: Lake) -> None:
    answer = lake.ask(Question.of(["received", "abandonment_rate"]))

    counted, share = answer.rows
    assert (counted.value, share.value) == (0, None)
    assert share.reason is not None


def test_answer_counts_by_month(lake: Lake, store: Store) -> None:
    store("a", *LINES)

    answer = willet.open(lake.path).ask(["received", "answered"], by=["month"])

    assert [(r.metric, r.keys["month"], r.value) for r in answer.rows] == [
        ("received", "1999-01", 2),
        ("received", "1999-02", 1),
        ("answered", "1999-01", 1),
        ("answered", "1999-02", 1),
    ]
    assert answer.as_of == datetime(1999, 2, 4, 10)  # the lake's times are naive UTC


@pytest.mark.parametrize(
    "window",
    [
        {"first": "1999-01-05", "last": "1999-02-03"},
        {"from_": date(1999, 1, 5), "to": date(1999, 2, 3)},
    ],
)
def test_window_is_inclusive_under_both_its_names(
    lake: Lake, store: Store, window: dict[str, Any]
) -> None:
    store("a", *LINES)

    assert willet.open(lake.path).ask("received", **window).row.value == 1


def test_one_bound_under_two_names_is_refused(lake: Lake) -> None:
    with pytest.raises(RequestError, match="first and from_ are the same bound; give one of them"):
        willet.open(lake.path).ask("received", first="1999-01-01", from_="1999-01-02")


def test_many_files_are_pruned_to_the_same_answer(
    lake: Lake, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store("a", *LINES)
    question = Question.of("received", by="queue", first="1999-01-05", last="1999-02-28")
    whole = asking.ask(lake.snapshot(), question)

    monkeypatch.setattr(asking, "_MANY_FILES", 0)

    assert asking.ask(lake.snapshot(), question).rows == whole.rows


def test_answer_is_remembered_until_a_row_changes(lake: Lake, store: Store) -> None:
    store("a", *LINES)
    memory, question = Memory(), Question.of("received")
    first = memory.ask(lake.snapshot(), question)

    store("b", *LINES)
    unchanged = memory.ask(lake.snapshot(), question)
    store("c", "4;1;1999-02-04;9;help;answered")
    changed = memory.ask(lake.snapshot(), question)

    assert unchanged is first
    assert (first.row.value, changed.row.value) == (3, 4)


def test_memory_lets_the_oldest_go(lake: Lake) -> None:
    memory = Memory(size=2)
    asked = [Question.of("received", where=f"queue = 'q{n}'") for n in range(3)]
    first = [memory.ask(lake.snapshot(), question) for question in asked]

    assert memory.ask(lake.snapshot(), asked[2]) is first[2]
    assert memory.ask(lake.snapshot(), asked[0]) is not first[0]


def test_missing_file_is_a_failing_lake(lake: Lake, store: Store) -> None:
    store("a", *LINES)
    lake.snapshot().files("contacts")[0].unlink()

    with pytest.raises(LakeError, match=r"parquet is damaged. Run `willet check --repair`"):
        lake.ask(Question.of("received", by="queue"))


def test_lake_of_the_home_folder_is_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Lake.create(tmp_path / "home" / "lake")
    monkeypatch.setenv("WILLET_HOME", str(tmp_path / "home"))

    assert willet.open().lake.path == tmp_path / "home" / "lake"


def test_importing_willet_loads_no_engine() -> None:
    script = "import sys, willet; print('duckdb' in sys.modules, 'numba' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert told.stdout == "False False\n"
