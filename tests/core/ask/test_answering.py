"""A question is answered from the rows as they are now, whatever files hold them."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

import willet
from willet.core.ask import answering, ask
from willet.core.lake import Lake
from willet.core.metrics import Question
from willet.core.records import LakeError

Store = Callable[..., set[date]]

LINES = (
    "1;1;1999-01-04;7;sales;answered",
    "2;1;1999-01-05;8;sales;abandoned",
    "3;1;1999-02-04;9;help;answered",
)


def test_empty_lake_has_no_data_and_a_reason(lake: Lake) -> None:
    answer = ask(lake, Question.of(["received", "abandonment_rate"]))

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


def test_many_files_are_pruned_to_the_same_answer(
    lake: Lake, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store("a", *LINES)
    question = Question.of("received", by="queue", first="1999-01-05", last="1999-02-28")
    whole = answering.answer(lake.snapshot(), question)

    monkeypatch.setattr(answering, "_MANY_FILES", 0)

    assert answering.answer(lake.snapshot(), question).rows == whole.rows


def test_missing_file_is_a_failing_lake(lake: Lake, store: Store) -> None:
    store("a", *LINES)
    lake.snapshot().files("contacts")[0].unlink()

    with pytest.raises(LakeError, match=r"parquet is damaged. Run `willet check --repair`"):
        ask(lake, Question.of("received", by="queue"))
