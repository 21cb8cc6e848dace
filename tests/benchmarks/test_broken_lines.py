"""Breaking lines on purpose: one change at a time, that still parses, at the place it names."""

import shutil
from pathlib import Path

import pytest

from benchmarks.broken_lines.__main__ import dies_of, drawn, own_tests
from benchmarks.broken_lines.breaking import Break, breaks
from tests.scaffold import journeys

SOURCE = '''"""A sum."""


def inside(x: int, day: int) -> bool:
    return day <= x and not x == 0 or x in (3,)


QUERY = "SELECT count(*) FROM t WHERE day <= ? AND x > 1"
'''


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "src/willet/room/sums.py"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE)
    return path


def test_breaks_are_the_changes_of_a_hasty_hand(module: Path) -> None:
    changed = {
        (broken.line, broken.applied(SOURCE).splitlines()[broken.line - 1].strip())
        for broken in breaks(module)
    }

    assert changed == {
        (5, "return day < x and not x == 0 or x in (3,)"),
        (5, "return day <= x or not x == 0 or x in (3,)"),
        (5, "return day <= x and x == 0 or x in (3,)"),
        (5, "return day <= x and not x != 0 or x in (3,)"),
        (5, "return day <= x and not x == 1 or x in (3,)"),
        (5, "return day <= x and not x == 0 and x in (3,)"),
        (5, "return day <= x and not x == 0 or x not in (3,)"),
        (5, "return day <= x and not x == 0 or x in (4,)"),
        (8, 'QUERY = "SELECT count(*) FROM t WHERE day < ? AND x > 1"'),
        (8, 'QUERY = "SELECT count(*) FROM t WHERE day <= ? OR x > 1"'),
        (8, 'QUERY = "SELECT count(*) + 1 FROM t WHERE day <= ? AND x > 1"'),
    }


def test_the_draw_depends_on_the_seed_alone_and_takes_each_line_once(module: Path) -> None:
    source = module.parents[1]

    once, again = drawn(source, "seed", 2), drawn(source, "seed", 2)

    assert once == again
    assert {broken.line for broken in once} == {5, 8}


@pytest.mark.journey("process", but_first=True)
@pytest.mark.parametrize(
    ("test", "noticed"), [("inside(2, 2)", True), ("inside(2, 1)", False), ("2 + 2", False)]
)
def test_a_break_dies_of_the_test_that_looks_at_it(
    module: Path, tmp_path: Path, test: str, noticed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "PYTEST_ADDOPTS", "--randomly-seed=1"
    )  # of the run around, not the one inside
    tests = tmp_path / "tests/room/test_sums.py"
    tests.parent.mkdir(parents=True)
    (module.parents[1] / "__init__.py").touch()
    know_layers(tmp_path)
    tests.write_text(f"from willet.room.sums import inside\ndef test_it():\n    assert {test}\n")
    broken = Break(module, 5, 15, 17, "<")

    died_of = dies_of(broken, tmp_path)

    assert died_of == ("FAILED tests/room/test_sums.py::test_it" if noticed else "")
    assert module.read_text() == SOURCE


@pytest.mark.journey("process")
def test_what_the_quick_tests_let_live_dies_of_a_journey_and_of_no_proof(
    module: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    tests = tmp_path / "tests/room/test_sums.py"
    tests.parent.mkdir(parents=True)
    (module.parents[1] / "__init__.py").touch()
    know_layers(tmp_path)
    head = "import pytest\nfrom willet.room.sums import inside\n"
    for mark, died_of in (
        ("journey('law')", "FAILED tests/room/test_sums.py::test_it"),
        ("proof", ""),
    ):
        tests.write_text(f"{head}@pytest.mark.{mark}\ndef test_it():\n    assert inside(2, 2)\n")

        assert dies_of(Break(module, 5, 15, 17, "<"), tmp_path) == died_of


def know_layers(copy: Path) -> None:
    """Let the tests of a copy be told by layers."""
    shutil.copy(journeys.__file__, copy / "layers.py")
    (copy / "conftest.py").write_text('pytest_plugins = ["layers"]\n')


def test_tests_that_cannot_run_are_no_death(module: Path, tmp_path: Path) -> None:
    (tmp_path / "tests/room").mkdir(parents=True)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")

    with pytest.raises(RuntimeError, match="--no-such-option"):
        dies_of(Break(module, 5, 15, 17, "<"), tmp_path)


@pytest.mark.parametrize(
    ("module", "room"),
    [
        ("levers/surveys/models.py", "levers/surveys"),
        ("core/lake/layout.py", "core/lake"),
        ("people/models.py", "people"),
    ],
)
def test_a_room_within_a_folder_of_rooms_is_asked_alone(
    tmp_path: Path, module: str, room: str
) -> None:
    (tmp_path / "tests" / room).mkdir(parents=True)
    assert own_tests(tmp_path / "src/willet" / module, tmp_path) == [tmp_path / "tests" / room]
