"""Which layer a test is in: quick, a journey, or a long proof. The rule stands here alone, and `--layer` runs one.

A journey is what walks from end to end: `make test` leaves it out, `make journeys` runs all of them, CI runs both. A
test is one by what it asks for, by what its module starts, or because it says so itself:
`@pytest.mark.journey("history")`. Of many cases of one rule the first stays among the quick ones where the mark says
`but_first=True`.
"""

from enum import StrEnum
from functools import cache
from types import ModuleType

import pytest


class Layer(StrEnum):
    """Each test is in exactly one."""

    QUICK = "quick"
    JOURNEYS = "journeys"
    PROOFS = "proofs"


ASKED_FOR = {
    "chromium": "a browser",
    "postgres": "a PostgreSQL",
    "rooms": "homes on both databases, and processes in them",
    "new_rooms": "the same, from the first start on",
    "listen": "streams of a served process",
}
"""Fixtures that make a test a journey, and what they bring."""

STARTED_BY = {"tests.scaffold.served", "tests.scaffold.serving", "tests.scaffold.racing"}
"""What starts the product in processes of its own: the tests of a module that uses it are journeys."""

KINDS = {
    "process": "the product, a command or a file's reader in a process of its own",
    "history": "a lake that grows, is corrected, taken back or renewed: several imports",
    "law": "a law tried on many drawn examples",
    "walk": "page after page, or one page by every reader and in every language",
    "world": "a simulated centre, or a real set of calls, from end to end",
    "cases": "many cases of one rule, each with a lake of its own",
    "house": "a copy of the house, changed and read whole",
}
"""What a test may say of itself, each with its reason."""


def layer_of(item: pytest.Item) -> Layer:
    """The one layer of a test; a long proof is no journey, whatever it asks for."""
    if item.get_closest_marker("proof"):
        return Layer.PROOFS
    return Layer.JOURNEYS if is_journey(item) else Layer.QUICK


def is_journey(item: pytest.Item) -> bool:
    """Whether it asks for what is dear, stands among those that start processes, or says so."""
    module = getattr(item, "module", None)
    return (
        not ASKED_FOR.keys().isdisjoint(getattr(item, "fixturenames", ()))
        or (isinstance(module, ModuleType) and starts_processes(module))
        or any(not (mark.kwargs.get("but_first") and is_first(item)) for mark in marks_of(item))
    )


@cache
def starts_processes(module: ModuleType) -> bool:
    """Whether anything in it comes from where processes are started."""
    return any(getattr(thing, "__module__", "") in STARTED_BY for thing in vars(module).values())


def marks_of(item: pytest.Item) -> list[pytest.Mark]:
    """What it says of itself. Errors: a kind that is none of ours."""
    marks = list(item.iter_markers("journey"))
    for mark in marks:
        if len(mark.args) != 1 or mark.args[0] not in KINDS:
            raise pytest.UsageError(f"{item.nodeid}: a journey is one of {', '.join(KINDS)}")
    return marks


def is_first(item: pytest.Item) -> bool:
    """Whether it is the first of its cases in each parameter."""
    case = getattr(item, "callspec", None)
    return case is None or not any(case.indices.values())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which layer is run; without a word, all of them."""
    parser.addoption(
        "--layer", choices=[layer.value for layer in Layer], help="run one layer of the tests"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the other layers."""
    wanted = config.getoption("--layer")
    left = [item for item in items if layer_of(item) != wanted] if wanted else []
    if left:
        config.hook.pytest_deselected(items=left)
        gone = set(left)
        items[:] = [item for item in items if item not in gone]
