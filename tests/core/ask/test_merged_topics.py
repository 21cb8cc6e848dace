"""Two topics become one: counts follow at once; stored cases stay as the facts say; a question's own rule follows."""

from pathlib import Path

import pytest

from willet.core.ask import ask
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.lake.dimension import Dimension, changing_dimension, write_dimension
from willet.core.lake.dimension.rows import Spelt
from willet.core.metrics import Question

CALLS = """contact_id,arrived_at,queue,topic,outcome,customer_id
c0,2025-12-02 09:00:00,sales,other,answered,k8
c1,2026-03-02 09:00:00,sales,order,answered,k1
c2,2026-03-03 09:00:00,sales,fault,answered,k1
c9,2026-07-03 09:00:00,sales,other,answered,k9
"""
"""k1 calls twice within a day, about two things; the others only say from when until when the record goes."""


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    calls = tmp_path / "calls.csv"
    calls.write_text(CALLS, encoding="utf-8")
    import_files(tmp_path / "lake", "table", [calls], zone="Europe/Amsterdam")
    return Lake.at(tmp_path / "lake")


def merge(lake: Lake) -> None:
    with changing_dimension(lake.layout):
        write_dimension(lake.layout, Dimension(names=(Spelt("topic", "", "fault", "order"),)))


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("topic", "before", "after"),
    [("if_known", 1.0, 1.0), ("required", 1.0, 2.0), ("ignored", 2.0, 2.0)],
)
def test_contacts_of_a_case_before_and_after(
    lake: Lake, topic: str, before: float, after: float
) -> None:
    question = Question.of("contacts_per_case", params={"topic": topic})

    (was,) = ask(lake, question).rows
    merge(lake)
    (now,) = ask(lake, question).rows

    assert (was.value, now.value) == (before, after)


@pytest.mark.journey("history")
def test_counts_follow_at_once(lake: Lake) -> None:
    merge(lake)

    rows = ask(lake, Question.of("received", by="topic")).rows

    assert {row.keys["topic"]: row.value for row in rows if row.value} == {"order": 2, "other": 2}
