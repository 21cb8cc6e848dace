"""Units as people write them: one a line, with their days, and every fault with its line."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from willet.core.records import RequestError, spelled
from willet.levers.plans.domain.units import Units, read_units, written_units
from willet.ui.messages import translate


def test_units_are_read_with_or_without_headings() -> None:
    bare = read_units('Anna;2026-03-02\n\n"Bo; Jr";;;\n')
    headed = read_units("unit,from\nAnna,2026-03-02\n")

    assert (bare["Anna"]["assigned_from"], bare["Bo; Jr"]["assigned_from"]) == ("2026-03-02", None)
    assert headed["Anna"]["assigned_from"] == "2026-03-02"


@pytest.mark.parametrize(
    ("text", "line"), [('Anna;\n"Bo;2026-03-02\nCy;\n', 2), ('"Anna', 1), ('A;\nB;"2026\n', 2)]
)
def test_quotation_mark_that_never_closes_is_said_with_its_line(text: str, line: int) -> None:
    with pytest.raises(RequestError, match=f"The list of units, line {line}: a quotation mark"):
        read_units(text)


def test_fault_stands_in_the_line_it_is_in() -> None:
    with pytest.raises(RequestError, match="line 4: assigned_from is 'soon'"):
        read_units('"Anna\nW";2026-03-02\n\nBo;soon\n')


def test_each_fault_is_read_in_the_readers_language() -> None:
    with translation.override("nl"), pytest.raises(RequestError) as caught:
        read_units("Anna;morgen\nBo;later\n")

    with translation.override("nl"):
        assert translate(caught.value.message).splitlines()[1:] == [
            f"De lijst van eenheden, regel {line}: assigned_from is '{text}'; "
            "schrijf een dag als 2026-03-31, of niets voor nooit."
            for line, text in ((1, "morgen"), (2, "later"))
        ]


def test_headings_are_known_in_any_letters() -> None:
    assert read_units("UNIT;Assigned From;Until\nAnna;2026-03-02;2026-04-01\n") == {
        "Anna": {
            "assigned_from": "2026-03-02",
            "received_from": None,
            "until": "2026-04-01",
        }
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Doe, Jane\nRoe, Ann", ["Doe, Jane", "Roe, Ann"]),
        ("Doe, Jane; 2026-03-02\nRoe, Ann", ["Doe, Jane", "Roe, Ann"]),
        ("Doe, Jane, Jr; 2026-03-02", ["Doe, Jane, Jr"]),
        ("Doe, Jane\t2026-03-02", ["Doe, Jane"]),
        ("Anna,2026-03-02\nBo", ["Anna", "Bo"]),
        ("Anna,,,\nBo", ["Anna", "Bo"]),
        ("unit,from\nAnna,\nBo,", ["Anna", "Bo"]),
    ],
)
def test_comma_within_a_name_parts_nothing(text: str, names: list[str]) -> None:
    assert list(read_units(text)) == names


_NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=9
).map(lambda name: " ".join(spelled(name).split()))
_NAMED = _NAMES.filter(lambda name: name and name.casefold() != "unit" and name[0] != '"')
_STARTS = st.none() | st.dates(date(1970, 1, 1), date(2198, 1, 1))


@given(st.dictionaries(_NAMED, _STARTS, max_size=5))
@example({"0,": None})
@example({"Team, 2": None, "Doe, Jane": None})
@example({"Unit, a": None})
@example({"a, ,b": None})
def test_what_is_written_reads_back(starts: dict[str, date | None]) -> None:
    units: Units = {}
    for name, day in starts.items():
        until = (day + timedelta(days=9)).isoformat() if day else None
        start = day.isoformat() if day else None
        units[name] = {"assigned_from": start, "received_from": start, "until": until}

    assert read_units(written_units(units)) == units


@pytest.mark.parametrize("day", ["0206-01-05", "2200-01-01"])
def test_far_day_is_named_with_its_line(day: str) -> None:
    sentence = f"Line 2: assigned_from is {day}. Choose a day from 1970-01-01 to 2199-12-31."
    with pytest.raises(RequestError, match=sentence):
        read_units(f"Anna;2026-03-02\nBo;{day}\n")
