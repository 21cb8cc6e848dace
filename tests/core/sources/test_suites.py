"""No source without the standard suite."""

from importlib import import_module

import pytest

from tests.core.sources.suite import SourceSuite
from willet.core.sources import SOURCES


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_inherits_the_suite(name: str) -> None:
    module = import_module(f"tests.core.sources.{name}.test_suite")

    suites = [suite for suite in vars(module).values() if _is_suite(suite)]

    assert [suite.name for suite in suites] == [name]


def _is_suite(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, SourceSuite) and thing is not SourceSuite
