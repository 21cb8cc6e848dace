"""What is made once for a module is made in one worker."""

import pytest

from tests.scaffold.lent import Lend
from tests.scaffold.prepared import is_worker
from tests.scaffold.together import shares


@pytest.fixture(scope="module")
def dear() -> str:
    return "made once"


@pytest.fixture
def of_it(dear: str) -> str:
    return dear.upper()


def test_who_asks_for_what_the_module_shares_stays_in_one_worker(
    request: pytest.FixtureRequest, of_it: str
) -> None:
    group = request.node.get_closest_marker("xdist_group")

    assert (of_it, shares(request.node)) == ("MADE ONCE", True)
    assert group is not None
    assert group.args == ("tests/scaffold/test_together.py",)
    assert request.node.nodeid.endswith(f"@{group.args[0]}") == is_worker(request.config)


def test_who_reads_a_lake_that_was_lent_stays_in_one_worker(
    request: pytest.FixtureRequest, lend: Lend
) -> None:
    assert shares(request.node) is True


def test_who_shares_nothing_goes_wherever_there_is_room(
    request: pytest.FixtureRequest, tmp_path: object
) -> None:
    assert shares(request.node) is False
    assert request.node.get_closest_marker("xdist_group") is None
