"""The list of calls: those behind a figure, in any order, page by page, within the reader's sight."""

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.cast import Cast

ALL = "/calls/?period=all"


def calls_of(cast: Cast, role: str, path: str) -> list[str]:
    """The ids of the calls on one page of the list, in its order."""
    response = cast.client(role).get(path)
    assert response.status_code == 200
    found = re.findall(r'href="/calls/([^"/]+)/"', response.content.decode())
    return [unescape(name).split(":")[1] for name in found]


@pytest.mark.parametrize(
    ("role", "status"),
    [("stranger", 302), ("manager", 200), ("team_lead", 200), ("agent", 200), ("analyst", 200), ("administrator", 403)],
)  # fmt: skip
def test_who_may_open_the_list(cast: Cast, lent_small_lake: Path, role: str, status: int) -> None:
    assert cast.client(role).get(ALL).status_code == status


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("manager", "c12 c11 c10 c09 c08 c07 c06 c05 c04 c03 c02 c01"),
        ("team_lead", "c12 c10 c09 c05 c04 c01"),
        ("agent", "c12 c10 c05 c04 c01"),
        ("other_agent", "c11 c07 c06 c02"),
    ],
)
def test_a_reader_sees_the_calls_within_sight(
    cast: Cast, lent_small_lake: Path, role: str, expected: str
) -> None:
    assert " ".join(calls_of(cast, role, ALL)) == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("metric=service_level&part=denominator", "c12 c10 c09 c08 c07 c06 c05 c04 c03 c02 c01"),
        ("metric=service_level&part=numerator", "c12 c10 c09 c07 c05 c04 c01"),
        ("metric=service_level&part=rest", "c08 c06 c03 c02"),
        ("metric=abandoned", "c08 c03"),
        ("metric=transfer_rate&part=numerator", "c02"),
        ("metric=blocked_rate&part=numerator", "c11"),
    ],
)
def test_the_calls_behind_a_figure_are_those_counted_by_hand(
    cast: Cast, lent_small_lake: Path, figure: str, expected: str
) -> None:
    assert " ".join(calls_of(cast, "manager", f"{ALL}&{figure}")) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("wait", "c08 c05 c12 c01 c09 c04 c10 c07 c02 c03 c06 c11"),
        ("-wait", "c06 c03 c02 c07 c10 c04 c09 c01 c12 c05 c08 c11"),
        ("nonsense'; drop table contacts", "c01 c02 c03 c04 c05 c06 c07 c08 c09 c10 c11 c12"),
    ],
)
def test_the_list_sorts_with_unknown_values_last(
    cast: Cast, lent_small_lake: Path, sort: str, expected: str
) -> None:
    assert " ".join(calls_of(cast, "manager", f"{ALL}&sort={sort}")) == expected


def test_a_cell_of_a_table_is_a_filter_in_the_address(cast: Cast, lent_small_lake: Path) -> None:
    assert calls_of(cast, "manager", f"{ALL}&agent=Otto+K&queue=support") == ["c07", "c06"]


def test_rows_whose_topic_is_not_known_have_an_address_too(
    cast: Cast, lent_small_lake: Path
) -> None:
    assert calls_of(cast, "manager", f"{ALL}&topic=~unknown") == ["c09"]


@pytest.mark.parametrize(
    "evil", ["x' or '1'='1", "'); drop table contacts; --", "$here_0", "%25", "\\", "é" * 500]
)
def test_a_filter_is_a_value_and_never_a_statement(
    cast: Cast, lent_small_lake: Path, evil: str
) -> None:
    assert calls_of(cast, "manager", f"{ALL}&queue={evil}&metric=received") == []


def test_a_metric_that_does_not_exist_is_told_with_a_guess(
    cast: Cast, lent_small_lake: Path
) -> None:
    html = cast.client("manager").get(f"{ALL}&metric=servicelevel").content.decode()
    assert (
        "There is no metric named “servicelevel”. Did you mean &#x27;service_level&#x27;?" in html
    )


def test_an_empty_list_says_what_to_do(cast: Cast, lent_small_lake: Path) -> None:
    html = cast.client("manager").get("/calls/?from=2020-01-01&to=2020-01-02").content.decode()
    assert "Choose a longer period or fewer filters." in html


def test_a_page_past_the_end_is_the_last_page(cast: Cast, lent_small_lake: Path) -> None:
    assert len(calls_of(cast, "manager", f"{ALL}&page=99")) == 12


def test_the_list_as_csv_has_every_call_and_no_live_formula(
    cast: Cast, lent_small_lake: Path
) -> None:
    response = cast.client("analyst").get(f"{ALL}&format=csv")

    text = b"".join(response).decode("utf-8")
    rows = {r["contact_id"].split(":")[1]: r for r in csv.DictReader(io.StringIO(text))}
    assert len(rows) == 12
    assert rows["c07"]["topic"] == "'=1+1"
    assert (rows["c03"]["wait_s"], rows["c03"]["talk_s"]) == ("45.0", "")
    assert rows["c01"]["arrived_local"] == "2026-03-02T09:00:00"


def test_the_list_as_xlsx_has_real_numbers(cast: Cast, lent_small_lake: Path) -> None:
    response = cast.client("analyst").get(f"{ALL}&format=xlsx&sort=arrived")

    page = load_workbook(io.BytesIO(response.content)).worksheets[0]
    heading = [c.value for c in page[1]]
    first = dict(zip(heading, [c.value for c in page[2]], strict=True))
    assert (first["Waited (seconds)"], first["Queue"]) == (10, "sales")


@pytest.mark.parametrize(("role", "status"), [("agent", 403), ("team_lead", 200), ("analyst", 200)])
def test_who_may_take_the_list_out(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    assert cast.client(role).get(f"{ALL}&format=csv").status_code == status


def test_no_number_and_no_key_of_a_customer_stands_on_the_page(
    cast: Cast, lent_small_lake: Path
) -> None:
    """The files name the customers k1 to k9; two calls of k1 bear the same keyed name."""
    response = cast.client("manager").get(f"{ALL}&format=csv")

    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8"))))
    names = {r["contact_id"].split(":")[1]: r["customer"] for r in rows}
    assert names["c01"] == names["c12"] != names["c02"]
    assert [n for n in names.values() if not re.fullmatch(r"[0-9a-f]{8}|", n)] == []


@pytest.mark.parametrize("days", ["from=2026-03-14&to=2026-03-14", "from=2026-03-10&to=2026-03-12"])
def test_the_list_needs_the_same_few_queries_for_one_call_and_for_many(
    cast: Cast, lent_small_lake: Path, days: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("manager")
    with django_assert_num_queries(3):
        client.get(f"/calls/?{days}")
