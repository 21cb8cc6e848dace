"""Tests that share what is made once for their file run in one worker: two workers would make it twice."""

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
