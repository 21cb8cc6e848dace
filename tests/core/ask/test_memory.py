"""An answer is remembered as long as the rows that it was given from stay."""

from collections.abc import Callable
from datetime import date

from willet.core.ask import Memory
from willet.core.lake import Lake
from willet.core.metrics import Question

Store = Callable[..., set[date]]

LINES = (
    "1;1;1999-01-04;7;sales;answered",
    "2;1;1999-01-05;8;sales;abandoned",
    "3;1;1999-02-04;9;help;answered",
)


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
