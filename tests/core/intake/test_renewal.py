"""A home of format 1, written by the Willet of that time, comes up by itself: nothing lost, nothing changed unasked.

`format_1/` holds that home, the files it was made of, and the answers the Willet of that time gave. Made by

    willet import asterisk queue_log --zone Europe/Amsterdam --region NL
    willet import table calls.csv --mapping mapping.toml       (likewise mistaken.csv, later.csv)

then the run of mistaken.csv undone, contact asterisk:1774746600.3 split off, helpdesk:6 and helpdesk:9 joined. Days on
which a clock changes are in it for both zones: Amsterdam's (29 March, 25 October), New York's (8 March, 1 November).
"""

import json
import shutil
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from willet.core import cases
from willet.core.ask import Session
from willet.core.intake import import_files, preview, rebuild, renew, undo
from willet.core.lake import Lake, linked_anew
from willet.core.lake.format import FORMAT
from willet.core.lake.rows_of_years import count_by_month
from willet.core.metrics import catalogue
from willet.core.records import LakeError

HERE = Path(__file__).parent / "format_1"
EXPECTED: Mapping[str, Any] = json.loads((HERE / "expected.json").read_text())
MAPPING = HERE / "mapping.toml"
SPLIT, JOINED = "asterisk:1774746600.3", ("helpdesk:6", "helpdesk:9")

Rows = Sequence[Sequence[str | None]]


def _unpacked(folder: Path) -> Path:
    with tarfile.open(HERE / "home.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder / "home" / "lake"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The lake of format 1."""
    return _unpacked(tmp_path)


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That lake, brought to today's format; to be looked at only."""
    place = _unpacked(tmp_path_factory.mktemp("renewed"))
    assert renew(place) is True
    return place


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of today, made of the same files under the same key, corrected alike; to be looked at only."""
    folder = tmp_path_factory.mktemp("fresh")
    place = folder / "lake"
    place.with_name("lake.key").write_bytes(_unpacked(folder).with_name("lake.key").read_bytes())
    import_files(place, "asterisk", [HERE / "queue_log"], zone="Europe/Amsterdam", region="NL")
    for name in ("calls.csv", "later.csv"):
        import_files(place, "table", [HERE / name], mapping=MAPPING)
    cases.split(Lake.at(place), SPLIT, by="lead", note="another matter")
    cases.join(Lake.at(place), *JOINED, by="lead", note="same fault")
    return place


def _rows(place: Path, table: str) -> Rows:
    columns = EXPECTED["tables"][table]["columns"]
    with Lake.at(place).snapshot().connect() as con:
        found = con.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    return sorted([[None if v is None else str(v) for v in row] for row in found], key=str)


def _answers(place: Path) -> list[Mapping[str, Any]]:
    asked: list[Mapping[str, Any]] = []
    for answer in EXPECTED["answers"]:
        rows = Session.open(place).ask(EXPECTED["metrics"], by=answer["by"]).rows
        asked.append(
            {"by": answer["by"], "rows": [[r.metric, dict(r.keys), r.value, r.n] for r in rows]}
        )
    return asked


def _files(place: Path, *without: str) -> list[tuple[str, ...]]:
    """Each derived file by place and content; corrections hold the moment at which they were made."""
    manifest = Lake.at(place).snapshot().manifest
    return [(*f.place, f.hash) for f in manifest.files if f.table not in ("edits", *without)]


@pytest.mark.journey("history")
def test_lake_of_format_1_can_be_read_as_it_is(old: Path) -> None:
    assert _answers(old) == EXPECTED["answers"]
    assert Lake.at(old).snapshot().manifest.format == 1


@pytest.mark.journey("history")
def test_lake_of_format_1_answers_every_metric_as_it_will_once_renewed(
    old: Path, renewed: Path
) -> None:
    """Cases and links that rest without the columns of today are linked anew for whoever only reads."""
    told = []
    for place in (old, renewed):
        session = Session.open(place)
        answers = [session.ask(list(catalogue()), by=by) for by in ((), ("queue",))]
        narrow = session.ask("fcr_case", first="2026-03-20", last="2026-03-31", by="day")
        told.append([answer.to_json_object()["rows"] for answer in (*answers, narrow)])

    assert told[0] == told[1]
    assert Lake.at(old).snapshot().manifest.format == 1


def test_lake_of_format_1_is_not_read_where_nobody_can_link_it_anew(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linked_anew, "_linkers", [])
    snapshot = Lake.at(old).snapshot()

    with pytest.raises(LakeError, match=r"linked by an earlier Willet.*Import `willet.core.cases`"):
        snapshot.connect()


def test_answers_stay_as_they_were(renewed: Path) -> None:
    assert _answers(renewed) == EXPECTED["answers"]


@pytest.mark.parametrize("table", EXPECTED["tables"])
def test_rows_stay_as_they_were(renewed: Path, table: str) -> None:
    assert _rows(renewed, table) == EXPECTED["tables"][table]["rows"]


def test_renewed_lake_is_that_of_a_fresh_import_to_the_byte(renewed: Path, fresh: Path) -> None:
    assert _files(renewed, "call_ids") == _files(fresh, "call_ids")


def test_ids_of_legs_were_not_read_then_and_stay_unknown(renewed: Path, fresh: Path) -> None:
    """The id of a call stood in every line that was landed; that of the answering channel did not."""
    found = []
    for place, where in ((renewed, "TRUE"), (fresh, "leg IS NULL")):
        with Lake.at(place).snapshot().connect() as con:
            rows = con.execute(f"SELECT * FROM call_ids WHERE {where} ORDER BY ALL").fetchall()
            found.append(rows)

    assert len(found[0]) == 11
    assert found[0] == found[1]


def test_clock_on_the_wall_is_stamped_in_the_zone_of_each_run(renewed: Path) -> None:
    """| contact               | local time             | elapsed | wall |
    | helpdesk:2            | New York, 8 Mar 03:10  | 2 h 10  | 3 h  |
    | helpdesk:6            | New York, 1 Nov 01:15  | 1 h 15  | 1 h  |
    | helpdesk:7            | New York, 1 Nov 15:00  | 16 h    | 15 h |
    | asterisk 1774746600.3 | Amsterdam, 29 Mar 03:10| 2 h 10  | 3 h  |
    | asterisk 1792891200.8 | Amsterdam, 25 Oct 02:20, the second | 3 h 20 | 2 h |
    """
    with Lake.at(renewed).snapshot().connect() as con:
        found = con.execute(
            "SELECT contact_id, local_interval // 4, wall_interval // 4 FROM contacts "
            "WHERE local_interval <> wall_interval OR contact_id = 'helpdesk:6' ORDER BY contact_id"
        ).fetchall()
    assert found == [
        ("asterisk:1774746600.3", 2, 3),
        ("asterisk:1774789200.4", 14, 15),
        ("asterisk:1792891200.8", 3, 2),
        ("asterisk:1792936800.9", 16, 15),
        ("helpdesk:10", 17, 16),
        ("helpdesk:2", 2, 3),
        ("helpdesk:3", 14, 15),
        ("helpdesk:6", 1, 1),
        ("helpdesk:7", 16, 15),
    ]


def test_corrections_stay_in_force(renewed: Path) -> None:
    with Lake.at(renewed).snapshot().connect() as con:
        case_of = dict(con.execute("SELECT contact_id, case_id FROM links").fetchall())
    assert [edit.kind for edit in cases.edits(Lake.at(renewed))] == ["split", "join"]
    assert case_of[SPLIT] == f"case:{SPLIT}"
    assert case_of[JOINED[0]] == case_of[JOINED[1]]


def test_undone_run_stays_undone(renewed: Path) -> None:
    runs = Lake.at(renewed).runs()
    assert [[run.run_id, run.source, run.active] for run in runs] == EXPECTED["runs"]
    assert Lake.at(renewed).snapshot().manifest.format == FORMAT


@pytest.mark.journey("history")
def test_second_renewal_has_nothing_to_do(old: Path) -> None:
    renew(old)
    number = Lake.at(old).snapshot().number

    assert renew(old) is False
    assert Lake.at(old).snapshot().number == number
    assert rebuild(old) is False


@pytest.mark.journey("history")
def test_same_file_again_is_known_after_the_renewal(old: Path) -> None:
    report = import_files(old, "table", [HERE / "later.csv"], mapping=MAPPING)

    assert (report.contacts_new, report.contacts_revised, report.contacts_unchanged) == (0, 0, 2)
    landed = {file.name for file in (old / "landed").rglob("*.parquet")}
    assert not any(name.startswith(str(report.run_id)) for name in landed)


@pytest.mark.journey("history")
def test_log_imported_again_tells_what_was_not_read_then(old: Path, fresh: Path) -> None:
    report = import_files(old, "asterisk", [HERE / "queue_log"])

    assert (report.contacts_new, report.contacts_revised, report.contacts_unchanged) == (0, 0, 11)
    assert _files(old) == _files(fresh)


@pytest.mark.journey("history")
def test_import_renews_first_and_reports_only_its_own_rows(old: Path) -> None:
    report = import_files(old, "table", [HERE / "mistaken.csv"], mapping=MAPPING)

    assert (report.contacts_new, report.contacts_revised) == (1, 1)
    assert Lake.at(old).snapshot().manifest.format == FORMAT


@pytest.mark.proof
def test_undo_of_a_run_of_format_1(old: Path, fresh: Path, tmp_path: Path) -> None:
    like = shutil.copytree(fresh.parent, tmp_path / "like") / "lake"

    report = undo(old, Lake.at(old).runs()[0].run_id)

    undo(like, Lake.at(like).runs()[0].run_id)
    assert (report.contacts_removed, report.contacts_revised) == (1, 1)
    assert _files(old, "call_ids") == _files(like, "call_ids")


@pytest.mark.journey("history")
def test_preview_shows_what_the_import_will_do_and_leaves_the_lake(old: Path) -> None:
    shown = preview(old, "table", [HERE / "mistaken.csv"], mapping=MAPPING)

    assert (shown.report.contacts_new, shown.report.contacts_revised) == (1, 1)
    assert Lake.at(old).snapshot().manifest.format == 1
    assert "format = 1" in (old / "lake.toml").read_text()


@pytest.mark.journey("history")
def test_hand_edit_before_the_renewal_is_kept_by_it(old: Path) -> None:
    cases.split(Lake.at(old), "helpdesk:6", by="lead")

    renew(old)

    with Lake.at(old).snapshot().connect() as con:
        case_of = dict(con.execute("SELECT contact_id, case_id FROM links").fetchall())
    assert case_of["helpdesk:6"] == "case:helpdesk:6"


@pytest.mark.journey("history")
def test_run_without_a_record_is_stamped_in_the_zone_of_the_lake(old: Path) -> None:
    for record in (old / "runs").glob("*.json"):
        record.unlink()

    renew(old)

    assert _rows(old, "contacts") == EXPECTED["tables"]["contacts"]["rows"]


def test_older_willet_is_shut_out_once_the_lake_is_renewed(renewed: Path) -> None:
    told = (renewed / "lake.toml").read_text()

    assert told == 'format = 3\nzone = "Europe/Amsterdam"\nregion = "NL"\n'


def test_lake_of_a_newer_format_is_left_alone(old: Path) -> None:
    (old / "lake.toml").write_text(f"format = {FORMAT + 1}\n")

    with pytest.raises(LakeError, match=f"format {FORMAT + 1}; this Willet reads up to {FORMAT}"):
        renew(old)


def _linked_by_earlier_rules(place: Path, *, solved: str) -> None:
    """Let cases and links rest where an earlier Willet left them, one column filled in as it did."""
    lake = Lake.at(place)
    with lake.writing(grace_s=0) as tx, tx.connect() as con:
        for table, changed in (("cases", "*"), ("links", f"* REPLACE ({solved})")):
            con.execute(f"CREATE TEMP TABLE old_{table} AS SELECT {changed} FROM {table}")
            rows = f"FROM old_{table}"
            tx.clear(table)
            tx.replace_months(table, "linked-5", con, rows, count_by_month(con, rows, "local_date"))
        tx.commit()


@pytest.mark.journey("history")
def test_lake_linked_by_earlier_rules_is_linked_anew_for_readers_and_for_good(
    fresh: Path, tmp_path: Path
) -> None:
    place = tmp_path / "lake"
    shutil.copytree(fresh, place)
    place.with_name("lake.key").write_bytes(fresh.with_name("lake.key").read_bytes())
    expected = _rows_of_links(place)
    _linked_by_earlier_rules(place, solved="TRUE AS followed_up, FALSE AS confirmed")

    read = _rows_of_links(place)
    sources = {f.source for f in Lake.at(place).snapshot().manifest.of("links")}
    done, again = renew(place), renew(place)

    assert (sources, done, again) == ({"linked-5"}, True, False)
    assert read == expected
    assert _files(place) == _files(fresh)


def _rows_of_links(place: Path) -> Rows:
    with Lake.at(place).snapshot().connect() as con:
        return con.execute("FROM links ORDER BY contact_id").fetchall()
