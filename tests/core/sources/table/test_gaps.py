"""What a mapping leaves out is said in the words of the tables."""

import pytest

from willet.core.metrics import catalogue
from willet.core.metrics.silence import lacking
from willet.core.records import ANSWERS, CONTACTS, VISITS
from willet.core.sources.table import parse_mapping
from willet.core.sources.table.fields import FIELDS
from willet.core.sources.table.gaps import LACKS, lacking_in, lacking_in_file

LEAST = """
name = "desk"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
"""
OUTCOME = '[columns.outcome]\nfrom = "o"\n'


def told(text: str, *, called: bool = False) -> dict[str, str]:
    text = text if text.startswith("rows") else LEAST + text
    return dict(lacking_in(parse_mapping(text), called=called))


def test_every_field_is_one_of_a_mapping_and_a_column_of_the_lake() -> None:
    columns = {*CONTACTS.names, *VISITS.names, *ANSWERS.names}

    assert set(LACKS) <= set(FIELDS)
    assert set(LACKS) <= columns


def test_the_least_mapping_lacks_all_but_counts() -> None:
    found = told("")

    assert set(found) == {
        *LACKS, "answered", "abandoned", "blocked", "csat", "nps", "ces",
        "next_contact_avoidance", "repeat_rate", "identified", "call_resolution", "disposed", "own_word",
    }  # fmt: skip
    assert found["hold_s"] == "this mapping has no hold time (hold_s)"
    assert found["abandoned"] == "this mapping has no outcome (outcome)"
    assert found["call_resolution"].startswith("this mapping has no judgement")


def test_what_is_mapped_is_not_lacking() -> None:
    found = told('[columns.hold_s]\nfrom = "h"\n[[survey]]\ninstrument = "csat"\nfrom = "s"')

    assert not {"hold_s", "csat"} & set(found)
    assert "nps" in found


@pytest.mark.parametrize(
    ("rule", "lacks"),
    [
        ("", {"disposed", "own_word"}),
        ('[columns.resolved]\nfrom = "r"', set()),
        ('[columns.disposition]\nfrom = "d"', {"own_word"}),
        ('[columns.cause]\nfrom = "c"', {"own_word"}),
        ('[[evidence]]\nkind = "disposition"\nfrom = "r"', set()),
        ('[[evidence]]\nkind = "audit"\nfrom = "r"', {"disposed", "own_word"}),
        ('[[survey]]\ninstrument = "resolved"\nfrom = "s"', {"disposed", "own_word"}),
    ],
)
def test_agents_words_need_a_column_of_their_own(rule: str, lacks: set[str]) -> None:
    assert {"disposed", "own_word"} & set(told(rule)) == lacks


@pytest.mark.parametrize(
    ("rule", "lacks"),
    [
        (OUTCOME + 'values = { Y = "answered", N = "abandoned" }', {"blocked"}),
        (OUTCOME + 'values = { Y = "answered", B = "blocked" }', {"abandoned"}),
        (OUTCOME + 'values = { Y = "answered" }\nother = "abandoned"', {"blocked"}),
        (OUTCOME + 'values = { N = "abandoned" }', {"answered", "blocked"}),
        ('[columns.outcome]\nconstant = "answered"', {"abandoned", "blocked"}),
        (OUTCOME, set()),
    ],
)
def test_an_outcome_needs_a_word_for_it(rule: str, lacks: set[str]) -> None:
    assert {"answered", "abandoned", "blocked", "outcome"} & set(told(rule)) == lacks


def test_an_outcome_that_came_is_not_lacking() -> None:
    mapping = parse_mapping(LEAST + OUTCOME + 'values = { N = "abandoned" }')

    found = lacking_in(mapping, seen={"answered", "abandoned", "unknown"})

    assert {"answered", "abandoned", "blocked"} & set(found) == {"blocked"}


def test_known_customers_are_evidence_of_their_own() -> None:
    found = told('[columns.customer_id]\nfrom = "c"')

    assert not {"call_resolution", "next_contact_avoidance", "repeat_rate"} & set(found)


@pytest.mark.parametrize(
    ("mapping", "called", "lacks"),
    [
        ("", False, {"transfers"}),
        ("", True, {"fcr_strict"}),
        ('rows = "legs"' + LEAST, True, set()),
    ],
)
def test_legs_tell_of_transfers(mapping: str, called: bool, lacks: set[str]) -> None:
    assert {"transfers", "fcr_strict"} & set(told(mapping, called=called)) == lacks


def test_a_file_tells_nothing_of_what_is_written_down_in_willet() -> None:
    mapping = parse_mapping(LEAST + OUTCOME + '[columns.resolved]\nfrom = "r"')
    found = lacking(lacking_in_file(mapping), catalogue().values())

    own = {"grant_rate", "refusal_rate", "authority_blocked_rate", "callbacks_kept"}
    asked = {"survey_response_rate", "survey_delivery_rate", "reopened_by_customer"}
    people = {"fcr_case", "fcr_case_net", "contacts_per_case", "one_and_done_share", "reopen_rate"}
    assert own | asked | people <= set(found)
    assert not {"call_resolution", "disposition_given_rate", "received"} & set(found)
    assert "survey_resolution" in found


def test_a_file_without_judgement_gives_no_dispositions() -> None:
    found = lacking(lacking_in_file(parse_mapping(LEAST)), catalogue().values())

    assert {"disposition_given_rate", "disposition_agreement", "call_resolution"} <= set(found)
