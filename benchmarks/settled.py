"""Call resolution of recent days before it settles, its bounds, and its correction: small worlds with a planted truth.

Problems are drawn and followed to their end from the definitions, apart from the product: a caller is answered or
not, helped or not, asked or not, and calls again or not; agents write what they think, often wrongly, sometimes not at
all. A record of the world ends at a midnight; the product is asked for the days just before it. Held against that:

- *stands*: what these very days come to when the last of their cases has settled, worked out here by the ladder of
  evidence (customer, silence, the agent's word), everybody's calls known;
- *later*: the same five weeks on: late answers and further calls still move it;
- *planted*: the share that the making of the world gives, from one very large world.

An honest 95 % interval holds the planted share in 93 to 97 % of worlds. Bounds hold what stands of all problems,
callers who withhold their number included, in every world. The corrected figure holds the share truly solved.
"""

import argparse
import csv
import gzip
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

import willet
from benchmarks.rounds import RESULTS, write_results
from willet.core import statistics
from willet.core.cases.build import build
from willet.core.cases.people import recognise
from willet.core.cases.rules import DEFAULT
from willet.core.cases.settling import foreseen, shown
from willet.core.cases.span import span_of
from willet.core.intake import import_files
from willet.core.lake.engine import open_engine
from willet.core.metrics import Answer, Question, answer_from, compile_question
from willet.core.records import TABLES
from willet.core.simulator import simulate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

WINDOW = 7
DAYS, TAIL = 70, 45
"""Days of the record, and days on which its cases are followed beyond it."""
LATER = 35
PER_DAY = np.array([260, 250, 240, 250, 230, 90, 60])
HARD = 0.35
HELPED = (0.86, 0.62)
"""The chance of an answered call to help, of easy and of hard problems."""
ANSWERED, COMES_BACK, TRIES_AGAIN = 0.93, 0.75, 0.85
WRITES, RIGHT_YES, RIGHT_NO = 0.8, 0.95, 0.6
ASKED = 0.12
WITHHELD = 0.15
AUDITS = 300
SEEDS = (1, 2, 3)
LARGE = 400

CONTACTS = """
INSERT INTO contacts BY NAME
SELECT 'w:' || row_no AS contact_id, 'w' AS source, customer AS customer_key, customer AS id_key,
    CASE WHEN customer IS NULL THEN 'withheld' ELSE 'customer_id' END AS identity,
    TIMESTAMP '2024-01-01' + to_seconds(CAST(day * 86400 AS BIGINT)) AS arrived_at,
    CAST(TIMESTAMP '2024-01-01' + to_seconds(CAST(day * 86400 AS BIGINT)) AS DATE) AS local_date,
    CAST(floor((day % 1) * 96) AS UTINYINT) AS local_interval, 'inbound' AS direction,
    CASE WHEN taken THEN 'answered' ELSE 'abandoned' END AS outcome,
    CASE word WHEN 1 THEN TRUE WHEN 0 THEN FALSE END AS resolved
FROM drawn
"""
ANSWERS = """
INSERT INTO answers BY NAME
SELECT 'w:' || row_no AS contact_id, 'w' AS source, 'resolved' AS instrument, '0-1' AS scale,
    CAST(solved AS DOUBLE) AS score, DATE '2024-01-01' AS local_date,
    TIMESTAMP '2024-01-01' + to_seconds(CAST(answered * 86400 AS BIGINT)) AS answered_at
FROM drawn WHERE answered < $until
"""
AUDITED = """
INSERT INTO outcomes BY NAME
SELECT 'w:' || row_no AS contact_id, 'w' AS source, 'audit' AS kind, solved AS resolved,
    DATE '2024-01-01' AS local_date FROM drawn WHERE audited
"""


@dataclass(frozen=True)
class World:
    """Every contact of one world in the order of its case and time; days count from the first midnight.

    `answered` is the day on which the customer's answer to a survey comes, infinite where none does; `word` is
    what the agent wrote: solved (1), not (0), nothing (-1).
    """

    case: Codes
    day: Floats
    taken: Flags
    solved: Flags
    word: Codes
    answered: Floats

    @property
    def opened(self) -> Floats:
        """When each case began."""
        first = np.concatenate([[True], np.diff(self.case) > 0])
        return np.asarray(self.day[first])


@dataclass(frozen=True)
class Change:
    """Problems that come from a day on, or until it, are helped more or less often, by a share."""

    day: int
    by: float
    until: bool = False


def world(seed: int, scale: int = 1, change: Change | None = None) -> World:
    """One world; `scale` times as many problems as a centre of this size has."""
    draw = np.random.default_rng(seed)
    per_day = draw.poisson(PER_DAY[np.arange(DAYS + TAIL) % 7] * scale)
    opened = np.repeat(np.arange(DAYS + TAIL), per_day)
    day = opened + draw.beta(3, 3, len(opened)) * 0.6 + 0.3
    helped = np.where(draw.random(len(day)) < HARD, HELPED[1], HELPED[0])
    if change:
        moved = (opened < change.day) if change.until else (opened >= change.day)
        helped = np.where(moved, helped + change.by, helped)
    who, rounds = np.arange(len(day)), []
    for _ in range(8):
        taken = draw.random(len(who)) < ANSWERED
        solved = taken & (draw.random(len(who)) < helped[who])
        rounds.append((who, day, taken, solved))
        back = ~solved & (draw.random(len(who)) < np.where(taken, COMES_BACK, TRIES_AGAIN))
        wait = draw.exponential(np.where(taken, 2.2, 0.15))
        who, day = who[back], (day + wait + 0.01)[back]
    callers, days, taken, solved = (np.concatenate(part) for part in zip(*rounds, strict=True))
    return _told(callers, days, taken, solved, draw)


def _told(who: Codes, day: Floats, taken: Flags, solved: Flags, draw: np.random.Generator) -> World:
    """What is known of the contacts, a gap longer than the window beginning a case of its own."""
    order = np.lexsort((day, who))
    who, day, taken, solved = who[order], day[order], taken[order], solved[order]
    new = np.concatenate([[True], (np.diff(who) > 0) | (np.diff(day) > WINDOW)])
    right = draw.random(len(who)) < np.where(solved, RIGHT_YES, RIGHT_NO)
    writes = taken & (draw.random(len(who)) < WRITES)
    asked = taken & (draw.random(len(who)) < ASKED)
    answered = np.where(asked, day + draw.exponential(2.0, len(who)), np.inf)
    word = np.where(writes, (solved == right).astype(np.int64), -1)
    return World(np.cumsum(new) - 1, day, taken, solved, word, answered)


def verdicts(seen: World, until: float) -> tuple[Flags, Floats]:
    """Of every case as known at a midnight: whether anybody took it, and the ladder's verdict (NaN: none yet)."""
    came = seen.day < until
    cases = int(seen.case[-1]) + 1
    taken = np.bincount(seen.case[came & seen.taken], minlength=cases) > 0
    # What is said of a case is said of its end: agents speak of the contact they took, customers of when they answer.
    ends = np.nan_to_num(_newest(seen, came & seen.taken, seen.day, cases), nan=-np.inf)[seen.case]
    given = came & (seen.answered < until) & (seen.answered >= ends)
    said = _newest(seen, given, seen.solved.astype(float), cases)
    word = _newest(
        seen, came & (seen.word >= 0) & (seen.day >= ends), seen.word.astype(float), cases
    )
    last_day = _newest(seen, came, seen.day, cases)
    last_taken = _newest(seen, came, seen.taken.astype(float), cases) == 1
    silent = last_taken & (last_day + WINDOW <= until)
    verdict = np.where(silent, np.where(np.isnan(word), 1.0, word), word)
    return taken, np.where(taken, np.where(np.isnan(said), verdict, said), 0.0)


def _newest(seen: World, which: Flags, values: Floats, cases: int) -> Floats:
    found = np.full(cases, np.nan)
    found[seen.case[which]] = values[
        which
    ]  # contacts stand in the order of time: the last one stays
    return found


def share(taken: Flags, verdict: Floats, of: Flags) -> float:
    """Call resolution by its definition: the taken ones nobody speaks of go like those that are spoken of."""
    spoken = of & taken & ~np.isnan(verdict)
    return float((of & taken).sum() / of.sum() * verdict[spoken].mean())


def share_at(seen: World, first: int, last: int, until: float) -> float:
    """The share of the cases that opened on these days, as known at a midnight."""
    opened = np.floor(seen.opened)
    return share(*verdicts(seen, until), (opened >= first) & (opened <= last))


def shown_world(
    con: DuckDBPyConnection, seen: World, draw: np.random.Generator, *, hidden: float, audits: int
) -> None:
    """Let a connection show the record of a world until its last midnight, linked as the product links it."""
    for name in ("contacts", "answers", "outcomes", "promises", "edits", "call_ids"):
        con.execute(TABLES[name].ddl())
    customers = np.where(
        draw.random(int(seen.case[-1]) + 1) < hidden, -1, np.arange(seen.case[-1] + 1)
    )
    kept = seen.day < DAYS
    names = ("day", "taken", "solved", "word", "answered")
    columns = {name: getattr(seen, name)[kept] for name in names}
    columns["answered"] = np.where(np.isinf(columns["answered"]), 1e6, columns["answered"])
    columns |= {"row_no": np.arange(kept.sum()), "who": customers[seen.case][kept]}
    columns["audited"] = _audited(seen, draw, audits)[kept]
    con.register("given", columns)
    con.execute("CREATE TEMP VIEW drawn AS SELECT *, nullif(who, -1) AS customer FROM given")
    con.execute(CONTACTS)
    con.execute(ANSWERS, {"until": DAYS})
    con.execute(AUDITED)
    recognise(con)
    con.execute("CREATE TEMP VIEW scope AS SELECT * FROM contacts")
    build(con, DEFAULT, span_of(con, "UTC"))
    for table in ("cases", "links"):
        con.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM new_{table}")


def _audited(seen: World, draw: np.random.Generator, audits: int) -> Flags:
    """The last answered contacts of some cases that are over, whatever anybody said of them."""
    last = np.zeros(len(seen.case), np.bool_)
    cases = int(seen.case[-1]) + 1
    ended = _newest(seen, seen.taken, np.arange(len(seen.case)).astype(float), cases)
    last[ended[~np.isnan(ended)].astype(np.int64)] = True
    over = np.flatnonzero(last & (seen.day < DAYS - WINDOW) & (seen.day > WINDOW))
    chosen = np.zeros(len(seen.case), np.bool_)
    chosen[draw.choice(over, audits, replace=False)] = True
    return chosen


def ask(con: DuckDBPyConnection, first: int, last: int, *, by: Sequence[str] = ()) -> Answer:
    """Call resolution of the cases that opened on these days, as the product answers."""
    begin = np.datetime64("2024-01-01")
    days = [str(begin + np.timedelta64(day, "D")) for day in (first, last)]
    question = Question.of("call_resolution", by=by, first=days[0], last=days[1])
    foresight = shown(con, foreseen(con, WINDOW))
    compiled = compile_question(question, foresight=foresight)
    results = [con.execute(part.sql, dict(part.parameters)).fetchnumpy() for part in compiled]
    return answer_from(question, compiled, results, intervals=statistics)


@dataclass
class Age:
    """What was seen of days of one age, over all worlds."""

    naive: list[float]
    error: list[float]
    bias: list[float]
    held: list[bool]
    stands: list[bool]
    width: list[float]
    bounded: list[bool]


def recent(worlds: int) -> tuple[list[Age], list[tuple[float, float]], list[bool]]:
    """The last days of each world by age; how far settled days moved later; whether 28 days held the planted share."""
    large = world(0, scale=LARGE // 4)
    planted = [share_at(large, w, w, w + WINDOW + 1) for w in range(14, 21)]
    whole = share_at(large, 14, 41, 60)
    ages = [Age([], [], [], [], [], [], []) for _ in range(WINDOW)]
    moved, held = [], []
    for seed in range(1, worlds + 1):
        seen, draw = world(seed), np.random.default_rng([seed, 1])
        with open_engine() as con:
            shown_world(con, seen, draw, hidden=0.0, audits=0)
            rows = ask(con, DAYS - WINDOW, DAYS - 1, by=["day"]).rows
            month = ask(con, DAYS - 28, DAYS - 1).row
        held.append((month.low or 0) <= whole <= (month.high or 0))
        stated = verdicts(seen, DAYS)
        for age, row in zip(range(WINDOW - 1, -1, -1), rows, strict=True):
            day, kept = DAYS - 1 - age, ages[age]
            final = share_at(seen, day, day, day + WINDOW + 1)
            begun = (np.floor(seen.opened) == day) & (seen.opened < DAYS)
            value, low, high = row.value or 0.0, row.low or 0.0, row.high or 0.0
            kept.naive.append(abs(share(*stated, begun) - final))
            kept.error.append(abs(value - final))
            kept.bias.append(value - final)
            kept.held.append(low <= planted[day % 7] <= high)
            kept.stands.append(low <= final <= high)
            kept.width.append(high - low)
            kept.bounded.append((row.bound_low or 0) <= final <= (row.bound_high or 0))
        for day in range(DAYS - WINDOW, DAYS):
            settled = share_at(seen, day, day, day + WINDOW + 1)
            moved.append((settled, share_at(seen, day, day, day + WINDOW + LATER)))
    return ages, moved, held


def bounds_and_correction(worlds: int) -> Iterator[tuple[bool, bool, bool, float, float]]:
    """Of settled weeks with hidden callers: whether bounds, plain and corrected intervals hold, and both errors."""
    large = world(0, scale=LARGE // 4)
    taken, _ = verdicts(large, DAYS + TAIL)
    opened = np.floor(large.opened)
    of = (opened >= 14) & (opened < 56)
    true = _newest(large, large.taken, large.solved.astype(float), int(large.case[-1]) + 1)
    solved = float((of & taken).sum() / of.sum() * true[of & taken].mean())
    for seed in range(1, worlds + 1):
        seen, draw = world(seed), np.random.default_rng([seed, 2])
        with open_engine() as con:
            shown_world(con, seen, draw, hidden=WITHHELD, audits=0)
            hidden = ask(con, 7, DAYS - WINDOW - 1).row
        with open_engine() as con:
            shown_world(con, seen, draw, hidden=0.0, audits=AUDITS)
            checked = ask(con, 7, DAYS - WINDOW - 1).row
        stands = share_at(seen, 7, DAYS - WINDOW - 1, DAYS)
        bounded = (hidden.bound_low or 0) <= stands <= (hidden.bound_high or 0)
        found = checked.corrected
        assert found is not None
        assert found.value is not None
        plain = (checked.low or 0) <= solved <= (checked.high or 0)
        right = (found.low or 0) <= solved <= (found.high or 0)
        yield bounded, plain, right, (checked.value or 0) - solved, found.value - solved


def simulated(folder: Path, seed: int) -> str:
    """A line of the other table: the product's own simulator, its record cut three weeks before the end."""
    truth = simulate(folder, days=90, contacts_per_day=250, seed=seed, with_case_refs=False)
    with gzip.open(folder / "contacts.csv.gz", "rt", newline="") as file:
        rows = list(csv.DictReader(file))
    last = date.fromisoformat(max(row["arrived_at"][:10] for row in rows)) - timedelta(days=21)
    with gzip.open(folder / "cut.csv.gz", "wt", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row for row in rows if row["arrived_at"][:10] <= last.isoformat())
    for name, source in (("cut", "cut.csv.gz"), ("all", "contacts.csv.gz")):
        import_files(folder / name, "table", [folder / source], mapping=folder / "mapping.toml")
    first = last - timedelta(days=2)
    young, old = (
        willet.open(folder / name).ask("call_resolution", first=first, last=last).row
        for name in ("cut", "all")
    )
    whole = willet.open(folder / "all").ask("call_resolution").row
    planted = truth.planted("call_resolution")
    return (
        f"| {seed} | {young.value:.4f} | {young.low:.3f}-{young.high:.3f} | {old.value:.4f} | {whole.value:.4f} "
        f"| {whole.coverage:.3f} | {whole.bound_low:.4f}-{whole.bound_high:.4f} | {planted:.4f} |"
    )


def own_centres() -> Iterator[str]:
    """What is estimated of three days, what they came to; bounds of the whole, and the share planted."""
    yield "| seed | last three days | interval | stands | whole | coverage | bounds | planted |"
    yield "|---|---|---|---|---|---|---|---|"
    for seed in SEEDS:
        with tempfile.TemporaryDirectory(prefix="willet-settled-") as folder:
            yield simulated(Path(folder), seed)


def tables(worlds: int) -> list[str]:
    """Everything that is measured, as Markdown."""
    ages, moved, held = recent(worlds)
    lines = [
        f"{worlds} worlds of {DAYS} days. Errors against what stands, in share points.",
        "",
        "| age | as they look | estimate | mean error | planted inside | what stands inside | width | in bounds |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for age, kept in enumerate(ages):
        lines.append(
            f"| {age} | {np.mean(kept.naive):.4f} | {np.mean(kept.error):.4f} | {np.mean(kept.bias):+.4f} "
            f"| {np.mean(kept.held):.1%} | {np.mean(kept.stands):.1%} | {np.mean(kept.width):.3f} "
            f"| {np.mean(kept.bounded):.1%} |"
        )
    gone = np.array(moved)
    by = np.abs(gone[:, 1] - gone[:, 0])
    lines += [
        "",
        f"28 days with seven of them pending hold the planted share in {np.mean(held):.1%} of worlds.",
        f"Five weeks after it settled a day has moved by {by.mean():.4f} on average "
        f"({(gone[:, 1] - gone[:, 0]).mean():+.4f}), 19 in 20 days by less than {np.quantile(by, 0.95):.4f}.",
    ]
    found = np.array(list(bounds_and_correction(worlds)))
    lines += [
        "",
        f"With {WITHHELD:.0%} of callers unknown, the bounds hold what stands of all problems in "
        f"{found[:, 0].mean():.1%} of worlds.",
        f"Truly solved lies inside the plain interval in {found[:, 1].mean():.1%} of worlds (mean error "
        f"{found[:, 3].mean():+.4f}), inside the one corrected by {AUDITS} audits in {found[:, 2].mean():.1%} "
        f"({found[:, 4].mean():+.4f}).",
    ]
    return [*lines, "", "Centres of the product's own simulator:", "", *own_centres()]


def main() -> None:
    """Draw every world, ask, hold against the truth, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=150)
    parser.add_argument("--results", type=type(RESULTS), default=RESULTS)
    told = parser.parse_args()
    write_results("Call resolution before it settles", tables(told.worlds), told.results)


if __name__ == "__main__":
    main()
