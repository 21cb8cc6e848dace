"""Small files with right answers that were worked out by hand, each from the file to the figure.

A folder under `cases` holds the files and, where it needs one, the mapping.
"""

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

import willet
from willet.__main__ import main
from willet.core import intake
from willet.core.records import ImportReport

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Imported:
    """The lake that a case was imported into, and what each import reported."""

    place: Path
    reports: Sequence[ImportReport]

    def figure(self, metric: str) -> float | None:
        """One metric over everything."""
        rows = willet.open(self.place).ask(metric).rows
        assert len(rows) == 1
        return rows[0].value

    def figures(self, metric: str, by: str) -> Mapping[Any, float | None]:
        """One metric, split."""
        rows = willet.open(self.place).ask(metric, by=by).rows
        return {row.keys[by]: row.value for row in rows}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the tables hold."""
        return willet.open(self.place).lake.snapshot().connect().execute(sql).fetchall()


def imported(case: str, place: Path, *names: str) -> Imported:
    """A case in a lake of its own; each name is one import."""
    folder = CASES / case
    mapping = folder / "mapping.toml"
    reports = [
        intake.import_files(
            place / "lake",
            "table",
            [folder / name],
            zone="Europe/Amsterdam",
            mapping=mapping if mapping.exists() else None,
        )
        for name in names or ("calls.csv",)
    ]
    return Imported(place / "lake", reports)


def test_an_unanswered_call_has_no_answer_time_and_no_wait(tmp_path: Path) -> None:
    found = imported("between-blank-end", tmp_path)

    assert found.reports[0].rejects.total == 0
    assert found.figure("received") == 2
    assert found.figure("answer_rate") == 0.5
    assert found.rows("SELECT wait_s FROM contacts ORDER BY arrived_at") == [(20.0,), (None,)]


def test_rows_of_delimiters_are_no_rows(tmp_path: Path) -> None:
    found = imported("blank-rows", tmp_path)

    assert (found.reports[0].rows_read, found.reports[0].rejects.total) == (1, 0)
    assert found.figure("received") == 1


def test_a_word_composed_in_two_ways_is_one_queue(tmp_path: Path) -> None:
    found = imported("unicode-forms", tmp_path)

    assert found.figures("received", "queue") == {"Kỹ thuật": 2}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_filter_matches_in_either_form(form: Literal["NFC", "NFD"], tmp_path: Path) -> None:
    found = imported("unicode-forms", tmp_path)
    where = unicodedata.normalize(form, "queue = 'Kỹ thuật'")

    assert willet.open(found.place).ask("received", where=where).rows[0].value == 2


def test_a_merged_cell_holds_for_every_row_of_the_merge(tmp_path: Path) -> None:
    found = imported("merged-cells", tmp_path, "calls.xlsx")

    assert found.figures("received", "queue") == {"sales": 2, "help": 2}


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("case", ["serial-decimal-comma", "narrow-space", "month-names"])
def test_nine_in_the_morning_of_the_second_of_march(case: str, tmp_path: Path) -> None:
    found = imported(case, tmp_path)

    moment = "strftime(arrived_at, '%Y-%m-%d %H:%M')"
    assert found.rows(f"SELECT {moment} FROM contacts") == [("2026-03-02 08:00",)]


@pytest.mark.parametrize(
    ("case", "talk_s"),
    [("thousands", 1234), ("timespan-days", 97_400), ("words-of-units", 200)],
)
def test_talk_times_as_they_are_written(case: str, talk_s: float, tmp_path: Path) -> None:
    found = imported(case, tmp_path)

    assert found.figure("average_talk_time") == talk_s


def test_texts_of_nothing_name_nobody(tmp_path: Path) -> None:
    found = imported("na-is-no-agent", tmp_path)

    assert found.rows("SELECT DISTINCT agent FROM contacts WHERE agent IS NOT NULL") == [("Ann",)]
    assert found.figure("received") == 9


def test_a_rating_off_its_scale_costs_the_rating(tmp_path: Path) -> None:
    found = imported("survey-out-of-scale", tmp_path)

    assert found.figure("received") == 2
    assert found.figure("csat_mean") == 5
    assert "1 value of Rating could not be read" in "\n".join(found.reports[0].notes)


def test_the_line_that_says_the_delimiter_is_no_header(tmp_path: Path) -> None:
    found = imported("sep-line", tmp_path)

    assert found.figures("received", "queue") == {"sales": 2, "help": 1}


def test_more_unanswered_offers_than_offers_are_unknown(tmp_path: Path) -> None:
    found = imported("more-unanswered-than-offers", tmp_path)

    assert found.figure("unanswered_offer_rate") == 0
    assert found.figure("transfer_rate") == 1
    assert found.figure("received") == 2


def test_a_total_with_a_date_is_no_call(tmp_path: Path) -> None:
    found = imported("total-row-with-date", tmp_path)

    assert found.figure("received") == 3
    assert found.figure("average_speed_of_answer") == 15
    assert (found.reports[0].rows_kept, found.reports[0].rejects.total) == (1, 0)


def test_a_row_may_lack_its_empty_end(tmp_path: Path) -> None:
    found = imported("short-rows", tmp_path)

    assert found.figure("received") == 2
    assert found.rows("SELECT wait_s, talk_s FROM contacts ORDER BY arrived_at") == [
        (10.0, 100.0),
        (40.0, None),
    ]


def test_two_legs_of_a_call_are_one_contact(tmp_path: Path) -> None:
    found = imported("transfer-legs", tmp_path)

    assert found.figure("received") == 2
    assert found.rows("SELECT talk_s FROM contacts WHERE contact_id = 'legs:A1'") == [(300.0,)]
    assert found.figure("transfer_rate") == 1
    assert found.rows("SELECT contact_id, visit_no, agent FROM visits ORDER BY ALL") == [
        ("legs:A1", 1, "Ann"),
        ("legs:A1", 2, "Bob"),
        ("legs:A2", 1, "Ann"),
    ]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("months", [("feb.csv", "mar.csv"), ("mar.csv", "feb.csv")])
def test_ids_that_start_again_are_said(months: tuple[str, str], tmp_path: Path) -> None:
    found = imported("ids-start-again", tmp_path, *months)

    before, after = (" ".join(report.notes) for report in found.reports)
    assert "already" not in before
    assert "2 contact ids are known already with another arrival, 2 on another day" in after


def test_days_that_a_spreadsheet_swapped_are_said(tmp_path: Path) -> None:
    found = imported("swapped-days", tmp_path, "calls.xlsx")

    notes = " ".join(found.reports[0].notes)
    assert (
        "4 dates of Start are typed dates, all on days from 1 to 12, while 3 stand as texts"
        in notes
    )


def test_the_terminal_writes_no_live_formula(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = imported("formula-in-cli-csv", tmp_path)

    main(["ask", "received", "--by", "agent", "--lake", str(found.place), "--format", "csv"])

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["agent"]: row["value"] for row in rows} == {
        """'=HYPERLINK("http://evil.example","x")""": "1",
        "'@SUM(A1)": "1",
    }
