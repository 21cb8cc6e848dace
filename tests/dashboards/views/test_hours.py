"""The hours of the week, counted by hand from the small lake: Mondays are 2 and 9 March, both with calls at nine."""

import csv
import io
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import text_of


def page(cast: Cast, query: str) -> str:
    response = cast.client("manager").get(f"/hours/?period=all{query}")
    assert response.status_code == 200
    return text_of(response.content.decode())


def table(cast: Cast, name: str) -> list[dict[str, str]]:
    response = cast.client("manager").get(f"/hours/?period=all&table={name}&format=csv")
    text = b"".join(response).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_counts_stand_in_every_cell_of_the_hours_between_the_first_and_the_last(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = page(cast, "&figure=received")

    # c01 c02 c05 c06 on Mondays at nine, c10 on a Thursday, c11 on a Friday, c12 on a Saturday
    assert "9:00 4 · no calls · no calls 1 1 1 · no calls" in read
    # nobody called at twelve or thirteen, and the hours stand there all the same
    assert "12:00 · no calls" in read
    assert "8:00" not in read.split("By quarter of an hour")[0]


def test_a_rate_of_few_calls_is_not_shown_and_says_how_few(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = page(cast, "")

    assert "9:00 · not enough: 4 of at least 30" in read
    assert "A dot stands where fewer than 30 items came." in read


def test_a_table_as_a_file_holds_every_cell_by_number(cast: Cast, lent_small_lake: Path) -> None:
    rows = {(r["weekday"], r["hour"]): r for r in table(cast, "week")}
    quarters = {r["interval"]: r["received"] for r in table(cast, "day")}

    # answered within 20 s on Mondays at nine: c01 and c05 of four
    monday = rows["1", "9"]
    assert (monday["received"], monday["service_level"], monday["service_level_n"]) == (
        "4",
        "0.5",
        "4",
    )
    # nine o'clock begins the 37th quarter of the day: c01 c02 c05 c10 c11 c12; half past nine the 39th: c06
    assert (quarters["36"], quarters["38"]) == ("6", "1")


def test_a_selection_without_calls_says_so(cast: Cast, lent_small_lake: Path) -> None:
    response = cast.client("manager").get("/hours/?from=2025-01-01&to=2025-01-31")
    assert "No calls in this selection" in text_of(response.content.decode())


@pytest.mark.parametrize("figure", ["happiness", "", "received"])
def test_a_figure_that_is_none_of_the_page_gives_the_first(
    cast: Cast, lent_small_lake: Path, figure: str
) -> None:
    read = page(cast, f"&figure={figure}")
    shown = "Received" if figure == "received" else "Service level"
    assert f"{shown} Hour Mon" in read


@pytest.mark.parametrize(
    ("role", "path"), [("manager", "/hours/"), ("agent", "/me/"), ("team_lead", "/team/")]
)
def test_without_calls_a_page_says_what_it_will_show(
    cast: Cast, home: Path, role: str, path: str
) -> None:
    response = cast.client(role).get(path)
    assert (response.status_code, "No calls yet" in response.content.decode()) == (200, True)
