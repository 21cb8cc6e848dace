"""An import counts what it did, once, whatever the order, the split or the repetition of its files."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from willet.core.intake import import_files, preview, run_asked_as, undo
from willet.core.lake import Lake
from willet.core.lake.dimension import Dimension, changing_dimension, write_dimension
from willet.core.lake.layout import Layout
from willet.core.records import ImportReport, LakeError, Message, RequestError, steps

Write = Callable[..., Path]
Contacts = Callable[[], Sequence[tuple[object, ...]]]

MONDAY = ("1;1;1999-01-04;7;sales;answered", "2;1;1999-01-04;8;help;abandoned")
CHANGED = ("1;2;1999-02-10;7;help;answered", "3;1;1999-02-10;9;help;answered")


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return (
        report.contacts_new,
        report.contacts_revised,
        report.contacts_unchanged,
        report.contacts_removed,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_import_reports_what_it_did(place: Path, write: Write, contacts: Contacts) -> None:
    report = import_files(place, "tiny", [write("a", *MONDAY, "broken line")])

    assert counts(report) == (2, 0, 0, 0)
    assert (report.rows_read, report.rows_folded, report.rejects.total) == (3, 2, 1)
    assert report.days_changed == [date(1999, 1, 4)]
    assert report.exit_status == 1
    assert contacts() == [("1", "1999-01-04", "sales"), ("2", "1999-01-04", "help")]


def test_lake_in_a_folder_called_like_a_column_holds_what_any_does(
    tmp_path: Path, write: Write
) -> None:
    place = tmp_path / "queue=north" / "lake"
    file = write("a.csv", "contact_id,arrived_at,queue", "1,2026-03-02 09:00:00,south")

    report = import_files(place, "table", [file], zone="Europe/Berlin")

    assert counts(report) == (1, 0, 0, 0)
    with Lake.at(place).snapshot().connect() as con:
        found = con.execute("SELECT contact_id, queue FROM contacts").fetchall()
    assert found == [("table:1", "south")]


def test_same_file_again_changes_nothing(place: Path, write: Write) -> None:
    file = write("a", *MONDAY)
    import_files(place, "tiny", [file])
    before = Lake.at(place).snapshot().content

    report = import_files(place, "tiny", [file])

    assert counts(report) == (0, 0, 2, 0)
    assert report.days_changed == []
    assert Lake.at(place).snapshot().content == before


@pytest.mark.journey("history")
def test_revision_that_moves_a_day_is_one_contact(
    place: Path, write: Write, contacts: Contacts
) -> None:
    """| contact | file a        | file b       |
    | 1       | 4 Jan, sales  | 10 Feb, help |
    | 2       | 4 Jan, help   |              |
    | 3       |               | 10 Feb, help |
    """
    import_files(place, "tiny", [write("a", *MONDAY)])

    report = import_files(place, "tiny", [write("b", *CHANGED, MONDAY[1])])

    assert counts(report) == (1, 1, 1, 0)
    assert report.days_changed == [date(1999, 1, 4), date(1999, 2, 10)]
    assert contacts() == [
        ("1", "1999-02-10", "help"),
        ("2", "1999-01-04", "help"),
        ("3", "1999-02-10", "help"),
    ]


@pytest.mark.journey("history")
def test_undo_makes_the_run_never_have_been(place: Path, write: Write, contacts: Contacts) -> None:
    import_files(place, "tiny", [write("a", *MONDAY)])
    before = Lake.at(place).snapshot().content
    run = import_files(place, "tiny", [write("b", *CHANGED)]).run_id
    assert run is not None

    report = undo(place, run)

    assert counts(report) == (0, 1, 0, 1)
    assert report.days_changed == [date(1999, 1, 4), date(1999, 2, 10)]
    assert Lake.at(place).snapshot().content == before
    assert [r.active for r in Lake.at(place).runs()] == [False, True]


@pytest.mark.journey("history")
def test_undo_of_everything_is_the_empty_lake(
    place: Path, write: Write, contacts: Contacts
) -> None:
    run = import_files(place, "tiny", [write("a", *MONDAY)]).run_id
    assert run is not None

    assert counts(undo(place, run)) == (0, 0, 0, 2)
    assert contacts() == []
    assert Lake.at(place).snapshot().manifest.files == ()


def test_undo_keeps_what_another_run_brought_too(
    place: Path, write: Write, contacts: Contacts
) -> None:
    first = import_files(place, "tiny", [write("a", *MONDAY)]).run_id
    import_files(place, "tiny", [write("b", *MONDAY)])
    assert first is not None

    report = undo(place, first)

    assert counts(report) == (0, 0, 0, 0)
    assert [number for number, *_ in contacts()] == ["1", "2"]


@pytest.mark.journey("history")
def test_undo_twice_or_of_no_run_is_refused(place: Path, write: Write) -> None:
    run = import_files(place, "tiny", [write("a", *MONDAY)]).run_id
    assert run is not None
    undo(place, run)

    with pytest.raises(RequestError, match="was undone before; there is nothing left"):
        undo(place, run)
    with pytest.raises(RequestError, match="Unknown run 'never'"):
        undo(place, "never")


def test_history_keeps_the_report_and_the_files(place: Path, write: Write) -> None:
    file = write("a", *MONDAY, "broken line")
    report = import_files(place, "tiny", [file], zone="Europe/Berlin", region="DE")

    (run,) = Lake.at(place).runs()

    assert (run.run_id, run.source, run.active) == (report.run_id, "tiny", True)
    assert [(f.name, f.size) for f in run.files] == [("a", file.stat().st_size)]
    assert run.report == report.as_record()
    assert (run.zone, run.region) == ("Europe/Berlin", "DE")


@pytest.mark.journey("history")
def test_dry_run_reports_the_same_and_writes_nothing(place: Path, write: Write) -> None:
    first, second = write("a", *MONDAY), write("b", *CHANGED, MONDAY[1], "broken line")

    rehearsed = import_files(place, "tiny", [first], dry_run=True)
    assert not place.parent.exists()
    imported = import_files(place, "tiny", [first])
    assert rehearsed.as_dict() | {"run_id": imported.run_id} == imported.as_dict()

    before = files(place.parent)
    rehearsed = import_files(place, "tiny", [second], dry_run=True)
    assert files(place.parent) == before
    imported = import_files(place, "tiny", [second])
    assert rehearsed.as_dict() | {"run_id": imported.run_id} == imported.as_dict()


@pytest.mark.journey("history")
def test_preview_shows_the_first_contacts_of_these_files_alone(place: Path, write: Write) -> None:
    import_files(place, "tiny", [write("a", *MONDAY)])
    before = files(place.parent)

    shown = preview(place, "tiny", [write("b", *CHANGED, "broken line")], rows=1)

    assert dict(zip(shown.columns, shown.rows[0], strict=True))["contact_id"] == "tiny:1"
    assert len(shown.rows) == 1
    assert [r.value for r in shown.report.rejects.first] == ["broken line"]
    assert files(place.parent) == before


def test_folder_stands_for_its_files(place: Path, write: Write, tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    write("logs/a", *MONDAY)
    write("logs/b", *CHANGED)
    write("logs/.hidden", "broken line")

    report = import_files(place, "tiny", [tmp_path / "logs"])

    assert [Path(f).name for f in report.files] == ["a", "b"]
    assert counts(report) == (3, 0, 0, 0)


def test_import_names_its_steps(place: Path, write: Write) -> None:
    named: list[Message] = []

    import_files(place, "tiny", [write("a", *MONDAY)], progress=lambda step, _: named.append(step))

    assert list(dict.fromkeys(named)) == [
        steps.READING,
        steps.STORING,
        steps.FOLDING,
        steps.LINKING,
        steps.COMMITTING,
    ]


@pytest.mark.parametrize(
    ("source", "path", "told", "rule"),
    [
        ("tinny", "a", {}, "Unknown source 'tinny'. Did you mean 'tiny'"),
        ("tiny", "none", {}, "There is no file .*none. Check the path"),
        ("tiny", "empty", {}, "The folder .*empty holds no file to import"),
        ("tiny", "a", {"zone": "Europe/Berlim"}, "Unknown time zone 'Europe/Berlim'. Did you mean"),
        ("tiny", "a", {"mapping": "no.toml"}, "There is no mapping file no.toml"),
    ],
)
def test_wrong_request_names_what_is_wrong_and_writes_nothing(
    place: Path,
    write: Write,
    tmp_path: Path,
    source: str,
    path: str,
    told: dict[str, str],
    rule: str,
) -> None:
    write("a", *MONDAY)
    (tmp_path / "empty").mkdir()

    with pytest.raises(RequestError, match=rule) as refused:
        import_files(place, source, [tmp_path / path], **told)  # type: ignore[arg-type]  # str fits each

    assert refused.value.exit_status == 2
    assert not place.parent.exists()


def test_no_file_at_all_is_a_wrong_request(place: Path) -> None:
    with pytest.raises(RequestError, match="No file to import"):
        import_files(place, "tiny", [])


def test_folder_of_other_things_is_no_lake(tmp_path: Path, write: Write) -> None:
    (tmp_path / "home").mkdir()
    file = write("home/photo", *MONDAY)

    with pytest.raises(RequestError, match="is a folder of other things, not a lake"):
        import_files(tmp_path / "home", "tiny", [file])
    with pytest.raises(RequestError, match="is a file, not a lake"):
        import_files(file, "tiny", [file])


def test_names_known_before_the_first_import_are_no_other_things(place: Path, write: Write) -> None:
    with changing_dimension(Layout(place)):
        write_dimension(Layout(place), Dimension())

    assert import_files(place, "tiny", [write("a.txt", *MONDAY)]).contacts_new == len(MONDAY)


@pytest.mark.journey("history")
def test_first_zone_told_is_the_lakes_and_stays(place: Path, write: Write) -> None:
    import_files(place, "tiny", [write("a", *MONDAY)], zone="Asia/Ho_Chi_Minh")
    import_files(place, "tiny", [write("b", *CHANGED)], zone="Europe/Madrid")

    assert Lake.at(place).zone == "Asia/Ho_Chi_Minh"


@pytest.mark.journey("history")
def test_key_of_a_deleted_lake_serves_the_next(place: Path, write: Write) -> None:
    import_files(place, "tiny", [write("a", *MONDAY)])
    key = Lake.at(place).key()
    shutil.rmtree(place)

    import_files(place, "tiny", [write("a", *MONDAY)])

    assert Lake.at(place).key() == key


def test_lost_key_stops_an_import(place: Path, write: Write) -> None:
    import_files(place, "tiny", [write("a", *MONDAY)])
    place.with_name("lake.key").unlink()

    with pytest.raises(LakeError, match=r"customers' key .* is missing"):
        import_files(place, "tiny", [write("b", *CHANGED)])


@pytest.mark.journey("history")
def test_a_run_is_found_by_the_name_it_was_asked_under(place: Path, write: Write) -> None:
    assert run_asked_as(place, "friday") is None  # There is no lake yet.
    import_files(place, "tiny", [write("b", *CHANGED)])
    report = import_files(place, "tiny", [write("a", *MONDAY)], asked_as="friday")

    found = run_asked_as(place, "friday")
    assert found is not None
    assert (found.run_id, found.report) == (report.run_id, report.as_record())
    assert run_asked_as(place, "monday") is None


@pytest.mark.journey("history")
def test_a_run_taken_back_is_still_found(place: Path, write: Write) -> None:
    report = import_files(place, "tiny", [write("a", *MONDAY)], asked_as="friday")
    undo(place, report.run_id or "")

    found = run_asked_as(place, "friday")
    assert found is not None
    assert (found.run_id, found.active) == (report.run_id, False)
