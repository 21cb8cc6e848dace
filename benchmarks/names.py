"""An alias of an agent with a million contacts, and what names cost a question: seconds, bytes written, ratios.

The same questions are put to one lake in turn, with a dimension of so many agents and without, each time to a
lake opened already and past the memory of answers.
"""

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.board import made_lake
from benchmarks.rounds import options, write_results
from willet.core.ask.answering import answer
from willet.core.lake import Lake
from willet.core.lake.dimension import (
    Dimension,
    Person,
    Spelt,
    Stretch,
    changing_dimension,
    write_dimension,
)
from willet.core.metrics import Question

AGENTS = 500
QUESTIONS = {
    "service level by day": Question.of("service_level", by="day"),
    "the board by day and queue": Question.of(
        ["received", "service_level", "call_resolution", "average_handle_time"], by=["day", "queue"]
    ),
    "call resolution by agent": Question.of("call_resolution", by="agent"),
    "handle time by team": Question.of("average_handle_time", by="team"),
    "received of one agent by week": Question.of("received", by="week", where="agent = '{agent}'"),
}
"""What is asked; `{agent}` is the first agent of the lake."""


def agents_of(lake: Lake) -> list[str]:
    """The agents as the facts spell them."""
    with lake.snapshot().reading(shown=frozenset()) as con:
        sql = "SELECT DISTINCT agent FROM contacts WHERE agent IS NOT NULL ORDER BY 1"
        return [agent for (agent,) in con.execute(sql).fetchall()]


def one_name(agents: Sequence[str]) -> Dimension:
    """Every spelling of the lake means one agent."""
    return Dimension(tuple(Spelt("agent", "", spelt, "The One") for spelt in agents))


def many_names(agents: Sequence[str], count: int) -> Dimension:
    """So many agents with a name, two stretches in teams and a hired day; the lake's own are among them."""
    spelt = [*agents, *(f"nobody {n}" for n in range(count - len(agents)))][:count]
    names = [f"Name of {one}" for one in spelt]
    change = date(2023, 7, 1)
    return Dimension(
        tuple(Spelt("agent", "", one, name) for one, name in zip(spelt, names, strict=True)),
        tuple(
            stretch
            for n, name in enumerate(names)
            for stretch in (
                Stretch(name, date.min, date(2023, 6, 30), f"Team {n % 20}"),
                Stretch(name, change, date.max, f"Team {(n + 1) % 20}"),
            )
        ),
        tuple(Person(name, date(2020, 1, 1)) for name in names),
    )


def seconds(work: Callable[[], object]) -> float:
    """How long it takes on the clock."""
    begins = time.perf_counter()
    work()
    return time.perf_counter() - begins


def processor_s(work: Callable[[], object]) -> float:
    """Seconds of all processors: what others do on the machine counts little."""
    begins = time.process_time()
    work()
    return time.process_time() - begins


def stamps(lake: Lake) -> Mapping[str, tuple[int, int]]:
    """Every file of facts with its moment and size."""
    files = (p for p in lake.layout.tables.rglob("*") if p.is_file())
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in files}


def put(lake: Lake, dimension: Dimension) -> None:
    """Swap a dimension in."""
    with changing_dimension(lake.layout):
        write_dimension(lake.layout, dimension)


def alias_lines(lake: Lake) -> list[str]:
    """How long an alias takes until the first figure under it, and what it wrote."""
    by_agent = Question.of("answered", by="agent")
    put(lake, Dimension())
    before = {r.keys["agent"]: r.value or 0 for r in answer(lake.snapshot(), by_agent).rows}
    files, agents = stamps(lake), agents_of(lake)
    written = seconds(partial(put, lake, one_name(agents)))
    asked = seconds(lambda: answer(lake.snapshot(), by_agent))
    after = {r.keys["agent"]: r.value or 0 for r in answer(lake.snapshot(), by_agent).rows}
    named = sum(value for agent, value in before.items() if agent is not None)
    assert after["The One"] == named, (after, named)
    same = "none" if stamps(lake) == files else "SOME"
    return [
        f"An agent of {named:,.0f} answered contacts under {len(agents)} spellings: written in {written:.3f} s, "
        f"first figures {asked:.2f} s later; files of facts written: {same}; "
        f"bytes of the dimension: {lake.layout.dimension.stat().st_size:,}.",
        "",
    ]


def cost_lines(lake: Lake, count: int, rounds: int) -> list[str]:
    """Each question with names and without, in turn."""
    agents = agents_of(lake)
    shapes = {False: Dimension(), True: many_names(agents, count)}
    asked = {name: _of(question, agents[0]) for name, question in QUESTIONS.items()}
    took: dict[tuple[str, bool], list[float]] = {}
    for _ in range(rounds):
        for named, dimension in shapes.items():
            put(lake, dimension)
            snapshot = lake.snapshot()
            for name, question in asked.items():
                put_so = _renamed(question, agents[0]) if named else question
                answer(snapshot, put_so)
                times = [processor_s(partial(answer, snapshot, put_so)) for _ in range(3)]
                took.setdefault((name, named), []).append(min(times))
    put(lake, Dimension())
    head = [
        f"| question | without, processor s | with {count} agents, processor s | ratio |",
        "|---|---|---|---|",
    ]
    return [*head, *(_line(name, took) for name in asked)]


def _line(name: str, took: Mapping[tuple[str, bool], Sequence[float]]) -> str:
    bare, named = median(took[name, False]), median(took[name, True])
    return f"| {name} | {bare:.3f} | {named:.3f} | **{named / bare:.2f}** |"


def _of(question: Question, agent: str) -> Question:
    where = None if question.where is None else f"agent = '{agent}'"
    return Question.of(question.metrics, by=question.by, where=where)


def _renamed(question: Question, agent: str) -> Question:
    return _of(question, f"Name of {agent}")


def main() -> None:
    """Make the lake, measure, write the result."""
    args = options(__doc__, rows=1_000_000, what="contacts in the lake, about", rounds=5)
    with tempfile.TemporaryDirectory(dir=args.folder, prefix="willet-bench-") as name:
        lake = Lake.at(made_lake(Path(args.kept or name), args.rows))
        lines = [*alias_lines(lake), *cost_lines(lake, AGENTS, args.rounds)]
    write_results("Names beside the facts", lines, args.results)


if __name__ == "__main__":
    main()
