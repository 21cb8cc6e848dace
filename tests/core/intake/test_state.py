"""Whatever is imported and undone in whatever order: the lake is the fold of what is active."""

import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from willet.core.intake import import_files, undo
from willet.core.lake import Lake
from willet.core.sources.registry import SOURCES

SOURCES_BEFORE = dict(SOURCES)

Line = tuple[int, int, str, str]
LINES = st.tuples(
    st.integers(0, 5),
    st.integers(0, 3),
    st.sampled_from(["1999-01-04", "1999-01-31", "1999-02-01", "1999-04-10"]),
    st.sampled_from(["sales", "help"]),
)


def folded(lines: set[Line]) -> list[tuple[str, str, str]]:
    """The oracle: of each contact its highest revision, ties to the later day, then the later queue name."""
    best: dict[int, Line] = {}
    for line in lines:
        number, revision, day, queue = line
        held = best.get(number)
        # The fold takes the smallest day and queue of the highest revision.
        if held is None or (-revision, day, queue) < (-held[1], held[2], held[3]):
            best[number] = line
    return sorted((f"tiny:{n}", day, queue) for n, _, day, queue in best.values())


class Imports(RuleBasedStateMachine):
    """Imports and undoes of small files, against the oracle and against a lake built from nothing."""

    def __init__(self) -> None:
        super().__init__()
        SOURCES["tiny"] = "tiny_source:SOURCE"
        self.folder = Path(tempfile.mkdtemp(prefix="willet-state-"))
        self.place = self.folder / "lake"
        self.active: dict[str, list[Line]] = {}
        self.files = 0

    @rule(lines=st.lists(LINES, min_size=1, max_size=5))
    def import_some(self, lines: list[Line]) -> None:
        before = {row[0] for row in self.rows()}
        report = import_files(self.place, "tiny", [self.file(lines)])
        assert report.run_id is not None
        self.active[report.run_id] = lines

        spoken = {f"tiny:{line[0]}" for line in lines}
        counted = report.contacts_new + report.contacts_revised + report.contacts_unchanged
        assert counted == len(spoken)
        assert report.contacts_new == len(spoken - before)

    @precondition(lambda self: self.active)
    @rule(data=st.data())
    def undo_one(self, data: st.DataObject) -> None:
        run = data.draw(st.sampled_from(sorted(self.active)))
        undo(self.place, run)
        del self.active[run]

    @invariant()
    def lake_is_the_fold_of_the_union(self) -> None:
        assert self.rows() == folded({line for lines in self.active.values() for line in lines})

    def teardown(self) -> None:
        if self.active:
            assert Lake.at(self.place).snapshot().content == self.rebuilt()
        shutil.rmtree(self.folder)
        SOURCES.clear()
        SOURCES.update(SOURCES_BEFORE)

    def rebuilt(self) -> str:
        """The content of a lake that got all active lines at once, the other way round."""
        lines = [line for run in self.active.values() for line in run]
        import_files(self.folder / "other", "tiny", [self.file(lines[::-1])])
        return Lake.at(self.folder / "other").snapshot().content

    def rows(self) -> list[tuple[str, str, str]]:
        if not self.place.exists():
            return []
        with Lake.at(self.place).snapshot().connect() as con:
            found = con.execute("SELECT contact_id, local_date::VARCHAR, queue FROM contacts")
            return sorted(found.fetchall())

    def file(self, lines: list[Line]) -> Path:
        self.files += 1
        path = self.folder / f"file{self.files}"
        path.write_text(
            "".join(f"{n};{r};{day};7;{queue};answered\n" for n, r, day, queue in lines)
        )
        return path


TestImports = pytest.mark.proof(Imports.TestCase)
TestImports.settings = settings(max_examples=5, stateful_step_count=5, deadline=None)
