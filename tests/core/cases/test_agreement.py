"""Evidence side by side on a handful of cases, its agreement against scikit-like counting by hand."""

import pytest

from tests.core.cases.conftest import Fill, contact, said
from willet.core.cases.agreement import (
    Rung,
    agreements,
    audited,
    corrected,
    evidence_on_cases,
    evidence_on_contacts,
    ladder,
    truly_solved,
)
from willet.core.cases.rules import Topic
from willet.core.metrics import Question


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
        evidence = evidence_on_contacts(con)
    found, (yes, no) = corrected(evidence, "disposition"), audited(evidence, "disposition")

    assert found is not None
    assert (yes.right, yes.n, no.right, no.n) == (8, 8, 2, 4)
    assert (found.observed, found.value) == (0.75, pytest.approx((0.75 + 0.5 - 1) / (1 + 0.5 - 1)))


def test_evidence_of_one_kind_gives_no_estimate(fill: Fill) -> None:
    with fill([contact("a", 0, resolved=True)]).snapshot().connect() as con:
        assert truly_solved(evidence_on_contacts(con)) is None


def test_each_kind_is_counted_by_what_it_says(fill: Fill) -> None:
    #  disposition  yes yes no -    audit  no - - yes
    rows = [contact(f"{i}", 0, i, resolved=w) for i, w in enumerate([True, True, False, None])]
    outcomes = [said("audit", False, of="0"), said("audit", True, of="3")]
    with fill([*rows, contact("end", 40, 9)], outcomes=outcomes).snapshot().connect() as con:
        found = evidence_on_cases(con)
    #  no repeat says yes of all four and of nobody no; as (not solved, solved)
    assert found.votes() == {
        "customer": (0, 0),
        "no_repeat": (0, 4),
        "audit": (1, 1),
        "disposition": (1, 2),
    }


def test_the_ladder_counts_who_decided_and_who_was_contradicted(fill: Fill) -> None:
    #  case  customer  no repeat  audit  disposition  decided by   verdict
    #  0     -         yes        no     yes          audit        no, against two
    #  1     -         yes        -      yes          no repeat    yes
    #  2     -         yes        -      no           disposition  no, against silence
    #  3     yes       yes        -      no           customer     yes, against the agent
    #  4     -         -          -      -            nobody: its last contact was lost
    rows = [contact(f"{i}", 0, i, resolved=w) for i, w in enumerate([True, True, False, False])]
    rows += [contact("4", 0, 4), contact("4lost", 1, 4, outcome="abandoned")]
    outcomes = [said("audit", False, of="0"), said("customer", True, of="3")]
    with fill([*rows, contact("end", 40, 9)], outcomes=outcomes).snapshot().connect() as con:
        assert ladder(con) == [
            Rung("customer", 1, 1, 1),
            Rung("no_repeat", 1, 1, 0),
            Rung("audit", 1, 0, 1),
            Rung("disposition", 1, 0, 1),
            Rung(None, 1, 0, 0),
        ]


def test_evidence_follows_the_period_and_the_filter(fill: Fill) -> None:
    rows = [
        contact("a", 0, 1, resolved=True, queue="sales"),
        contact("b", 0, 2, resolved=False, queue="support"),
        contact("c", 9, 3, resolved=True, queue="sales"),
        contact("end", 40, 9),
    ]
    early = Question.of("fcr_case", last="2024-03-05", where="queue = 'sales'")
    with fill(rows).snapshot().connect() as con:
        on_cases, on_contacts = (
            evidence_on_cases(con, of=early),
            evidence_on_contacts(con, of=early),
        )
        rungs = ladder(con, of=early)
    assert (on_cases.n, on_contacts.n) == (1, 1)
    assert [r for r in rungs if r.decided] == [Rung("no_repeat", 1, 1, 0)]


@pytest.mark.parametrize(
    ("topic", "repeats"),
    [("if_known", 1), ("required", 1), ("ignored", 2)],
)
def test_what_counts_as_a_repeat_follows_the_rule_on_topics(
    fill: Fill, topic: Topic, repeats: int
) -> None:
    #  one customer: order, two days later order, a day later fault
    rows = [
        contact("a", 0, 1, topic="order"),
        contact("b", 2, 1, topic="order"),
        contact("c", 3, 1, topic="fault"),
        contact("end", 40, 9),
    ]
    with fill(rows).snapshot().connect() as con:
        found = evidence_on_contacts(con, topic=topic).votes()
    assert found["no_repeat"] == (repeats, 3 - repeats)
