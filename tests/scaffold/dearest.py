"""What the tests cost in processor time, file by file: the dearest stand at the end of a long run.

Time on the wall says how busy the machine was; processor time says what a test costs anybody. Processes that a test
started and waited for count with it.
"""

import resource
import time
from collections.abc import Generator

import pytest

SHOWN = 10
_WORTH_SHOWING_S = 60
"""A run of a few tests need not hear what they cost."""


class Costs:
    """Seconds of the processor by file of tests."""

    def __init__(self) -> None:
        self.by_file: dict[str, float] = {}

    def add(self, report: pytest.TestReport) -> None:
        """Count a phase of a test; one that was measured nowhere costs nothing."""
        file = report.nodeid.partition("::")[0]
        self.by_file[file] = self.by_file.get(file, 0.0) + getattr(report, "processor_s", 0.0)

    def lines(self) -> list[str]:
        """The dearest files with their share of the whole, dearest first."""
        whole = sum(self.by_file.values())
        dearest = sorted(self.by_file.items(), key=lambda one: (-one[1], one[0]))[:SHOWN]
        return [f"{cost:7.1f} s {cost / whole:5.1%}  {file}" for file, cost in dearest if cost > 0]


class Watch:
    """Reads what a phase cost, writes it on the phase's report, and sums up what the reports bring."""

    def __init__(self) -> None:
        self.costs = Costs()
        self.since_s = 0.0

    def pytest_runtest_logstart(self) -> None:
        """A test begins."""
        self.since_s = spent_s()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """What the phase cost goes with its report, from a worker too."""
        report = yield
        now_s = spent_s()
        report.__dict__["processor_s"] = now_s - self.since_s
        self.since_s = now_s
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A phase has ended, here or in a worker."""
        self.costs.add(report)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show the dearest."""
        whole_s = sum(self.costs.by_file.values())
        if whole_s >= _WORTH_SHOWING_S:
            terminalreporter.section(f"dearest of {whole_s / 60:.1f} minutes of processor time")
            for line in self.costs.lines():
                terminalreporter.write_line(line)


def spent_s() -> float:
    """Processor time of this process and of those it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def pytest_configure(config: pytest.Config) -> None:
    """Watch this run."""
    config.pluginmanager.register(Watch(), "dearest")
