"""Tables of exposures: what is taken, and every fault named with its line."""

from datetime import date, datetime
from pathlib import Path

import pytest

from willet.core.effects import Exposure, ExposureFaultsError, read_exposures
from willet.core.effects.exposures import exposures_of
from willet.core.records import RequestError


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "exposures.csv"
    path.write_bytes(text.encode(encoding))
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(ExposureFaultsError) as caught:
        read_exposures(path)
    assert caught.value.exit_status == 2
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "text",
    [
        "unit,assigned_from\nAnna,2024-03-25\nBo,\n",
        "unit,from\nAnna,2024-03-25\nBo,\n",
        "unit;assigned_from\r\nAnna;2024-03-25\r\nBo;\r\n",
        "\ufeffassigned_from\tunit\n2024-03-25\tAnna\n\tBo\n\n",
        "Unit, Assigned From \nAnna,2024-03-25\nBo,\n",
        "UNIT,From\nAnna,2024-03-25\nBo,\n",
    ],
)
def test_empty_day_means_never(tmp_path: Path, text: str) -> None:
    assert read_exposures(written(tmp_path, text)) == (
        Exposure("Anna", date(2024, 3, 25)),
        Exposure("Bo", None),
    )


def test_other_days_are_read_where_they_are_given(tmp_path: Path) -> None:
    text = "unit,assigned_from,received_from,until\nAnna,2024-03-25,2024-03-28,2024-06-30\n"

    assert read_exposures(written(tmp_path, text)) == (
        Exposure("Anna", date(2024, 3, 25), date(2024, 3, 28), date(2024, 6, 30)),
    )


def test_one_day_of_exposure_is_a_stretch(tmp_path: Path) -> None:
    text = "unit,assigned_from,received_from,until\nAnna,2024-03-25,,2024-03-25\n"

    assert len(read_exposures(written(tmp_path, text))) == 1


def test_every_fault_is_named_with_its_line_at_once(tmp_path: Path) -> None:
    text = (
        "unit,assigned_from,received_from,until\n"
        "Anna,25-03-2024,,\n"
        ",2024-03-25,,\n"
        "Bo,2024-03-25,soon,2024-03-24\n"
        "Cy,,2024-03-25,\n"
        "Bo,,,\n"
    )

    found = faults(written(tmp_path, text))

    assert found == [
        "exposures.csv, line 2: assigned_from is '25-03-2024'; "
        "write a day as 2026-03-31, or nothing for never.",
        "exposures.csv, line 3: the unit is missing.",
        "exposures.csv, line 4: received_from is 'soon'; "
        "write a day as 2026-03-31, or nothing for never.",
        "exposures.csv, line 4: until 2024-03-24 lies before assigned_from 2024-03-25.",
        "exposures.csv, line 5: Cy has no day in assigned_from, but one in received_from or until.",
        "exposures.csv, line 6: Bo stands in line 4 already; give each unit one line.",
    ]


def test_many_faults_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    lines = [f"a{n},x" for n in range(30)]

    with pytest.raises(ExposureFaultsError, match=r"has 30 faults(.|\n)*… \(30\)$"):
        read_exposures(written(tmp_path, "unit,assigned_from\n" + "\n".join(lines)))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("unit", "line 1: column assigned_from is missing"),
        ("assigned_from,agent", "line 1: column unit is missing"),
        ("unit,asigned_from", "column 'asigned_from' is not known. Did you mean 'assigned_from'?"),
        ("unit,from,assigned_from", "line 1: column assigned_from stands there twice"),
    ],
)
def test_wrong_columns_are_named(tmp_path: Path, header: str, expected: str) -> None:
    assert expected in " ".join(faults(written(tmp_path, f"{header}\nAnna,\n")))


def test_column_is_missed_where_the_columns_stand(tmp_path: Path) -> None:
    assert faults(written(tmp_path, ",,\n\nunit,until\nAnna,\n")) == [
        "exposures.csv, line 3: column assigned_from is missing; "
        "the columns are unit, assigned_from, received_from, until."
    ]


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n", ",,\n ;\n"])
def test_file_of_nothing_has_no_first_line(tmp_path: Path, text: str) -> None:
    assert faults(written(tmp_path, text)) == [
        "exposures.csv is empty; its first line names the columns: "
        "unit, assigned_from, received_from, until."
    ]


WIDE = "x" * 200_000
OPEN_QUOTES = {
    'unit,from\nAnna,2024-03-25\n"Bo,2024-03-25\nCy,2024-03-25\n': 3,
    'unit,from\nAnna,"2024-03-25\nBo,\n': 2,
    'unit,from\n"A\nB",\n"C\nD","2024-03-25\n\n': 5,
    'unit,from\n"An""na",""\nBo,"': 3,
    '"unit,from\nAnna,\n': 1,
    '\n,\nunit,"from\n': 3,
    f'unit,from\n"Bo,\n{WIDE}\nCy,\n': 2,
    'unit;from\r\nAnna;\r\n"Bo;\r\n': 3,
}
"""Files in which a quotation mark never closes -> the line in which it opens."""


@pytest.mark.parametrize("text", OPEN_QUOTES)
def test_quotation_mark_that_never_closes_is_said_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(RequestError) as refused:
        read_exposures(written(tmp_path, text))

    line = OPEN_QUOTES[text]
    assert str(refused.value).startswith(
        f"exposures.csv, line {line}: a quotation mark opens here and nothing closes it"
    )
    assert refused.value.exit_status == 2


def test_quotation_marks_that_close_are_read(tmp_path: Path) -> None:
    text = 'unit,from\n"Bo ""the"" 1st",2024-03-25\n5" Cy,\n"Di","2024-03-25"'

    assert [one.unit for one in read_exposures(written(tmp_path, text))] == [
        'Bo "the" 1st',
        '5" Cy',
        "Di",
    ]


@pytest.mark.parametrize("text", ["unit,assigned_from\n", "unit,assigned_from\n,\n\n"])
def test_file_without_units_is_refused(tmp_path: Path, text: str) -> None:
    assert faults(written(tmp_path, text)) == ["exposures.csv names no unit; give a line for each."]


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"There is no file .*none\.csv"):
        read_exposures(tmp_path / "none.csv")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_file_is_read_in_whatever_encoding_a_spreadsheet_saved_it(
    tmp_path: Path, encoding: str
) -> None:
    path = written(tmp_path, "unit;assigned_from\r\nJörg;2024-03-25\r\nZoë;\r\n", encoding)

    assert read_exposures(path) == (Exposure("Jörg", date(2024, 3, 25)), Exposure("Zoë", None))


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "exposures.csv"
    path.write_bytes(b"PK\3\4\x14\0\0\0unit,assigned_from\n")

    with pytest.raises(RequestError, match="Save it as CSV in UTF-8"):
        read_exposures(path)


def test_line_with_too_many_cells_is_no_crash(tmp_path: Path) -> None:
    path = written(tmp_path, "unit,assigned_from\nAnna,2024-03-25,x,y\n")

    assert faults(path) == ["exposures.csv, line 2: the line has more cells than the first."]


def test_mappings_and_objects_are_taken_alike() -> None:
    given = exposures_of(
        [
            {"unit": "Anna", "from": "2024-03-25"},
            Exposure("Bo", date(2024, 3, 25)),
            {"unit": "Cy"},
            {"unit": "Di", "assigned_from": datetime(2024, 3, 25, 9), "until": date(2024, 3, 25)},
        ]
    )

    assert given == (
        Exposure("Anna", date(2024, 3, 25)),
        Exposure("Bo", date(2024, 3, 25)),
        Exposure("Cy", None),
        Exposure("Di", date(2024, 3, 25), until=date(2024, 3, 25)),
    )
