"""Lakes that tests read together: a home is linked to the one that was made, and whoever writes to it fails.

What a process works out of one state of a lake, it keeps as long as it holds that state. A copy for each test begins
with nothing; the one lake that all of them read is opened once. Who reads what stays each test's own, as ever.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Lend = Callable[[Path], Path]
State = frozenset[tuple[Path, int, int]]


def copied(made: Path, home: Path) -> Path:
    """A lake of a home's own, with its key: for tests that write to it."""
    shutil.copytree(made, home / "lake")
    shutil.copy(made.with_name("lake.key"), home / "lake.key")
    return home / "lake"


def state_of(lake: Path) -> State:
    """Every file of a lake, with its size and when it was written last."""
    files = [(path, path.stat()) for path in lake.rglob("*") if path.is_file()]
    return frozenset((path, seen.st_mtime_ns, seen.st_size) for path, seen in files)


@pytest.fixture
def lend(home: Path) -> Iterator[Lend]:
    """Lends a lake to the home of this test, and looks afterwards that it is as it was."""
    lent: dict[Path, State] = {}

    def link(made: Path) -> Path:
        lent[made] = state_of(made)
        (home / "lake").symlink_to(made)
        shutil.copy(made.with_name("lake.key"), home / "lake.key")
        return home / "lake"

    yield link
    written = [made for made, before in lent.items() if state_of(made) != before]
    assert written == [], "a test that writes to a lake takes a copy of its own"


def own(lake: Path) -> Path:
    """A lent lake made the home's own, by a copy in place of the link: for one test among readers that writes."""
    made = lake.resolve()
    lake.unlink()
    shutil.copytree(made, lake)
    return lake
