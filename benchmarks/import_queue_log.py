"""Import of a large queue_log through the product, against a bare columnar scan of the same file."""

import math
import shutil
import tempfile
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.rounds import HEAD, bare, options, raced, write_results

ZONE = "Europe/Amsterdam"
LINES_PER_DAILY_CONTACT = 2300
"""Log lines of a year for each contact a day."""


def made_log(folder: Path, lines: int) -> Path:
    """A year's queue_log of exactly so many lines, from the simulator; one that is there is taken as it is."""
    from willet.core.simulator import Scenario, simulate_scenario  # slow import

    log = folder / "queue_log"
    if log.exists():
        return log
    a_day = math.ceil(lines / LINES_PER_DAILY_CONTACT)
    centre = Scenario(
        days=365, contacts_per_day=a_day, sites=max(1, a_day // 400), lead_days=0, tail_days=0
    )
    simulate_scenario(folder / "made", centre)
    with (folder / "made" / "queue_log").open("rb") as source, log.open("wb") as target:
        target.writelines(islice(source, lines))
    shutil.rmtree(folder / "made")
    return log


def scanned(log: Path) -> tuple[int, int]:
    """The yardstick: read every column of every line, count two events, sum the times."""
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(10))
    with bare() as con:
        row = con.execute(
            "SELECT count_if(c4 = 'ENTERQUEUE'), count_if(c4 = 'CONNECT'), sum(CAST(c0 AS BIGINT)),"
            " count(c1), count(c2), count(c3), count(c5), count(c6), count(c7), count(c8)"
            f" FROM read_csv('{log}', delim = '|', header = false, quote = '', escape = '',"
            f" auto_detect = false, null_padding = true, columns = {{{columns}}})"
        ).fetchone()
    assert row is not None, "an aggregate has a row"
    return int(row[0]), int(row[1])


def imported(log: Path, folder: Path) -> tuple[int, int]:
    """The product: the whole import into a new lake; how many visits it then says there were."""
    import willet
    from willet.core.intake import import_files  # slow import

    lake = Path(tempfile.mkdtemp(dir=folder)) / "lake"
    import_files(lake, "asterisk", [log], zone=ZONE)
    entered, answered = willet.open(lake).ask(["visits_entered", "visits_answered"]).rows
    shutil.rmtree(lake.parent)
    return int(entered.value or 0), int(answered.value or 0)


def warmed() -> None:
    """The product's modules, loaded."""
    import willet.core.intake
    import willet.core.sources.asterisk  # noqa: F401


def main() -> None:
    """Make the log, race, check that both saw the same events, write the result."""
    args = options(__doc__, rows=10_000_000, what="lines of the log", rounds=3)
    with tempfile.TemporaryDirectory(dir=args.folder, prefix="willet-bench-") as name:
        log = made_log(Path(args.kept or name), args.rows)
        race = raced(partial(imported, log, Path(name)), partial(scanned, log), args.rounds, warmed)
        size = log.stat().st_size / 2**20
    (seen,) = {m.result for m in (*race.ours, *race.theirs)}
    lines = [*HEAD, *race.rows("`willet import asterisk`", "bare DuckDB scan of the file")]
    about = f"{args.rows:,} lines, {size:,.0f} MiB, {seen} visits entered and answered by both ways of counting."
    write_results("Import of a queue_log", [about, "", *lines], args.results)


if __name__ == "__main__":
    main()
