"""How often each kind of 95 % interval holds the truth: worlds drawn from their definitions, asked through the product.

Every run of a world is a queue of its own, so that one question by queue answers all runs; nothing else of a
run is shared. Agents have paces, days have jams, customers have luck, values have long tails; the truth is
what the definition of the world says, by formula or from many more days than any run sees.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import exp, log

import duckdb
import numpy as np
from numpy.typing import NDArray

from benchmarks.rounds import RESULTS, write_results
from willet.core import statistics
from willet.core.metrics import Answer, Question, answer_from, compile_question
from willet.core.records import TABLES

SEED = 7026
"""Fixed before the first run; every world draws from it and its own name."""
RUNS = 2000
MANY_DAYS = 400_000

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[np.generic]]
Draw = Callable[[np.random.Generator, int], Columns]
"""The rows of so many runs; the column `run` says whose a row is."""


@dataclass(frozen=True)
class World:
    """One table of rows, the metrics asked of it, and the true value of each."""

    name: str
    table: str
    draw: Draw
    truth: Mapping[str, float]
    target: tuple[float, float] = (0.93, 0.97)


@dataclass(frozen=True, slots=True)
class Held:
    """Of the runs that have an end on the side in question, how many hold the truth; of those with both, the width."""

    metric: str
    runs: int
    both: int
    held: float
    too_high: float
    too_low: float
    width: float


# --- what is drawn ---------------------------------------------------------------------------------------


def agents(
    rng: np.random.Generator, runs: int, *, count: int, calls: int, spread: float
) -> Columns:
    """Calls of agents whose pace differs by `spread` of the mean; some take far more calls than others."""
    pace = rng.lognormal(-log(1 + spread**2) / 2, np.sqrt(log(1 + spread**2)), (runs, count))
    taken = rng.poisson(calls / count * rng.gamma(4, 1 / 4, (runs, count))) + 1
    who = np.repeat(np.arange(runs * count), taken.ravel())
    own = pace.ravel()[who]
    times = {
        name: mean * own * rng.lognormal(-(s**2) / 2, s, len(who))
        for name, mean, s in (("talk_s", 240.0, 0.7), ("acw_s", 60.0, 0.5), ("ring_s", 8.0, 0.4))
    }
    return {"run": who // count, "agent": who % count, **times}


def days(
    rng: np.random.Generator, runs: int, *, count: int, jam: float, calls: int = 60
) -> Columns:
    """Visits of days with a jam of their own: waits grow with it, and so does the number of callers."""
    jams = rng.normal(size=(runs, count))
    came = rng.poisson(calls * np.exp(0.15 * jams - 0.15**2 / 2)) + 1
    day = np.repeat(np.arange(runs * count), came.ravel())
    mean = 12.0 * np.exp(jam * jams.ravel()[day])
    wait, patience = rng.exponential(mean), rng.exponential(120.0, len(day))
    answered = wait <= patience
    return {
        "run": day // count,
        "day": day % count,
        "answered": answered,
        "wait_s": np.where(answered, wait, patience),
    }


def truth_of_days(jam: float) -> dict[str, float]:
    """The shares and the mean wait over very many days."""
    rows = days(np.random.default_rng(SEED), 1, count=MANY_DAYS, jam=jam, calls=20)
    answered, wait = np.asarray(rows["answered"], bool), np.asarray(rows["wait_s"], np.float64)
    # the number of callers grows with the jam alike whatever the size of the centre, but for the one that is sure
    return {
        "service_level": float((answered & (wait <= 20)).mean()),
        "abandonment_rate": float((~answered).mean()),
        "average_speed_of_answer": float(wait[answered].mean()),
        "wait_p50": float(np.quantile(wait, 0.5)),
        "wait_p90": float(np.quantile(wait, 0.9)),
    }


def tails(rng: np.random.Generator, runs: int, *, n: int, s: float) -> Columns:
    """Waits of one day with a long tail, none sharing anything with another."""
    return {
        "run": np.repeat(np.arange(runs), n),
        "answered": np.ones(runs * n, np.bool_),
        "wait_s": rng.lognormal(3.0, s, runs * n),
    }


def customers(
    rng: np.random.Generator, runs: int, *, small: int, huge: int, size: int, alike: float
) -> Columns:
    """Answers of many small customers and a few huge ones, each with a luck of their own (0.7 on average)."""
    few = rng.poisson(0.5, (runs, small)) + 1
    many = rng.poisson(size, (runs, huge)) + 1
    answers = np.concatenate([few, many], axis=1)
    luck = rng.beta(0.7 * alike, 0.3 * alike, answers.shape)
    who = np.repeat(np.arange(answers.size), answers.ravel())
    score = np.where(rng.random(len(who)) < luck.ravel()[who], 5.0, 2.0)
    return {"run": who // answers.shape[1], "customer": who, "score": score}


# --- the product's answer --------------------------------------------------------------------------------

INTO = {
    "visits": """
        INSERT INTO visits BY NAME
        SELECT 'r' || run AS queue, 's:' || row_number() OVER () AS contact_id, 's' AS source, 1 AS visit_no,
            'inbound' AS direction, * EXCLUDE (run) FROM ({}) AS drawn""",
    "answers": """
        INSERT INTO answers BY NAME
        SELECT 'r' || run AS queue, 's:' || row_number() OVER () AS contact_id, 's' AS source,
            'csat' AS instrument, '1-5' AS scale, CAST(customer AS UBIGINT) AS customer_key, score
        FROM ({}) AS drawn""",
}
SPELLED = {
    "agent": "'a' || agent AS agent",
    "day": "DATE '2026-01-01' + CAST(day AS INTEGER) AS local_date",
    "answered": "CASE WHEN answered THEN 'answered' ELSE 'abandoned' END AS outcome",
}


def answers_of(world: World, columns: Columns) -> Answer:
    """The rows asked as the lake asks them: compiled, run, answered."""
    with duckdb.connect() as con:
        con.execute(TABLES[world.table].ddl())
        con.register("given", dict(columns))
        chosen = [SPELLED.get(name, name) for name in columns]
        chosen += (
            [] if "answered" in columns or world.table != "visits" else ["'answered' AS outcome"]
        )
        chosen += (
            []
            if "day" in columns or world.table != "visits"
            else ["DATE '2026-01-01' AS local_date"]
        )
        con.execute(INTO[world.table].format(f"SELECT {', '.join(chosen)} FROM given"))
        question = Question.of(list(world.truth), by="queue")
        compiled = compile_question(question)
        results = [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled]
    return answer_from(question, compiled, results, intervals=statistics)


def held_in(world: World, runs: int) -> Iterator[Held]:
    """Draw all runs, ask them, and count metric by metric."""
    rng = np.random.default_rng([SEED, *world.name.encode()])
    answer = answers_of(world, world.draw(rng, runs))
    for column in answer.columns:
        truth, figures = world.truth[column.metric], column.figures
        low, high = np.asarray(figures.low), np.asarray(figures.high)
        told = ~np.isnan(low)
        ends = np.where(np.isnan(high), np.inf, high)
        inside = (low[told] <= truth) & (truth <= ends[told])
        both = told & ~np.isnan(high)
        yield Held(
            column.metric,
            runs,
            int(both.sum()),
            float(inside.mean()) if told.any() else float("nan"),
            float((truth < low[told]).mean()) if told.any() else float("nan"),
            float((truth > ends[told]).mean()) if told.any() else float("nan"),
            float(np.median((high - low)[both] / truth)) if both.any() else float("nan"),
        )


# --- the worlds ------------------------------------------------------------------------------------------

HANDLING = {
    "average_handle_time": 300.0,
    "average_talk_time": 240.0,
    "after_call_work": 60.0,
    "average_ring_time": 8.0,
}


def worlds() -> Iterator[World]:
    """Every world, in the order of the table."""
    for count in (3, 4, 6, 10, 20, 40):
        for spread in (0.0, 0.1, 0.2, 0.3):
            draw = partial(agents, count=count, calls=1000, spread=spread)
            yield World(f"{count} agents, spread {spread}", "visits", draw, HANDLING)
    for jam in (0.3, 0.6):
        truth = truth_of_days(jam)
        for count in (3, 4, 5, 6, 7, 8, 14, 28):
            draw = partial(days, count=count, jam=jam)
            yield World(f"{count} days, jams of {jam}", "visits", draw, truth)
    for n in (29, 30, 50, 99):
        mean = {"average_speed_of_answer": exp(3.0 + 0.5)}
        draw = partial(tails, n=n, s=1.0)
        yield World(f"{n} log-normal waits, s = 1", "visits", draw, mean, (0.91, 0.97))
    for small, huge, size in (
        (200, 1, 100),
        (100, 2, 300),
        (200, 3, 100),
        (200, 5, 100),
        (200, 10, 50),
    ):
        for alike in (3.0, 20.0):
            draw = partial(customers, small=small, huge=huge, size=size, alike=alike)
            name = f"{small} small customers, {huge} with {size}, luck {1 / (1 + alike):.2f} alike"
            yield World(name, "answers", draw, {"csat_top2": 0.7})
    for n in (20, 35, 36, 100, 500, 3000):
        middle = {"wait_p50": exp(3.0), "wait_p90": exp(3.0 + 1.2815515655446004)}
        yield World(f"{n} waits, quantiles", "visits", partial(tails, n=n, s=1.0), middle)
    alone = partial(customers, small=0, huge=1, size=300, alike=3.0)
    yield World("one customer alone", "answers", alone, {"csat_top2": 0.7})


def line(world: World, held: Held) -> str:
    """One row of the table."""
    if not held.both and np.isnan(held.held):
        return f"| {world.name} | {held.metric} | none | | | |"
    ends = (
        "both ends"
        if held.both == held.runs
        else "lower end alone"
        if not held.both
        else f"{held.both} with both"
    )
    return (
        f"| {world.name} | {held.metric} | {ends} | **{held.held:.1%}** |"
        f" {held.too_high:.1%} / {held.too_low:.1%} | {held.width:.2f} |"
    )


def main() -> None:
    """Draw every world, ask, count, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--results", type=type(RESULTS), default=RESULTS)
    told = parser.parse_args()
    lines = [
        "*Beyond*: the whole interval above, or below, the truth. *Width* over the true value, median.",
        "",
        "| world | metric | interval | holds | beyond | width |",
        "|---|---|---|---|---|---|",
    ]
    for world in worlds():
        found = [line(world, held) for held in held_in(world, told.runs)]
        print("\n".join(found), flush=True)
        lines += found
    write_results("Intervals over agents, days, customers and long tails", lines, told.results)


if __name__ == "__main__":
    main()
