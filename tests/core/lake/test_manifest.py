"""The manifest comes back from its file as it was, and its content name is about rows alone."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.lake.layout import Layout
from willet.core.lake.manifest import (
    Folding,
    Manifest,
    TableFile,
    read_head,
    read_manifest,
    write_manifest,
)
from willet.core.records import LakeError, Message
from willet.core.sources.table.gaps import LACKS

JANUARY = TableFile(
    "contacts", "tiny", "1999-01", "ab12", 3, 512, ("contact_id", "part"),
    date(1999, 1, 4), date(1999, 1, 29), datetime(1999, 1, 29, 12, 30, 1, 5),
)  # fmt: skip
VISITS = TableFile("visits", "tiny", "1999-01", "cd34", 4, 256, ("visit_no",))


def test_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    manifest = Manifest(
        7, "1999-02-01T00:00:00+00:00", ("r1", "r2"), ("r0",), {"tiny": Folding("UTC", 2)},
        {"tiny": {"nps": Message("nobody was asked")}}, (JANUARY, VISITS),
    )  # fmt: skip

    write_manifest(Layout(tmp_path), manifest)

    assert read_manifest(Layout(tmp_path), 7) == manifest


def test_what_a_source_cannot_tell_comes_back_as_a_message(tmp_path: Path) -> None:
    why = LACKS["hold_s"](field="hold_s")
    write_manifest(Layout(tmp_path), Manifest(7, silence={"tiny": {"hold_s": why}}))

    kept = read_manifest(Layout(tmp_path), 7).silence["tiny"]["hold_s"]

    assert (kept, kept.code, kept.values) == (why, why.code, {"field": "hold_s"})


def test_a_silence_kept_before_messages_were_stays_english(tmp_path: Path) -> None:
    path = Layout(tmp_path).manifest(7)
    why = LACKS["hold_s"](field="hold_s")
    write_manifest(Layout(tmp_path), Manifest(7, silence={"tiny": {"hold_s": why}}))
    plain = json.loads(path.read_text(encoding="utf-8"))
    del plain["said"]
    path.write_text(json.dumps(plain), encoding="utf-8")

    earlier = read_manifest(Layout(tmp_path), 7)

    kept = earlier.silence["tiny"]["hold_s"]
    assert (kept, kept.code) == (str(why), "")
    assert earlier.content == Manifest(7, silence={"tiny": {"hold_s": why}}).content


def test_messages_that_are_none_are_damage(tmp_path: Path) -> None:
    path = Layout(tmp_path).manifest(7)
    silence = {"tiny": {"nps": Message("not asked"), "ces": Message("x")}}
    write_manifest(Layout(tmp_path), Manifest(7, silence=silence))
    plain = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**plain, "said": {"not asked": {"code": 1}}}), encoding="utf-8")

    with pytest.raises(LakeError, match=r"000007\.json is damaged"):
        read_manifest(Layout(tmp_path), 7)


def test_manifest_zero_is_the_empty_lake(tmp_path: Path) -> None:
    assert read_head(Layout(tmp_path)) == 0
    assert read_manifest(Layout(tmp_path), 0) == Manifest()


@pytest.mark.parametrize("text", ["", "{}", '{"number": 1', "[1]"])
def test_damaged_manifest_is_named(tmp_path: Path, text: str) -> None:
    path = Layout(tmp_path).manifest(3)
    path.parent.mkdir()
    path.write_text(text)

    with pytest.raises(LakeError, match=r"000003\.json is damaged"):
        read_manifest(Layout(tmp_path), 3)


def test_damaged_head_is_named(tmp_path: Path) -> None:
    (tmp_path / "HEAD").write_text("seven")

    with pytest.raises(LakeError, match="HEAD is damaged"):
        read_head(Layout(tmp_path))


def test_content_is_about_rows_not_about_runs() -> None:
    one = Manifest(1, "monday", ("r1",)).with_files([VISITS, JANUARY])
    two = Manifest(9, "friday", ("r7", "r8")).with_files([JANUARY, VISITS])
    other = two.with_files([JANUARY, replace(VISITS, hash="ef56")])

    assert one.content == two.content
    assert other.content != two.content


@given(first=st.dates(date(1998, 12, 1), date(1999, 3, 1)), days=st.integers(0, 60))
def test_file_meets_a_window_that_shares_a_day(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)

    shared = any(first <= date(1999, 1, d) <= last for d in range(4, 30))

    assert JANUARY.meets(first, last) == shared


def test_file_without_days_meets_every_window() -> None:
    assert VISITS.meets(date(2050, 1, 1), None)
    assert JANUARY.meets(None, None)
