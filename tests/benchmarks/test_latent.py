"""The latent-class benchmark on a small scale: one simulated centre, and the line that sums up three runs."""

import pytest

from benchmarks.latent import Found, _line, run
from willet.core.simulator import Scenario


@pytest.mark.proof
def test_a_run_comes_near_what_was_truly_solved() -> None:
    found = run(Scenario(days=40, contacts_per_day=150, seed=2, over_report_spread=0.0))

    assert 0.5 < found.true < 0.9
    assert abs(found.error) < 0.03
    assert found.low < found.value < found.high


def test_a_line_names_the_largest_error_with_its_sign() -> None:
    runs = [
        Found(0.71, 0.69, 0.73, 0.70, warned=False),
        Found(0.66, 0.64, 0.68, 0.70, warned=True),
        Found(0.70, 0.68, 0.72, 0.70, warned=True),
    ]

    assert _line("calm", runs) == "| calm | 70.0% | -1.00 | -4.00 | 2 of 3 | 2 of 3 |"
