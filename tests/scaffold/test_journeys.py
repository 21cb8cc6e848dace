"""Every test is in one layer: what asks for a browser or a server, or says so, is a journey; all else is quick."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.scaffold import served
from tests.scaffold.journeys import ASKED_FOR, KINDS, Layer, layer_of, starts_processes

ROOT = Path(__file__).resolve().parents[2]


def quick(tmp_path: Path) -> None:
    """Asks for nothing dear."""


def in_a_browser(browser_page: object) -> None:
    """Asks for Chromium by way of another fixture."""


def on_both(rooms: object) -> None:
    """Asks for both databases."""


@pytest.mark.journey("law")
def long_law() -> None:
    """Says so itself."""


@pytest.mark.proof
@pytest.mark.journey("law")
def proven(browser_page: object) -> None:
    """A proof, whatever it asks for."""


@pytest.mark.journey("no such kind")
def of_no_kind() -> None:
    """Says what nobody knows."""


@pytest.mark.parametrize("n", [0, 1])
@pytest.mark.parametrize("m", [0, 1])
@pytest.mark.journey("cases", but_first=True)
def test_the_first_of_its_cases_stays(request: pytest.FixtureRequest, n: int, m: int) -> None:
    expected = Layer.QUICK if n == m == 0 else Layer.JOURNEYS
    assert layer_of(request.node) == expected


Item = Callable[[Callable[..., None]], pytest.Item]


@pytest.fixture
def item(request: pytest.FixtureRequest) -> Item:
    """Collects a function as a test of this module."""

    def collect(function: Callable[..., None]) -> pytest.Item:
        name = function.__name__
        return pytest.Function.from_parent(request.node.parent, name=name, callobj=function)

    return collect


@pytest.mark.parametrize(
    ("function", "layer"),
    [
        (quick, Layer.QUICK),
        (in_a_browser, Layer.JOURNEYS),
        (on_both, Layer.JOURNEYS),
        (long_law, Layer.JOURNEYS),
        (proven, Layer.PROOFS),
    ],
)
def test_what_a_test_asks_for_or_says_decides(
    item: Item, function: Callable[..., None], layer: Layer
) -> None:
    assert layer_of(item(function)) == layer


def test_a_kind_that_is_none_is_refused(item: Item) -> None:
    with pytest.raises(pytest.UsageError, match="a journey is one of process, history, "):
        layer_of(item(of_no_kind))


def test_who_starts_the_product_in_processes_is_known_by_it() -> None:
    alone, starter = ModuleType("tests.alone"), ModuleType("tests.starter")
    vars(starter)["home_of"] = served.home_of

    assert (starts_processes(alone), starts_processes(starter)) == (False, True)


def test_what_is_named_is_there(request: pytest.FixtureRequest) -> None:
    known = request.session._fixturemanager._arg2fixturedefs

    assert set(ASKED_FOR) <= set(known)
    assert [kind for kind, reason in KINDS.items() if len(reason) < 20] == []


def test_the_commands_run_each_layer_once_and_ci_runs_all_of_them() -> None:
    rules = dict(re.findall(r"^(\w+): setup .*\n\t(.*)$", (ROOT / "Makefile").read_text(), re.M))
    layers = {name: re.findall(r"--layer (\w+)", line) for name, line in rules.items()}
    in_ci = [line for line in (ROOT / ".ci/run").read_text().splitlines() if "make " in line]

    assert {name: found for name, found in layers.items() if found} == {
        "test": ["quick"],
        "journeys": ["journeys"],
        "proof": ["proofs"],
    }
    assert in_ci[-4:] == ["make check", "make test", "make journeys", "make proof PROOF=0.1"]
