"""What is made once for a module is made in one worker."""

import gzip
import io
import zipfile

import pytest

from tests.scaffold.lent import Lend
from tests.scaffold.prepared import is_worker
from tests.scaffold.together import pytest_make_parametrize_id, shares


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


def _zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a", "b")
    return data.getvalue()


@pytest.mark.parametrize("content", [gzip.compress(b"x"), _zipped(), b"\xef\xbb\xbf" + _zipped()])
def test_what_is_packed_has_a_name_without_its_time(
    content: bytes, request: pytest.FixtureRequest
) -> None:
    assert "[content packed" in request.node.nodeid
    assert pytest_make_parametrize_id(content, "content") == "content packed"


@pytest.mark.parametrize("value", [b"", b"id,at", "PK\x03\x04", None, 7])
def test_all_else_is_named_by_itself(value: object) -> None:
    assert pytest_make_parametrize_id(value, "value") is None
