"""Evidence side by side on a handful of cases, its agreement against scikit-like counting by hand."""

import pytest

from tests.core.cases.conftest import Fill, contact, said
from willet.core.cases.agreement import (
    agreements,
    corrected,
    evidence_on_cases,
    evidence_on_contacts,
    truly_solved,
)


def test_agreement_is_over_what_both_spoke_of(fill: Fill) -> None:
    #  audit        yes yes no  no  no   -
    #  disposition  yes yes yes no  yes  yes
    audits = [True, True, False, False, False, None]
    words = [True, True, True, False, True, True]
    rows = [contact(f"{i}", 0, i, resolved=w) for i, w in enumerate(words)]
    outcomes = [said("audit", a, of=f"{i}") for i, a in enumerate(audits) if a is not None]

    with fill([*rows, contact("end", 40, 99)], outcomes=outcomes).snapshot().connect() as con:
        found = evidence_on_cases(con)

    agreement = agreements(found)["audit", "disposition"]
    # observed 3/5; by chance 2/5 * 4/5 + 3/5 * 1/5 = 11/25
    assert agreement is not None
    assert (agreement.n, agreement.kappa) == (5, pytest.approx((15 - 11) / (25 - 11)))
    assert found.spoken() == {"customer": 0, "no_repeat": 6, "audit": 5, "disposition": 6}


def test_repeat_speaks_against_the_contact_before_it(fill: Fill) -> None:
    rows = [contact("a", 0, resolved=True), contact("b", 2, resolved=True), contact("end", 40, 9)]

    with fill(rows).snapshot().connect() as con:
        table = agreements(evidence_on_contacts(con))["no_repeat", "disposition"]

    assert table is not None
    assert (table.n, table.agreed) == (2, 0.5)


def test_audit_corrects_what_agents_say(fill: Fill) -> None:
    #  agents call 15 of 20 solved; of 8 audited solved they said so of all, of 4 audited unsolved of 2
    rows = [contact(f"{i:02}", 0, i, resolved=i < 15) for i in range(20)]
    outcomes = [said("audit", True, of=f"{i:02}") for i in range(8)]
    outcomes += [said("audit", False, of=f"{i:02}") for i in (13, 14, 15, 16)]

    with fill(rows, outcomes=outcomes).snapshot().connect() as con:
        found = corrected(evidence_on_contacts(con), "disposition")

    assert found is not None
    assert (found.observed, found.value) == (0.75, pytest.approx((0.75 + 0.5 - 1) / (1 + 0.5 - 1)))


def test_evidence_of_one_kind_gives_no_estimate(fill: Fill) -> None:
    with fill([contact("a", 0, resolved=True)]).snapshot().connect() as con:
        assert truly_solved(evidence_on_contacts(con)) is None
