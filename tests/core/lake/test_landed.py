"""The index of landed rows: each set of rows is kept as long as one active run brought it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.lake.landed import LandedIndex, read_landed, write_landed
from willet.core.lake.layout import Layout
from willet.core.records import LakeError, Message
from willet.core.sources.table.gaps import NO_SURVEY

D1, D2, D3 = (date(1999, 1, day) for day in (4, 5, 6))
NOT_ASKED, NO = Message("not asked"), Message("no")


def test_second_run_stores_only_what_is_new() -> None:
    """| run | 4 Jan | 5 Jan | 6 Jan |
    | a   | x     | y     |       |
    | b   | x     | z     | x     |
    """
    index = LandedIndex()
    index.add("a", "tiny", {D1: "x", D2: "y"}, {D1: "a", D2: "a"})

    lacking = index.lacking("tiny", {D1: "x", D2: "z", D3: "x"})

    assert lacking == {D2, D3}


def test_dropped_run_leaves_what_another_brought() -> None:
    index = LandedIndex()
    index.add("a", "tiny", {D1: "x", D2: "y"}, {D1: "file a", D2: "file a"})
    index.add("b", "tiny", {D1: "x", D3: "z"}, {D3: "file b"})

    lost = index.drop("a")

    assert lost == {"file a": {D2}}
    assert index.files("tiny", {D1, D2, D3}) == {"file a": {D1}, "file b": {D3}}
    assert index.parts("tiny") == {D1, D3}


def test_runs_of_two_sources_do_not_meet() -> None:
    index = LandedIndex()
    index.add("a", "tiny", {D1: "x"}, {D1: "file a"})

    assert index.lacking("other", {D1: "x"}) == {D1}
    index.add("b", "other", {D1: "x"}, {D1: "file b"})
    assert index.drop("a") == {"file a": {D1}}
    assert index.all_files() == {"file b"}


def test_metric_is_silent_only_while_no_run_tells_it() -> None:
    index = LandedIndex()
    index.add("a", "tiny", {}, {})
    index.add("b", "tiny", {}, {})
    index.runs["a"] = replace(index.runs["a"], cannot={"tiny": {"nps": NOT_ASKED, "ces": NO}})
    index.runs["b"] = replace(index.runs["b"], cannot={"tiny": {"nps": NOT_ASKED}})

    assert index.silence() == {"tiny": {"nps": NOT_ASKED}}
    index.drop("b")
    assert index.silence() == {"tiny": {"nps": NOT_ASKED, "ces": NO}}


def test_what_a_run_cannot_tell_comes_back_as_a_message(tmp_path: Path) -> None:
    why = NO_SURVEY(survey="nps")
    index = LandedIndex()
    index.add("a", "tiny", {}, {})
    index.runs["a"] = replace(index.runs["a"], cannot={"tiny": {"nps": why}})
    write_landed(Layout(tmp_path), 3, index)

    kept = read_landed(Layout(tmp_path), 3).silence()["tiny"]["nps"]

    assert (kept, kept.code, kept.values) == (why, why.code, {"survey": "nps"})


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.dictionaries(st.sampled_from([D1, D2, D3]), st.sampled_from("xy"))
        ),
        max_size=12,
    )
)
def test_store_holds_just_what_active_runs_brought(
    steps: list[tuple[int, dict[date, str]]],
) -> None:
    index = LandedIndex()
    active: dict[str, dict[date, str]] = {}

    for number, parts in steps:
        run = f"r{number}"
        if run in active:
            index.drop(run)
            del active[run]
        else:
            index.add(run, "tiny", parts, dict.fromkeys(index.lacking("tiny", parts), run))
            active[run] = parts

        stored = {(p, f) for p, sets in index.store.get("tiny", {}).items() for f in sets}
        assert stored == {(p, f) for parts in active.values() for p, f in parts.items()}


def test_index_comes_back_as_it_was(tmp_path: Path) -> None:
    index = LandedIndex(seals={"file a": "0123456789abcdef"})
    index.add("a", "tiny", {D1: "x", D2: "y"}, {D1: "file a", D2: "file a"})

    write_landed(Layout(tmp_path), 4, index)

    assert read_landed(Layout(tmp_path), 4) == index
    assert read_landed(Layout(tmp_path), 0) == LandedIndex()


def test_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match=r"000004\.landed\.json is damaged"):
        read_landed(Layout(tmp_path), 4)
