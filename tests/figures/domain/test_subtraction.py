"""What a reader without the right to individuals can work out of the figures shown, by taking one from another."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.scaffold.shelf import Shelf
from willet.figures.domain.asking import Reading, read_lake
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection
from willet.people.visibility import OPEN

QUEUES, CHANNELS = ("help", "night", "sales"), ("chat", "phone")
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@dataclass(frozen=True)
class Call:
    """One call, as the file that is imported has it."""

    agent: str
    queue: str
    channel: str


def drawn(seed: int) -> list[Call]:
    """Twelve agents of a few places each: some places are of one or two people alone."""
    rng = random.Random(seed)
    places = [(q, c) for q in QUEUES for c in CHANNELS]
    weights = (9, 1, 1, 2, 9, 3)
    return [
        Call(f"Agent {n}", queue, channel)
        for n in range(12)
        for queue, channel in rng.choices(places, weights, k=3)
    ]


def written(calls: list[Call]) -> str:
    head = "contact_id,arrived_at,queue,channel,agent,outcome\n"
    return head + "".join(
        f"{n},2026-03-{1 + n % 28:02} 09:00:00,{c.queue},{c.channel},{c.agent},answered\n"
        for n, c in enumerate(calls)
    )


@pytest.fixture(params=[20261129, 20261130])
def calls(request: pytest.FixtureRequest, home: Path, shelf: Shelf) -> list[Call]:
    found = drawn(request.param)
    shelf.put(home, written(found), count=len(found))
    return found


def selections() -> Iterator[dict[str, tuple[str, ...]]]:
    queues = [(), *itertools.combinations(QUEUES, 1), *itertools.combinations(QUEUES, 2)]
    for queue, channel in itertools.product(queues, [(), *((c,) for c in CHANNELS)]):
        chosen = {"queue": queue, "channel": channel}
        yield {name: values for name, values in chosen.items() if values}


def counts(reading: Reading, cells: dict[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """The cells of which a count is shown, each with the values it stands for."""
    selection = Selection(MARCH, cells=cells)
    for by in ((), ("queue",), ("channel",)):
        if by:
            rows = reading.ask(["received"], selection=selection, by=by).rows
            yield from ({str(k): str(v) for k, v in r.keys.items()} for r in rows if r.value)
        else:
            try:
                reading.counted(selection)
            except ClosedError:
                continue
            yield {}


def rows_of(
    calls: list[Call], cells: dict[str, tuple[str, ...]], cell: dict[str, str]
) -> frozenset[int]:
    return frozenset(
        n
        for n, call in enumerate(calls)
        if all(getattr(call, name) in values for name, values in cells.items())
        and all(getattr(call, name) == value for name, value in cell.items())
    )


@pytest.mark.journey("cases", but_first=True)
def test_no_count_less_another_is_that_of_too_few(calls: list[Call]) -> None:
    reading = read_lake(OPEN)
    assert reading is not None
    shown = {
        rows_of(calls, cells, cell): (cells, cell)
        for cells in selections()
        for cell in counts(reading, cells)
    }

    pairs = [(a, b) for a in {frozenset[int](), *shown} for b in shown if a < b]

    crews = {(a, b): {calls[n].agent for n in b - a} for a, b in pairs}
    assert len(shown) > 1
    told = [(shown.get(a), shown[b], crew) for (a, b), crew in crews.items() if len(crew) < 3]
    assert told == []
