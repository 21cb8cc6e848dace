"""The truth of the demo beside a metric: only in an invented home, and only where it is known."""

import json
from pathlib import Path

import pytest
from django.test import override_settings

from willet.core.metrics import catalogue
from willet.figures.domain.planted import planted_agents, planted_shares, planted_words

TRUTH = {
    "planted": {"csat_top2_of_all_handled": 0.625},
    "planted_by_definition": {"contacts_per_case": {"value": 1.5}},
}


@pytest.mark.parametrize(
    ("name", "invented", "words"),
    [
        ("csat_corrected", True, "62.5%"),
        ("csat_top2", True, "62.5%"),
        ("contacts_per_case", True, "1.50"),
        ("csat_mean", True, ""),
        ("received", True, ""),
        ("csat_corrected", False, ""),
    ],
)
def test_truth_stands_beside_what_is_known_of_the_demo(
    tmp_path: Path, name: str, invented: bool, words: str
) -> None:
    (tmp_path / "simulated").mkdir()
    (tmp_path / "simulated" / "truth.json").write_text(json.dumps(TRUTH))

    with override_settings(WILLET_HOME=tmp_path, WILLET_INVENTED=invented):
        assert planted_words(catalogue()[name]) == words


PLANTED = {
    "solved_when_handled": 0.746,
    "csat_top2_of_all_handled": 0.655,
    "response_if_solved": 0.3,
    "response_if_unsolved": 0.138,
    "disposition_sensitivity": 0.98,
    "disposition_specificity": 0.886,
    "agents": {
        "Anna W": {"handled": 4, "solved": 3, "says_solved": 2, "says_anything": 2},
        "Otto K": {"handled": 0, "solved": 0, "says_solved": 0, "says_anything": 0},
    },
}


@pytest.mark.parametrize("is_invented", [True, False])
def test_truth_of_what_agents_and_customers_say_is_in_words_where_it_is_known(
    tmp_path: Path, is_invented: bool
) -> None:
    (tmp_path / "simulated").mkdir()
    (tmp_path / "simulated" / "truth.json").write_text(json.dumps({"planted": PLANTED}))

    with override_settings(WILLET_HOME=tmp_path, WILLET_INVENTED=is_invented):
        shares = planted_shares("disposition_sensitivity", "disposition_specificity")
        unknown = planted_shares("disposition_sensitivity", "never_planted")
        agents = planted_agents()

    words = {"disposition_sensitivity": "98.0%", "disposition_specificity": "88.6%"}
    assert shares == (words if is_invented else {})
    assert unknown == {}
    assert agents == (PLANTED["agents"] if is_invented else {})
