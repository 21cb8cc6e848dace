"""Two zones in one lake: side by side where rows know their day, refused where they do not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from willet.core.intake import import_files, undo
from willet.core.lake import Lake
from willet.core.records import RequestError

Write = Callable[..., Path]

# 2001-01-04 23:30 UTC is already 5 January in Berlin.
CALL = (
    "978651000|978651000.1|sales|NONE|ENTERQUEUE||+49301234567|1",
    "978651010|978651000.1|sales|SIP/7|CONNECT|10|978651000.2|5",
    "978651070|978651000.1|sales|SIP/7|COMPLETECALLER|10|60|1",
)


def days(place: Path) -> list[str]:
    with Lake.at(place).snapshot().connect() as con:
        found = con.execute("SELECT local_date::VARCHAR FROM contacts ORDER BY 1").fetchall()
    return [day for (day,) in found]


def test_log_without_a_zone_is_kept_in_days_of_utc_and_says_so(place: Path, write: Write) -> None:
    report = import_files(place, "asterisk", [write("queue_log", *CALL)])

    assert days(place) == ["2001-01-04"]
    assert [note for note in report.notes if "UTC" in note] != []
    assert Lake.at(place).zone is None


@pytest.mark.journey("history")
def test_zone_of_the_first_import_serves_the_next(place: Path, write: Write) -> None:
    import_files(place, "asterisk", [write("queue_log", *CALL)], zone="Europe/Berlin")
    later = [line.replace("9786510", "9787510") for line in CALL]

    import_files(place, "asterisk", [write("later", *later)])

    assert days(place) == ["2001-01-05", "2001-01-06"]


def test_another_zone_for_the_same_log_is_refused(place: Path, write: Write) -> None:
    import_files(place, "asterisk", [write("queue_log", *CALL)], zone="Europe/Berlin")
    before = Lake.at(place).snapshot().number

    with pytest.raises(RequestError) as told:
        import_files(place, "asterisk", [write("queue_log", *CALL)], zone="Asia/Tokyo")

    assert str(told.value) == (
        f"The asterisk rows of {place} are kept in the days of Europe/Berlin; Asia/Tokyo cannot stand "
        "beside it. Leave --zone out, undo the earlier imports, or name another lake with --lake."
    )
    assert Lake.at(place).snapshot().number == before


@pytest.mark.journey("history")
def test_rows_that_know_their_day_may_come_from_any_zone(place: Path, write: Write) -> None:
    import_files(
        place, "tiny", [write("a", "1;1;1999-01-04;7;sales;answered")], zone="Europe/Madrid"
    )

    report = import_files(
        place, "tiny", [write("b", "2;1;1999-01-04;7;sales;answered")], zone="Asia/Tokyo"
    )

    assert report.contacts_new == 1


@pytest.mark.journey("history")
def test_after_all_is_undone_another_zone_may_come(place: Path, write: Write) -> None:
    run = import_files(place, "asterisk", [write("queue_log", *CALL)], zone="Europe/Berlin").run_id
    assert run is not None
    undo(place, run)

    import_files(place, "asterisk", [write("queue_log", *CALL)], zone="Etc/UTC")

    assert days(place) == ["2001-01-04"]
