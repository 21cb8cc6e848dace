"""Every reject is counted; the first hundred are kept; personal values lose their middle."""

from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from willet.core.records import ImportReport, Reject, RejectLog, masked
from willet.core.records.rejects import LISTED, keeping, most_kept


def _reject(line: int) -> Reject:
    return Reject("calls.csv", line, "wait_s", "abc", "must be a number of seconds")


def test_log_counts_all_and_keeps_the_first_hundred() -> None:
    log = RejectLog()

    for line in range(1, 251):
        log.add(_reject(line))

    assert log.total == 250
    assert [r.line for r in log.first] == list(range(1, 101))


def test_log_extends_with_a_total_larger_than_what_was_fetched() -> None:
    log = RejectLog()

    log.extend([_reject(n) for n in range(1, 81)], total=5_000)
    log.extend([_reject(n) for n in range(81, 141)])

    assert log.total == 5_060
    assert [r.line for r in log.first] == list(range(1, 101))


def test_reject_reads_as_one_line() -> None:
    assert str(_reject(7)) == "calls.csv:7: wait_s = 'abc': must be a number of seconds"


@given(st.text(min_size=3, max_size=40))
def test_masked_keeps_length_and_hides_all_but_two(value: str) -> None:
    hidden = masked(value)

    assert len(hidden) == len(value)
    assert hidden[-2:] == value[-2:]
    assert not any(c.isalnum() for c in hidden[:-2])


def test_a_caller_may_keep_more_and_the_contract_still_lists_a_hundred() -> None:
    report = ImportReport("table")
    with keeping(150):
        report.rejects.extend([Reject("a", n, "f", "v", "r") for n in range(200)])
    assert (len(report.rejects.first), report.rejects.total) == (150, 200)
    assert len(cast(list[object], report.as_dict()["rejects"])) == LISTED
    assert most_kept() == LISTED
