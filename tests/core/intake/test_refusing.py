"""An import of which too much is refused writes nothing; said otherwise, it lands the rest.

| rows | refused | written |
| 19   | 19      | yes (few rows say nothing of a file) |
| 20   | 2       | yes (one in ten) |
| 20   | 3       | no  |
| 30   | 3       | yes |
| 30   | 4       | no  |
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from willet.__main__ import main
from willet.core.intake import ManyRefusedError, import_files, preview
from willet.core.lake import Lake
from willet.core.records import RequestError

Write = Callable[..., Path]


def rows(good: int, bad: int) -> list[str]:
    lines = [f"{n};1;1999-01-04;7;sales;answered" for n in range(good)]
    return [*lines, *(["broken line"] * bad)]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(("count", "bad"), [(19, 19), (20, 2), (30, 3), (20, 0), (19, 18)])
def test_few_rejects_cost_their_own_rows(place: Path, write: Write, count: int, bad: int) -> None:
    report = import_files(place, "tiny", [write("a", *rows(count - bad, bad))])

    assert (report.refused, report.contacts_new) == (False, count - bad)
    assert report.exit_status == (1 if bad else 0)


@pytest.mark.parametrize(("count", "bad"), [(20, 3), (30, 4), (20, 20)])
def test_many_rejects_cost_the_import(place: Path, write: Write, count: int, bad: int) -> None:
    file = write("a", *rows(count - bad, bad))

    with pytest.raises(ManyRefusedError) as caught:
        import_files(place, "tiny", [file])

    report = caught.value.report
    assert not place.exists()
    assert (report.rows_read, report.rejects.total) == (count, bad)
    assert (report.refused, report.exit_status, report.run_id) == (True, 2, None)
    assert report.rejects.first[0].value == "broken line"
    assert f"{bad} of {count} rows are refused" in str(caught.value)


def test_a_lake_stays_as_it_was(place: Path, write: Write) -> None:
    import_files(place, "tiny", [write("a", *rows(5, 0))])
    before = Lake.at(place).snapshot().content

    with pytest.raises(RequestError):
        import_files(place, "tiny", [write("b", *rows(30, 10))])

    assert Lake.at(place).snapshot().content == before
    assert len(Lake.at(place).runs()) == 1


def test_the_rule_is_of_the_whole_import_and_not_of_one_file(place: Path, write: Write) -> None:
    report = import_files(place, "tiny", [write("a", *rows(0, 3)), write("b", *rows(40, 0))])

    assert (report.contacts_new, report.rejects.total) == (40, 3)


def test_accepted_rejects_land_the_rest(place: Path, write: Write) -> None:
    report = import_files(place, "tiny", [write("a", *rows(10, 15))], accept_rejects=True)

    assert (report.contacts_new, report.refused, report.exit_status) == (10, False, 1)


@pytest.mark.journey("history")
def test_what_was_accepted_obeys_order_and_split(tmp_path: Path, write: Write) -> None:
    lines = rows(10, 15)
    one, two = write("one", *lines[:12]), write("two", *lines[12:])
    whole = write("whole", *lines)

    import_files(tmp_path / "x", "tiny", [whole], accept_rejects=True)
    for file in (two, one):
        import_files(tmp_path / "y", "tiny", [file], accept_rejects=True)

    contents = [Lake.at(tmp_path / name).snapshot().content for name in "xy"]
    assert contents[0] == contents[1]


def test_a_preview_and_a_dry_run_say_it_and_show_the_rest(place: Path, write: Write) -> None:
    file = write("a", *rows(10, 15))

    found = preview(place, "tiny", [file])
    tried = import_files(place, "tiny", [file], dry_run=True)
    accepted = import_files(place, "tiny", [file], dry_run=True, accept_rejects=True)

    assert (found.report.refused, len(found.rows)) == (True, 10)
    assert (tried.refused, tried.exit_status, tried.contacts_new) == (True, 2, 10)
    assert (accepted.refused, accepted.exit_status) == (False, 1)


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [([], 2, True), (["--dry-run"], 2, True), (["--accept-rejects"], 1, False)],
)
def test_the_terminal_prints_the_report_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], status: int, said: bool
) -> None:
    lines = [f"{n},2026-03-02 09:00:00,answered" for n in range(18)] + [
        f"x{n},never," for n in "123"
    ]
    file = tmp_path / "calls.csv"
    file.write_text("\n".join(["contact_id,arrived_at,outcome", *lines]))
    lake = ["--lake", str(tmp_path / "lake"), "--zone", "Europe/Berlin", "--format", "json"]

    found = main(["import", "table", str(file), *lake, *more])

    out, err = capsys.readouterr()
    report = json.loads(out)
    assert (found, report["rejected"], report["refused"]) == (status, 3, said)
    assert report["rejects"][0]["line"] == 20
    assert ("--accept-rejects" in err) is said
    assert (tmp_path / "lake").exists() is not said
