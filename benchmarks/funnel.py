"""How often equal agents fall outside the funnel, and how far the comparison goes with what agents truly can.

In the first worlds agents differ in nothing but their work: an honest funnel has 4 to 6 % of them outside its inner
limits and about 0.2 % outside its outer ones. In the last world agents have skills of their own; there the
correlation with the planted skill counts. Contacts are counted here as `compare` counts them and judged by the
product's statistics; that the page's own road, through the tables, gives the same is a test.
"""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from benchmarks.rounds import RESULTS, write_results
from willet.core.cases.comparing import FAR, SMALLEST_N, USUAL, Compared, compare, reach
from willet.core.records import TABLES
from willet.core.statistics.case_mix import fit_mix
from willet.core.statistics.fair_units import Repeats, UnitEffects, unit_effects

SEED = 7034
"""Fixed before the first run; every world draws from it and its own name."""
AGENTS = 20_000

TOPICS, HOURS = 8, 10
Floats = NDArray[np.float64]
Columns = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class World:
    """A centre: how many agents, contacts of each, how easy, how much agents specialise, how customers return."""

    name: str
    agents: int = 40
    contacts: int = 200
    ease: float = 1.4
    special: float = 5.0
    """Small where an agent's contacts are nearly all of a few topics."""
    loyal: float = 0.0
    """The chance that a contact is of the same customer as the agent's last one."""
    luck: float = 0.0
    """The spread of customers' log odds."""
    skill: float = 0.0
    """The spread of agents' log odds."""


WORLDS = (
    World("agents alike in everything"),
    World("eight agents", agents=8, contacts=150),
    World("every agent on topics of their own", special=0.3),
    World("few contacts each", agents=60, contacts=55, ease=1.0),
    World("nearly everything is solved", contacts=120, ease=2.8),
    World("customers who call one agent again and again", agents=30, loyal=0.5, luck=1.5),
)
SKILLED = World("agents with skills of their own", agents=40, contacts=250, special=1.0, skill=0.35)


def drawn(world: World, rng: np.random.Generator) -> tuple[Columns, Floats]:
    """Contacts of one centre, and what every agent truly adds to the log odds."""
    taken = np.maximum(rng.poisson(world.contacts * rng.gamma(3, 1 / 3, world.agents)), 5)
    agent = np.repeat(np.arange(world.agents), taken)
    likes = rng.dirichlet(np.full(TOPICS, world.special), world.agents).cumsum(axis=1)
    topic = (rng.random(len(agent))[:, None] > likes[agent]).sum(axis=1).clip(0, TOPICS - 1)
    hour = rng.integers(8, 8 + HOURS, len(agent))
    same = (rng.random(len(agent)) < world.loyal) & (agent == np.roll(agent, 1))
    customer = np.cumsum(~same)
    luck = world.luck * rng.normal(size=customer.max() + 1)
    skill = world.skill * rng.normal(size=world.agents)
    odds = world.ease + np.linspace(-1, 1, TOPICS)[topic] + 0.3 * np.sin(hour) + luck[customer]
    solved = rng.random(len(agent)) < expit(odds + skill[agent])
    columns: Columns = {
        "agent": agent,
        "topic": topic,
        "hour": hour,
        "customer": customer,
        "solved": solved,
    }
    return columns, skill


INTO = """
INSERT INTO links BY NAME
SELECT 'c' || row_number() OVER () AS contact_id, 'case' || row_number() OVER () AS case_id,
    'a' || agent AS agent, 't' || topic AS topic, 'q' || topic // 2 AS queue, 'inbound' AS direction,
    'voice' AS channel, CAST(hour * 4 AS UTINYINT) AS wall_interval, TRUE AS handled, 0 AS transfers,
    DATE '2026-01-01' AS local_date, TIMESTAMP '2026-01-01' AS arrived_at, 1 AS case_contacts,
    CAST(customer AS UBIGINT) AS customer_key, 3888000.0 AS observed_s,
    CASE WHEN solved THEN CAST('infinity' AS DOUBLE) ELSE 172800.0 END AS next_gap_if_known_s
FROM given
"""


def compared(columns: Mapping[str, NDArray[np.generic]]) -> tuple[Compared, ...]:
    """What the page compares of these contacts."""
    with duckdb.connect(config={"threads": 1}) as con:
        for name in ("links", "contacts", "outcomes", "answers"):
            con.execute(TABLES[name].ddl())
        con.register("given", dict(columns))
        con.execute(INTO)
        con.execute("INSERT INTO contacts BY NAME SELECT contact_id FROM links")
        return compare(con).rows


def judged(columns: Mapping[str, NDArray[np.generic]]) -> UnitEffects:
    """The same, without tables: cells counted here, the product's regression and its z."""
    agent, topic, hour, customer = (
        np.asarray(columns[n], np.int64) for n in ("agent", "topic", "hour", "customer")
    )
    solved = np.asarray(columns["solved"], np.float64)
    keys, cell = np.unique((agent * TOPICS + topic) * 24 + hour, return_inverse=True)
    n, hits = np.bincount(cell).astype(np.float64), np.bincount(cell, solved).astype(np.float64)
    topics = keys // 24 % TOPICS
    mix = fit_mix([_labels(topics), _labels(topics // 2), _labels(keys % 24)], hits, n)
    several = np.bincount(customer)[customer] > 1
    who = np.unique(customer[several], return_inverse=True)[1]
    return unit_effects(
        keys // (24 * TOPICS), hits, mix, Repeats(cell[several], who, solved[several])
    )


def _labels(codes: NDArray[np.int64]) -> NDArray[np.object_]:
    return codes.astype(str).astype(object)


def ranked(found: UnitEffects) -> NDArray[np.bool_]:
    """Who takes part in the ranking."""
    return np.asarray(found.comparable & (found.n >= SMALLEST_N))


def equal_agents(world: World, wanted: int) -> Floats:
    """The z of the ranked agents of as many centres as it takes."""
    rng = np.random.default_rng([SEED, *world.name.encode()])
    seen: list[float] = []
    while len(seen) < wanted:
        found = judged(drawn(world, rng)[0])
        seen += found.z[ranked(found)].tolist()
    return np.array(seen)


def line(world: World, z: Floats) -> str:
    """One row of the table: the share outside either pair of limits."""
    usual, far = (float((np.abs(z) > reach(c)).mean()) for c in (USUAL, FAR))
    return f"| {world.name} | {len(z):,} | **{usual:.2%}** | {far:.2%} | {z.std():.3f} |"


def skilled(world: World, centres: int) -> tuple[float, float]:
    """The mean correlation of planted skill with z and with the adjusted share, over so many centres."""
    rng, found = np.random.default_rng([SEED, *world.name.encode()]), []
    for _ in range(centres):
        columns, skill = drawn(world, rng)
        effects = judged(columns)
        there = ranked(effects)
        of = (effects.z, effects.adjusted)
        found.append([np.corrcoef(skill[there], values[there])[0, 1] for values in of])
    by_z, by_share = np.mean(found, axis=0)
    return float(by_z), float(by_share)


def main() -> None:
    """Draw every world, compare, count, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agents", type=int, default=AGENTS)
    parser.add_argument("--results", type=type(RESULTS), default=RESULTS)
    told = parser.parse_args()
    lines = [
        "| world | equal agents | outside 95 % | outside 99.8 % | spread of z |",
        "|---|---|---|---|---|",
    ]
    for world in WORLDS:
        lines.append(line(world, equal_agents(world, told.agents)))
        print(lines[-1], flush=True)
    by_z, by_share = skilled(SKILLED, max(told.agents // 1000, 2))
    lines += [
        "",
        f"With planted skill z correlates by {by_z:.2f}, the adjusted share by {by_share:.2f}.",
    ]
    write_results("Funnel of equal agents", lines, told.results)


if __name__ == "__main__":
    main()
