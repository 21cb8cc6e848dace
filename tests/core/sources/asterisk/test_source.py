"""The source as a whole: what it recognises, refuses, reports and previews."""

import gzip
from pathlib import Path
from typing import Any

import duckdb
import pytest

from willet.core.records import CONTACTS, RequestError, steps
from willet.core.sources import recognise, source_named
from willet.core.sources.asterisk import SOURCE
from willet.core.sources.contract import ReadOptions

ENTER = "1795466309|1795466309.0|sales|NONE|ENTERQUEUE||31264370893|1"


def head(path: Path) -> bytes:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw)[: 1 << 16]


def test_it_stands_in_the_list_of_sources() -> None:
    assert source_named("asterisk") is SOURCE


@pytest.mark.parametrize(
    "name",
    [
        "asterisk/queue_log",
        "asterisk/queue_log.0",
        "telephony_logs/voip_queue_log_part1.queue_log",
        "telephony_logs/voip_queue_log_mysql_part1.csv",
        "telephony_logs/asterisk2slack_fixture.queue_log",
    ],
)
def test_it_recognises_its_files(shared_data: Path, name: Any) -> None:
    path = shared_data / name
    assert SOURCE.recognises(path, head(path))
    assert recognise(path, head(path)) == "asterisk"


@pytest.mark.parametrize(
    "name",
    [
        "asterisk/cdr-csv.csv",
        "asterisk/cel-custom.csv",
        "asterisk/cdr_cel.sqlite3",
        "asterisk/truth.json",
        "telephony_logs/voip_cdr_part1.csv",
        "pwc_call_centre/call_center_dataset.csv.gz",
        "anonymous_bank/01_January.txt.gz",
    ],
)
def test_it_does_not_claim_other_files(shared_data: Path, name: Any) -> None:
    path = shared_data / name
    assert not SOURCE.recognises(path, head(path))


def test_another_kind_of_file_is_refused_by_name(fold: Any, log: Any) -> None:
    with pytest.raises(RequestError, match=r"notes\.txt is no queue_log"):
        fold(log("Dear diary", "it rained", name="notes.txt"))


def test_a_missing_file_is_refused(fold: Any, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="There is no file"):
        fold(tmp_path / "queue_log")


def test_a_gzip_cut_short_is_refused(fold: Any, tmp_path: Path) -> None:
    path = tmp_path / "queue_log.gz"
    lines = "\n".join(
        f"{1795466309 + n}|{1795466309 + n}.0|q|NONE|ENTERQUEUE||{n}|1" for n in range(9000)
    )
    path.write_bytes(gzip.compress(lines.encode())[:-2000])
    with pytest.raises(RequestError, match=r"queue_log\.gz: the archive is damaged"):
        fold(path)


@pytest.mark.parametrize("place", [10, 11, 40, 3_000, -2_000, -6])
def test_a_gzip_with_wrong_bytes_is_refused(fold: Any, tmp_path: Path, place: int) -> None:
    path = tmp_path / "queue_log.gz"
    lines = "\n".join(
        f"{1795466309 + n}|{1795466309 + n}.0|q|NONE|ENTERQUEUE||{n}|1" for n in range(9000)
    )
    packed = bytearray(gzip.compress(lines.encode()))
    packed[place] ^= 0xFF
    path.write_bytes(bytes(packed))

    with pytest.raises(RequestError, match=r"queue_log\.gz"):
        fold(path)


def test_kept_events_are_named_in_a_note(fold: Any, log: Any) -> None:
    landing = fold(
        log(
            ENTER,
            "1795466309|1795466309.0|sales|NONE|DID|+31201234567",
            "1795466310|NONE|NONE|NONE|SOMETHINGNEW|31612345678",
            "1795466310|NONE|NONE|NONE|SOMETHINGNEW|31612345678",
            "1795466311|NONE|sales|Ann|SURVEY|CSAT|3",
        )
    ).landing
    assert (landing.rows_read, landing.rows_folded, landing.rows_kept) == (5, 1, 4)
    assert landing.notes == [
        "Kept as events that no record needs yet: 2 SOMETHINGNEW, 1 DID, 1 SURVEY."
    ]


def test_unknown_events_land_without_their_fields(fold: Any, log: Any) -> None:
    folded = fold(log("1795466310|1795466309.0|sales|NONE|SOMETHINGNEW|31612345678|Mrs Smith"))
    assert folded.row("SELECT event, said, number_key FROM landed") == ("SOMETHINGNEW", None, None)


def test_what_the_files_cannot_tell_is_said(fold: Any, log: Any) -> None:
    landing = fold(log(ENTER)).landing
    told = landing.cannot_tell
    words = {"call_resolution", "disposed", "own_word"}
    assert told.keys() == {"blocked", "acw_s", "csat", "nps", "ces", *words}
    assert all(why.endswith(".") for why in told.values())
    richer = fold(
        log(
            ENTER,
            "1795466320|1795466309.0|sales|NONE|SURVEY|CSAT|3",
            "1795466320|1795466309.0|sales|Ann|CALLSTATUS|01-RESOLVED",
            "1795466320|NONE|sales|Ann|PAUSE|ACW",
        )
    )
    assert richer.landing.cannot_tell.keys() == {"blocked", "nps", "ces"}


def test_a_preview_reads_only_the_first_rows(log: Any) -> None:
    path = log(
        *[f"{1795466309 + n}|{1795466309 + n}.0|q|NONE|ENTERQUEUE||{n}|1" for n in range(90)]
    )
    con = duckdb.connect()
    options = ReadOptions(customer_key=b"k" * 32, zone="UTC", preview_rows=7)
    assert SOURCE.read(con, [path], options).rows_read == 7


def test_progress_names_each_file(log: Any) -> None:
    named = []
    con = duckdb.connect()
    options = ReadOptions(customer_key=b"k" * 32, zone="UTC")
    paths = [log(ENTER, name="queue_log.1"), log(ENTER, name="queue_log")]
    SOURCE.read(con, paths, options, lambda step, share: named.append((step, share)))
    assert named == [
        ("reading queue_log.1", 0.0),
        ("reading queue_log", 0.5),
        (steps.SORTING, None),
        (steps.READ, 1.0),
    ]


def test_a_number_is_one_customer_in_all_its_spellings(fold: Any, log: Any) -> None:
    spellings = ["+31264370893", "0031264370893", "0264370893", "026-4370893"]
    folded = fold(
        log(
            *[
                f"179546630{n}|179546630{n}.0|q|NONE|ENTERQUEUE||{s}|1"
                for n, s in enumerate(spellings)
            ]
        )
    )
    assert folded.row("SELECT count(*), count(DISTINCT customer_key) FROM contacts") == (4, 1)


def test_the_contact_id_it_hints_is_that_of_its_contacts(fold: Any, log: Any) -> None:
    folded = fold(log(ENTER))
    assert CONTACTS.key == ("contact_id",)
    assert folded.rows(f"SELECT {SOURCE.hints.contact_id} FROM landed") == folded.rows(
        "SELECT contact_id FROM contacts"
    )
