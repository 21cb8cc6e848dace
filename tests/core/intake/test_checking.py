"""Damage is seen at a check, never answered from, and mended where the landed rows are sound."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from willet.core import cases
from willet.core.ask import ask
from willet.core.intake import check, import_files, undo
from willet.core.lake import Lake
from willet.core.lake.soundness import Damage, Held
from willet.core.metrics import Question
from willet.core.records import LakeError

Write = Callable[..., Path]
ASKED = Question.of("received", by="queue")
JANUARY = ("1;1;1999-01-04;7;sales;answered", "2;1;1999-01-04;8;sales;abandoned")
FEBRUARY = ("3;1;1999-02-04;7;help;answered",)


@pytest.fixture(autouse=True)
def _months_are_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage is told of the file of one month beside that of another."""
    monkeypatch.setattr("willet.core.lake.buckets.FEW_ROWS", 0)


@pytest.fixture
def lake(place: Path, write: Write) -> Lake:
    """Two runs, each with a month of its own: January with two contacts, February with one."""
    import_files(place, "tiny", [write("january", *JANUARY)])
    import_files(place, "tiny", [write("february", *FEBRUARY)])
    return Lake.at(place)


def flip(path: Path, *, at: int | None = None) -> str:
    """Turn one bit of a file; give the file as the check names it."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if at is None else at] ^= 4
    path.write_bytes(data)
    return path.name


def values(lake: Lake) -> list[tuple[object, object]]:
    return [(row.keys["queue"], row.value) for row in ask(lake, ASKED).rows]


def file_of(lake: Lake, table: str, month: str) -> Path:
    (file,) = [f for f in lake.snapshot().manifest.of(table) if f.bucket == month]
    return file.path(lake.layout)


@pytest.mark.journey("history")
def test_sound_lake_has_every_file_read(lake: Lake) -> None:
    checked = check(lake.path)

    needed = [*lake.snapshot().manifest.files, *(lake.path / "landed").rglob("*.parquet")]
    assert (checked.findings.files, checked.findings.unsealed) == (len(needed), 0)
    assert (checked.damaged, checked.repaired, checked.mended) == ((), (), 0)


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("table", ["contacts", "cases", "links"])
def test_damaged_derived_file_is_named_refused_and_rebuilt(lake: Lake, table: str) -> None:
    right, file = values(lake), file_of(lake, table, "1999-01")
    whole = file.read_bytes()
    flip(file)

    checked = check(lake.path)

    name = str(file.relative_to(lake.path))
    assert checked.damaged == (Damage(name, Held.DERIVED),)
    with pytest.raises(LakeError, match=f"{file.name} was found damaged"):
        ask(lake, ASKED)
    mended = check(lake.path, repair=True)
    assert (mended.damaged, mended.repaired, mended.mended) == ((), (name,), 1)
    assert file.read_bytes() == whole
    assert values(Lake.at(lake.path)) == right


@pytest.mark.journey("history")
def test_missing_file_is_damaged_too(lake: Lake) -> None:
    right, file = values(lake), file_of(lake, "contacts", "1999-02")
    file.unlink()

    assert [d.path for d in check(lake.path).damaged] == [str(file.relative_to(lake.path))]
    assert check(lake.path, repair=True).damaged == ()
    assert values(Lake.at(lake.path)) == right


@pytest.mark.journey("history")
def test_answer_given_between_damage_and_check_is_not_given_again(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong, file = ask(lake, ASKED), file_of(lake, "contacts", "1999-01")
    flip(file)
    check(lake.path, repair=True)

    # Had it been worked out from the damaged rows, nothing but the name of the state would tell.
    assert ask(lake, ASKED) is not wrong


@pytest.mark.journey("history")
def test_damaged_landed_file_is_named_with_its_runs_and_answers_stand(
    lake: Lake, write: Write
) -> None:
    right, (january, *_) = values(lake), sorted(lake.runs(), key=lambda run: run.run_id)
    (file,) = (lake.path / "landed" / "tiny" / "1999-01").iterdir()
    flip(file)

    checked = check(lake.path, repair=True)

    name = str(file.relative_to(lake.path))
    assert checked.damaged == (Damage(name, Held.LANDED, (january.run_id,)),)
    assert values(lake) == right


@pytest.mark.journey("history")
def test_importing_the_same_files_again_mends_landed_rows(lake: Lake, write: Write) -> None:
    right = values(lake)
    for month in ("1999-01", "1999-02"):
        (file,) = (lake.path / "landed" / "tiny" / month).iterdir()
        flip(file)
    assert len(check(lake.path).damaged) == 2

    reports = [
        import_files(lake.path, "tiny", [write("again", *lines)]) for lines in (JANUARY, FEBRUARY)
    ]

    assert [(r.contacts_new, r.contacts_unchanged) for r in reports] == [(0, 2), (0, 1)]
    assert check(lake.path).damaged == ()
    assert values(Lake.at(lake.path)) == right
    assert check(lake.path, repair=True).damaged == ()


@pytest.mark.journey("history")
def test_nothing_is_rebuilt_from_damaged_rows(lake: Lake) -> None:
    (landed,) = (lake.path / "landed" / "tiny" / "1999-01").iterdir()
    flip(landed)
    flip(file_of(lake, "contacts", "1999-01"))

    checked = check(lake.path, repair=True)

    assert [d.holds for d in checked.damaged] == [Held.DERIVED, Held.LANDED]
    with pytest.raises(LakeError, match="was found damaged"):
        ask(lake, ASKED)


@pytest.mark.journey("history")
def test_import_does_not_carry_damaged_rows_into_a_new_file(lake: Lake, write: Write) -> None:
    before, file = lake.snapshot().number, file_of(lake, "contacts", "1999-01")
    flip(file)

    with pytest.raises(LakeError, match=f"{file.name} is damaged. Run `willet check --repair`"):
        import_files(lake.path, "tiny", [write("more", "9;1;1999-01-05;9;sales;answered")])

    assert Lake.at(lake.path).snapshot(even_damaged=True).number == before
    check(lake.path, repair=True)
    again = import_files(lake.path, "tiny", [write("more", "9;1;1999-01-05;9;sales;answered")])
    assert again.contacts_new == 1


@pytest.mark.journey("history")
def test_undo_over_damaged_landed_rows_is_refused_in_words(lake: Lake) -> None:
    (file,) = (lake.path / "landed" / "tiny" / "1999-01").iterdir()
    run = min(run.run_id for run in lake.runs())
    flip(file, at=-6)

    with pytest.raises(LakeError, match="is damaged"):
        undo(lake.path, run)


@pytest.mark.journey("history")
def test_corrections_by_hand_are_only_in_a_backup(lake: Lake) -> None:
    cases.join(lake, "tiny:1", "tiny:3", by="lead")
    file = next((lake.path / "tables" / "edits").rglob("*.parquet"))
    whole = file.read_bytes()
    flip(file)

    checked = check(lake.path, repair=True)

    assert [d.holds for d in checked.damaged] == [Held.BY_HAND]
    file.write_bytes(whole)
    assert check(lake.path).damaged == ()
    assert len(values(Lake.at(lake.path))) == 2


@pytest.mark.journey("history")
def test_list_of_files_is_sealed_by_the_head(lake: Lake) -> None:
    manifest = lake.path / "manifests" / f"{lake.snapshot().number:06}.json"
    plain = json.loads(manifest.read_text())
    plain["silence"] = {"tiny": {"received": "never"}}
    manifest.write_text(json.dumps(plain))

    with pytest.raises(LakeError, match="its bytes are not those that were written"):
        ask(Lake.at(lake.path), ASKED)


@pytest.mark.journey("history")
def test_head_that_points_elsewhere_is_seen(lake: Lake) -> None:
    head = lake.path / "HEAD"
    head.write_text(head.read_text().replace("2", "1", 1))

    with pytest.raises(LakeError, match="is damaged"):
        ask(Lake.at(lake.path), ASKED)


@pytest.mark.journey("history")
def test_lake_from_before_seals_is_read_and_sealed_by_the_next_import(
    lake: Lake, write: Write
) -> None:
    number = lake.snapshot().number
    index = lake.path / "manifests" / f"{number:06}.landed.json"
    plain = json.loads(index.read_text())
    del plain["seals"]
    index.write_text(json.dumps(plain))
    (lake.path / "HEAD").write_text(f"{number}\n")
    assert check(lake.path).findings.unsealed == 2

    import_files(lake.path, "tiny", [write("more", "9;1;1999-03-05;9;sales;answered")])

    assert check(lake.path).findings.unsealed == 0


@pytest.mark.journey("history")
def test_key_of_another_lake_is_refused_by_the_check(lake: Lake) -> None:
    lake.layout.key.write_text("ab" * 32)

    with pytest.raises(LakeError, match="is not the key of the data store"):
        check(lake.path)
