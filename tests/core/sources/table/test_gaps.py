"""What a mapping leaves out is said for each metric that needs it."""

import pytest

from willet.core.metrics import catalogue
from willet.core.sources.table import parse_mapping
from willet.core.sources.table.fields import FIELDS
from willet.core.sources.table.gaps import NEEDS, SURVEYS, unsupported

LEAST = """
name = "desk"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
"""


def told(text: str) -> dict[str, str]:
    return {u.metric: u.why for u in unsupported(parse_mapping(LEAST + text))}


def test_every_name_is_one_of_the_catalogue() -> None:
    named = {metric for _, metrics in NEEDS.values() for metric in metrics}
    named |= {metric for metrics in SURVEYS.values() for metric in metrics}

    assert named <= set(catalogue())
    assert set(told("")) <= set(catalogue())
    assert set(NEEDS) <= set(FIELDS)


@pytest.mark.parametrize("field", [field for field in NEEDS if field != "outcome"])
def test_metric_said_to_lack_a_field_cannot_do_without_it(field: str) -> None:
    """Where a formula takes a missing column as nothing, its limits say so and the figure stays."""
    metrics = [catalogue()[name] for name in NEEDS[field][1]]

    assert [m.name for m in metrics if field not in m.needs] == []


def test_call_length_without_ring_time_is_there() -> None:
    found = told('[columns.outcome]\nfrom = "o"\n[columns.talk_s]\nfrom = "t"\nunit = "s"')

    assert "average_ring_time" in found
    assert "average_call_length" not in found


def test_the_least_mapping_lacks_all_but_counts() -> None:
    found = told("")

    assert found["average_hold_time"] == "this mapping has no hold time (hold_s)"
    assert found["service_level"] == "this mapping has no outcome (outcome)"
    assert found["call_resolution"].startswith("this mapping has no judgement")
    assert "received" not in found


def test_what_is_mapped_is_not_lacking() -> None:
    found = told('[columns.hold_s]\nfrom = "h"\n[[survey]]\ninstrument = "csat"\nfrom = "s"')

    assert not {"average_hold_time", "csat_mean", "csat_top2"} & set(found)
    assert "nps" in found


def test_blocked_needs_a_word_for_it() -> None:
    never = '[columns.outcome]\nfrom = "o"\nvalues = { Y = "answered", N = "abandoned" }\n'
    says = '[columns.outcome]\nfrom = "o"\nvalues = { Y = "answered", B = "blocked" }\n'
    passes_on = '[columns.outcome]\nfrom = "o"\n'

    assert "blocked_rate" in told(never)
    assert "blocked_rate" not in told(says)
    assert "blocked_rate" not in told(passes_on)


def test_known_customers_are_evidence_of_their_own() -> None:
    found = told('[columns.customer_id]\nfrom = "c"')

    assert not {"call_resolution", "next_contact_avoidance", "repeat_rate"} & set(found)
