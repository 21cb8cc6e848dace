"""Agents' words beside what happened afterwards, in worlds whose every contact's fate is drawn: coverage of intervals.

Written from the definition. Twelve agents with their own chance to solve; half are honest (they call one in twenty
unsolved contacts solved), half flatter (four in ten); both call one in fifty solved ones unsolved. An unsolved customer
comes back within the window with one chance, a solved one, about the same matter, with a small other. Some customers
answer whether it was solved, truly. For each agent two shares follow from these chances by plain arithmetic: how often
the word agrees with what happened afterwards, and how many of those called solved came back. The page's own statement
counts them of each world; its intervals are held against the planted shares.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from benchmarks.rounds import RESULTS, write_results
from willet.core.cases.dispositions import counted_sql
from willet.core.metrics import Question
from willet.core.statistics.proportions import wilson_interval

Floats = NDArray[np.float64]

SEED = 20_261_129
AGENTS, FEWEST, MOST = 12, 60, 300
HONEST, FLATTERING, UNDER = 0.05, 0.40, 0.02
BACK_UNSOLVED, BACK_SOLVED, ANSWERS = 0.65, 0.04, 0.15
WINDOW_DAYS = 7
FIGURES = ("word held", "called solved, came back")
HEAD = ["| agents | figure | intervals | inside | mean width |", "|---|---|---|---|---|"]


@dataclass(frozen=True)
class Planted:
    """The agents as they are in every run: contacts, chance to solve, chance to call solved what was not."""

    contacts: NDArray[np.int64]
    solves: Floats
    over: Floats

    @property
    def shares(self) -> Floats:
        """Per figure and agent the share that the chances come to."""
        solved, unsolved = self.solves, 1 - self.solves
        quiet = ANSWERS + (1 - ANSWERS) * (1 - BACK_SOLVED)
        loud = ANSWERS + (1 - ANSWERS) * BACK_UNSOLVED
        yes_solved, yes_unsolved = solved * (1 - UNDER), unsolved * self.over
        held = yes_solved * quiet + solved * UNDER * (1 - quiet)
        held += yes_unsolved * (1 - loud) + unsolved * (1 - self.over) * loud
        back = (yes_solved * BACK_SOLVED + yes_unsolved * BACK_UNSOLVED) / (
            yes_solved + yes_unsolved
        )
        return np.array([held, back])


def planted() -> Planted:
    """The same agents for every run."""
    rng = np.random.default_rng(SEED)
    contacts = rng.integers(FEWEST, MOST, AGENTS)
    over = np.where(np.arange(AGENTS) % 2 == 0, HONEST, FLATTERING)
    return Planted(contacts, rng.uniform(0.55, 0.85, AGENTS), over)


def world(agents: Planted, rng: np.random.Generator) -> dict[str, NDArray[np.generic]]:
    """One world: a row for each contact, in the columns that the page's statement reads."""
    who = np.repeat(np.arange(AGENTS), agents.contacts)
    n = len(who)
    solved = rng.random(n) < agents.solves[who]
    flips = np.where(solved, UNDER, agents.over[who])
    back = rng.random(n) < np.where(solved, BACK_SOLVED, BACK_UNSOLVED)
    # Called again at some moment of the window, or not within the horizon.
    gap = np.where(back, rng.uniform(60, WINDOW_DAYS * 86_400, n), np.inf)
    return {
        "who": who,
        "own_word": solved ^ (rng.random(n) < flips),
        "gap": gap,
        "answers": rng.random(n) < ANSWERS,
        "solved": solved,
    }


LINKS = """
CREATE OR REPLACE TEMP TABLE links AS
SELECT 'c' || row_number() OVER () AS contact_id, 'a' || lpad(who::VARCHAR, 2, '0') AS agent, NULL::VARCHAR AS queue,
    NULL::VARCHAR AS topic, DATE '2026-03-02' AS local_date, NULL::BOOLEAN AS resolved, own_word, TRUE AS disposed,
    gap AS next_gap_if_known_s, 30 * 86400.0 AS observed_s, CASE WHEN answers THEN solved END AS confirmed,
    TRUE AS handled, 'inbound' AS direction, 'answered' AS outcome
FROM drawn
"""
CONTACTS = """
CREATE OR REPLACE TEMP TABLE contacts AS
SELECT contact_id, NULL::VARCHAR AS disposition, NULL::VARCHAR[] AS tags FROM links
"""


def counts(runs: int, agents: Planted) -> Floats:
    """Per run, figure and agent: hits and n, as the page's statement counts them."""
    rng = np.random.default_rng(SEED + 1)
    sql, bound = counted_sql(Question.of("received"), "agent", window_days=WINDOW_DAYS)
    con = duckdb.connect()
    con.execute("SET threads = 1")
    counted = np.empty((runs, len(FIGURES), AGENTS, 2))
    for run in range(runs):
        drawn = world(agents, rng)
        con.register("drawn", drawn)
        con.execute(LINKS)
        con.execute(CONTACTS)
        rows = sorted(con.execute(sql, bound).fetchall())
        counted[run, 0] = [(row[7], row[6]) for row in rows]
        counted[run, 1] = [(row[5], row[4]) for row in rows]
    return counted


def table(runs: int) -> list[str]:
    """The lines of the result."""
    agents = planted()
    counted = counts(runs, agents)
    low, high = wilson_interval(counted[..., 0], counted[..., 1])
    inside = (low <= agents.shares) & (agents.shares <= high)
    lines = list(HEAD)
    for name, over in (("honest", HONEST), ("flattering", FLATTERING)):
        chosen = agents.over == over
        for place, figure in enumerate(FIGURES):
            part, width = inside[:, place, chosen], (high - low)[:, place, chosen]
            lines.append(
                f"| {name} | {figure} | {part.size:,} | {part.mean():.1%} | {width.mean():.3f} |"
            )
    return lines


def main() -> None:
    """Draw the worlds and write the results down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2_000)
    parser.add_argument("--results", type=Path, default=RESULTS)
    args = parser.parse_args()
    note = f"{args.runs:,} worlds of {AGENTS} agents with {FEWEST} to {MOST} contacts each, seed {SEED}."
    write_results("What agents say, and what happened", [note, "", *table(args.runs)], args.results)


if __name__ == "__main__":
    main()
