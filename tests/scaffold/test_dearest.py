"""The dearest files are told from the reports of their phases."""

import pytest

from tests.scaffold.dearest import SHOWN, Costs, spent_s


def phase(name: str, cost: float | None) -> pytest.TestReport:
    """The report of a phase that passed, as a worker sends it."""
    report = pytest.TestReport(name, ("", None, ""), {}, "passed", None, "call")
    if cost is not None:
        report.__dict__["processor_s"] = cost
    return report


def test_phases_of_a_file_are_summed_and_the_dearest_stand_first() -> None:
    costs = Costs()
    for file, test, cost in (("a.py", "one", 1.0), ("b.py", "one", 2.5), ("a.py", "two", 0.5)):
        costs.add(phase(f"{file}::{test}", cost))

    assert costs.lines() == ["    2.5 s 62.5%  b.py", "    1.5 s 37.5%  a.py"]


def test_no_more_than_ten_are_shown_and_none_that_cost_nothing() -> None:
    costs = Costs()
    for number in range(SHOWN + 5):
        costs.add(phase(f"{number:02}.py::one", 1.0 if number % 2 else 0.0))

    assert [line.split()[-1] for line in costs.lines()] == [f"{n:02}.py" for n in range(1, 15, 2)]


def test_a_report_that_nobody_measured_costs_nothing() -> None:
    costs = Costs()
    costs.add(phase("a.py::one", None))

    assert (costs.by_file, costs.lines()) == ({"a.py": 0.0}, [])


def test_work_costs_time_of_the_processor() -> None:
    before = spent_s()
    sum(range(10**6))

    assert spent_s() > before
