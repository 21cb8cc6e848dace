"""How near the latent-class estimate comes to the share truly solved, and whether it warns where it may not be trusted.

Each run simulates two months of a centre without case ids, imports its file through the real door and estimates,
from the customers' answers, the agents' words and the silence afterwards, which share of the answered contacts
solved the matter. The truth is that run's own. In the first two worlds these three err independently of each
other and alike everywhere; in the others the simulator breaks that, and the estimate should say so.
"""

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.rounds import RESULTS, write_results
from willet.core.cases.agreement import evidence_on_contacts, truly_solved
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.simulator import Scenario, simulate_scenario

CENTRE: Mapping[str, Any] = {"days": 60, "contacts_per_day": 400}
WORLDS: Mapping[str, Mapping[str, Any]] = {
    "independent; customers never err": {"over_report_spread": 0.0},
    "independent; one customer in ten errs": {"survey_errs": 0.1, "over_report_spread": 0.0},
    "one in ten errs; agents flatter, each in their own degree": {
        "survey_errs": 0.1,
        "over_report": 0.3,
    },
    "agents copy customers who err": {"survey_errs": 0.25, "over_report": 0.3, "copies": 1.0},
    "agents strike out `solved` once the customer is back": {"over_report": 0.4, "amends": 1.0},
}

NOTE = (
    "The warning is a test of fit. Errors shared by two kinds of evidence can pass for errors of the third: where "
    "agents strike out `solved`, the customers seem to err instead, and the fit hardly suffers. "
    "No test sees that surely."
)


@dataclass(frozen=True, slots=True)
class Found:
    """One run: the estimate, its interval, the truth, and whether it came with a warning."""

    value: float
    low: float
    high: float
    true: float
    warned: bool

    @property
    def error(self) -> float:
        """Estimate less truth."""
        return self.value - self.true

    @property
    def inside(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.true <= self.high


def run(scenario: Scenario) -> Found:
    """One centre, from its first call to the estimate."""
    with tempfile.TemporaryDirectory(prefix="willet-latent-") as made:
        folder = Path(made)
        simulated = simulate_scenario(folder / "run", scenario, with_case_refs=False)
        file, mapping = folder / "run" / "contacts.csv.gz", folder / "run" / "mapping.toml"
        import_files(folder / "lake", "table", [file], mapping=mapping)
        with Lake.at(folder / "lake").snapshot().connect() as con:
            found = truly_solved(evidence_on_contacts(con))
    assert found is not None, "three kinds of evidence are enough"
    true = simulated.document["planted_by_definition"]["truly_solved_contacts"]["in_the_records"]
    return Found(found.value, found.low, found.high, true, bool(found.warnings))


def main() -> None:
    """Run every world, count, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--results", type=Path, default=RESULTS)
    told = parser.parse_args()
    lines = [
        f"{told.runs} runs of each world, about 17,500 answered contacts each; errors in percentage points.",
        "",
        "| world | truly solved | mean error | largest error | inside | warned |",
        "|---|---|---|---|---|---|",
    ]
    for world, knobs in WORLDS.items():
        seeds = range(1, told.runs + 1)
        lines.append(_line(world, [run(Scenario(seed=s, **{**CENTRE, **knobs})) for s in seeds]))
    lines += ["", NOTE]
    write_results("Latent-class estimate of what was truly solved", lines, told.results)


def _line(world: str, runs: list[Found]) -> str:
    n = len(runs)
    largest = max((r.error for r in runs), key=abs)
    return (
        f"| {world} | {sum(r.true for r in runs) / n:.1%} | {sum(r.error for r in runs) / n * 100:+.2f} "
        f"| {largest * 100:+.2f} | {sum(r.inside for r in runs)} of {n} | {sum(r.warned for r in runs)} of {n} |"
    )


if __name__ == "__main__":
    main()
