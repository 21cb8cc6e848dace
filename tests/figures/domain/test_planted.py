"""The truth of the demo beside a metric: only in an invented home, and only where it is known."""

import json
from pathlib import Path

import pytest
from django.test import override_settings

from willet.core.metrics import catalogue
from willet.figures.domain.planted import planted_words

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
