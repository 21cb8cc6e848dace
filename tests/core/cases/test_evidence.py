"""An audit judges a case whole where it speaks of the last contact that an agent took, or of the case itself."""

import pytest

from tests.core.cases.conftest import Fill, Row, contact, said, table


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("audit", "whole"),
    [
        (said("audit", True, of="a"), False),  # the first of two answered contacts
        (said("audit", True, of="b"), True),
        (said("audit", True, of="c"), True),  # a lost call after it changes nothing
        (said("audit", True, case_ref="T1"), True),
        (said("audit", None, of="b"), False),  # a cause without a judgement
        (said("disposition", True, of="b"), False),
    ],
)
def test_which_audits_judge_a_case_whole(fill: Fill, audit: Row, whole: bool) -> None:
    rows = [
        contact("a", 0, 1, case_ref="T1"),
        contact("b", 1, 1, case_ref="T1"),
        contact("c", 2, 1, case_ref="T1", outcome="abandoned"),
    ]

    lake = fill(rows, outcomes=[audit])

    assert table(lake, "cases", "audited") == [(whole,)]
