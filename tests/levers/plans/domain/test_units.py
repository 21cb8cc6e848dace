"""Units as people write them: one a line, with their days, and every fault with its line."""

import pytest
from django.utils import translation

from willet.core.records import RequestError
from willet.levers.plans.domain.units import read_units
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
