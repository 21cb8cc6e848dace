"""The page on metrics names everything there is to write one with."""

from pathlib import Path

import pytest

from willet.core.metrics import FLAGS, profiles
from willet.core.metrics.formula import AGGREGATES
from willet.core.metrics.grains import GRAIN_KINDS
from willet.core.metrics.metric import TABLE_OF_LEVEL, UNITS

PAGE = (Path(__file__).resolve().parents[3] / "docs/developers/metrics.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name", [*FLAGS, *profiles(), *GRAIN_KINDS, *TABLE_OF_LEVEL, *UNITS, "if(", "or_zero("]
)
def test_the_page_names_it(name: str) -> None:
    assert f"`{name}" in PAGE


@pytest.mark.parametrize("name", list(AGGREGATES))
def test_the_page_names_each_aggregate(name: str) -> None:
    assert f"`{name}(" in PAGE


@pytest.mark.parametrize(
    "name", ["inbound", "offered", "handled", "ever_handled", "judged", "solved"]
)
def test_the_page_says_what_a_phrase_stands_for(name: str) -> None:
    assert FLAGS[name] in PAGE
