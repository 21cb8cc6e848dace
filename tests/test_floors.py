"""Every arrow between rooms falls, those within functions and those hidden in a string too.

The linter follows imports alone. A dotted path in a string, or an import of a name that is put together, is an
arrow as well; Django's own settings stand in `site`, above all rooms, so theirs fall.
"""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.scaffold.floors import Arrow, arrows, ranks, rises

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ranks(ROOT / ".importlinter")
DECIDED_AT_RUN_TIME = {
    "willet.commands": "the table of the commands, which stand in its own room",
    "willet.core.metrics.export": "pandas or polars, where they are installed",
    "willet.core.sources.registry": "the table of the sources, which stand in its own room",
    "willet.site.public.urls": "the public addresses of the rooms, all below it",
    "willet.site.rooms": "the list of the rooms, all below it",
    "willet.ui.offers": "what a room offers is found by a fixed name; the host lists no guests",
}
"""The modules that may import what is not written in the call, and what that is."""
HERE = {
    "lake": "willet/core/lake/planted.py",
    "metrics": "willet/core/metrics/planted.py",
    "people": "willet/people/planted.py",
    "ask": "willet/core/ask/planted.py",
}


def planted(folder: Path, room: str, text: str) -> list[str]:
    """What rises in a house of a few rooms with this text in one of them."""
    for name in ("core/lake", "core/metrics", "core/cases", "core/ask", "people", "calls"):
        (folder / "willet" / name).mkdir(parents=True)
        (folder / "willet" / name / "whole.py").touch()
        (folder / "willet" / name / "__init__.py").touch()
    (folder / HERE[room]).write_text(text)
    return [a.to for a in arrows(folder) if not a.to or rises(a.module, a.to, FLOORS)]


def test_no_arrow_of_the_house_rises() -> None:
    found = list(arrows(ROOT / "src"))

    assert len(found) > 2000
    assert [a for a in found if a.to and rises(a.module, a.to, FLOORS)] == []


def test_what_is_imported_at_run_time_is_listed() -> None:
    assert {a.module for a in arrows(ROOT / "src") if not a.to} == set(DECIDED_AT_RUN_TIME)


@pytest.mark.parametrize(
    ("room", "text", "to"),
    [
        ("lake", 'LINKER = "willet.core.cases.whole:link_anew"', "willet.core.cases.whole"),
        ("lake", 'LINKER = "willet.core.cases.whole.link_anew"', "willet.core.cases.whole"),
        ("lake", 'def f():\n    import_string("willet.core.cases")', "willet.core.cases"),
        ("lake", 'import_module("willet.core." + "cases")', "willet.core.cases"),
        ("lake", 'PATH = f"willet.core.cases.{name}"', "willet.core.cases"),
        ("lake", "def f():\n    from willet.core.cases.whole import x", "willet.core.cases.whole"),
        ("lake", "def f():\n    import willet.core.ask", "willet.core.ask"),
        ("lake", "from ..cases import whole", "willet.core.cases.whole"),
        ("lake", 'import_module("..cases", __package__)', "willet.core.cases"),
        ("lake", "from willet.core import metrics", "willet.core.metrics"),  # beside it
        ("metrics", 'HOME = "willet.core.lake"', "willet.core.lake"),
        ("people", 'VIEW = "willet.calls.whole.call"', "willet.calls.whole"),
    ],
)
def test_planted_arrow_that_rises_is_seen(tmp_path: Path, room: str, text: str, to: str) -> None:
    assert to in planted(tmp_path, room, text)


@pytest.mark.parametrize(
    ("room", "text"),
    [
        ("ask", "from willet.core.cases import whole\nfrom willet.core.lake import x"),
        ("ask", 'PATH = "willet.core.cases.whole:rules"'),
        ("lake", 'OWN = "willet.core.lake.whole:open"'),
        ("people", 'SEE = "willet.see_calls"\nLOG = "willet.work"'),  # names of no module
        ("people", 'HELP = "see willet.calls.whole for more"'),  # a sentence is no path
        ("people", 'import_module("willet.core.cases")'),
    ],
)
def test_what_falls_or_names_no_module_is_let_be(tmp_path: Path, room: str, text: str) -> None:
    assert planted(tmp_path, room, text) == []


def test_import_of_an_unwritten_name_is_seen(tmp_path: Path) -> None:
    assert planted(tmp_path, "lake", "def f(name):\n    return import_module(name)") == [""]


def circle(found: Iterable[Arrow]) -> list[str]:
    """Modules that import each other in a ring; empty where there is none."""
    known: dict[str, set[str]] = {}
    for arrow in found:
        if arrow.imported:
            known.setdefault(arrow.module, set()).add(arrow.to)
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_ring() -> None:
    assert circle(arrows(ROOT / "src")) == []


def test_planted_ring_is_seen(tmp_path: Path) -> None:
    planted(tmp_path, "ask", "def f():\n    from willet.core.ask import whole")
    (tmp_path / "willet/core/ask/whole.py").write_text("from willet.core.ask.planted import f")

    assert set(circle(arrows(tmp_path))) == {"willet.core.ask.planted", "willet.core.ask.whole"}
