"""The long proofs, marked `proof`: left out by `make test`, run by `make proof`, whole or a share drawn by a seed."""

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many of the long proofs are run where they are run at all."""
    parser.addoption(
        "--share", type=float, default=1.0, help="share of the long proofs that is run, 0 to 1"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long proofs that this seed does not draw."""
    share: float = config.getoption("--share")
    if share >= 1:
        return
    seed = str(config.getoption("randomly_seed", default=""))
    left = [
        i for i in items if i.get_closest_marker("proof") and not is_drawn(i.nodeid, share, seed)
    ]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [i for i in items if i not in left]


def is_drawn(name: str, share: float, seed: str) -> bool:
    """Whether a share of the names, drawn by the seed, holds this one.

    >>> [is_drawn("a", share, "1") for share in (0.0, 1.0)]
    [False, True]
    """
    return zlib.crc32(f"{seed} {name}".encode()) < share * 2**32


def rest_as_proofs(cases: Sequence[object], *, short: int = 1) -> "list[ParameterSet]":
    """Cases of one claim: the first of them each time, as its short version, the others where proofs are run."""
    return [
        pytest.param(case, marks=[pytest.mark.proof] * (n >= short)) for n, case in enumerate(cases)
    ]
