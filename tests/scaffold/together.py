"""Workers agree on what there is to run; tests that share what is made once for their file run in one of them.

Two workers would make it twice; and where two name a test differently, none is run.
"""

import pytest


@pytest.hookimpl(tryfirst=True)  # xdist writes the groups it finds into the names of the tests
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep them together, unless they are kept with others already: the hooks that do so are called before this one."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None and shares(item):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def shares(item: pytest.Item) -> bool:
    """Whether a test uses a fixture of its module, or reads a lake that was lent: what is known of it is kept too."""
    if "lend" in getattr(item, "fixturenames", ()):
        return True
    info = getattr(item, "_fixtureinfo", None)
    definitions = info.name2fixturedefs.values() if info is not None else ()
    return any(some[-1].scope == "module" for some in definitions if some)


PACKED = (b"PK\x03\x04", b"\x1f\x8b")
"""Marks of archives, which hold the second in which they were made."""


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A name for a value that each worker would otherwise name by its own clock; None for all others."""
    packed = isinstance(val, bytes) and any(mark in val for mark in PACKED)
    return f"{argname} packed" if packed else None
