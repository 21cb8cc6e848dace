"""Figures by the API: the object of the command line, cut down to what the token's person may see."""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test.utils import override_settings

from tests.api.callers import program_of
from tests.scaffold.cast import Cast
from willet.__main__ import main

QUESTIONS: tuple[tuple[list[str], list[str], dict[str, str]], ...] = (
    (["received"], ["queue"], {}),
    (["received", "call_resolution"], ["day", "agent"], {"from": "2026-03-09", "to": "2026-03-12"}),
    (["service_level"], [], {"where": "queue = 'sales' and wait_s > 5", "profile": "willet"}),
)


@pytest.mark.parametrize(("metrics", "by", "rest"), QUESTIONS, ids=str)
@pytest.mark.parametrize("role", ["manager", "analyst"])
def test_who_sees_all_is_given_what_the_command_prints(
    cast: Cast, small_lake: Path, role: str, metrics: list[str], by: list[str], rest: dict[str, str]
) -> None:
    options = [f"--{name}={value}" for name, value in rest.items()]
    split = ["--by", *by] if by else []
    printed = io.StringIO()
    with redirect_stdout(printed):
        main(["ask", *metrics, "--lake", str(small_lake), "--format", "json", *split, *options])

    program = program_of(cast.named(role))  # type: ignore[arg-type] # not the stranger
    query = urlencode({"metrics": metrics, "by": by, **rest}, doseq=True)

    expected = json.loads(printed.getvalue())
    assert program.get(f"ask?{query}").json() == expected
    assert program.post("ask", {"metrics": metrics, "by": by, **rest}).json() == expected
    assert program.post("ask", expected["question"]).json() == expected


def values(cast: Cast, role: str, **question: Any) -> Any:
    answer = program_of(cast.named(role)).post("ask", question)  # type: ignore[arg-type]
    if answer.status_code != 200:
        return answer.status_code, answer.json()["code"]
    by = answer.json()["question"]["by"]
    return {tuple(row[b] for b in by): row["value"] for row in answer.json()["rows"]}


# North: Anna W answered c01 c04 c05 c10 c12, Tomás R c09; South: Otto K c02 c06 c07. Tomás leads North.
def test_lead_is_shown_the_own_agents_alone(cast: Cast, small_lake: Path) -> None:
    seen = values(cast, "team_lead", metrics=["answered"], by=["agent"])

    assert seen == {("Anna W",): 5, ("Tomás R",): 1}


@override_settings(WILLET_SMALLEST_GROUP=3)
def test_figures_of_too_few_are_withheld_with_the_reason(cast: Cast, small_lake: Path) -> None:
    answer = program_of(cast.team_lead).post("ask", {"metrics": ["answered"], "by": ["team"]})

    rows = {row["team"]: row for row in answer.json()["rows"]}
    assert (rows["North"]["value"], rows["South"]["value"]) == (6, None)
    assert "fewer than 3" in rows["South"]["reason"]


@override_settings(WILLET_SMALLEST_GROUP=3)
@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, {(): 9}),
        ("team = 'North'", {(): 6}),
        ("team in ('North')", {(): 6}),
        ("agent = 'Anna W'", {(): 5}),
        ("agent = 'Otto K'", {(): 0}),
        ("team = 'South'", {(): None}),
        ("team = 'South' and queue = 'sales'", {(): None}),
        ("queue = 'support'", {(): None}),
        ("not (team = 'North')", (403, "closed")),
        ("team <> 'North'", (403, "closed")),
        ("team like 'S%'", (403, "closed")),
        ("team = 'South' or queue = 'sales'", (403, "closed")),
        ("team = 'North' and team = 'South'", (403, "closed")),
        ("wait_s = 30", (403, "closed")),
        ("contact_id = 'table:c02'", (403, "closed")),
        ("customer_key is null", (403, "closed")),
    ],
)
def test_filter_of_a_lead_shows_no_single_stranger(
    cast: Cast, small_lake: Path, where: str | None, expected: object
) -> None:
    assert values(cast, "team_lead", metrics=["answered"], where=where) == expected


@override_settings(WILLET_NO_INDIVIDUALS=True)
def test_house_without_individuals_shows_them_to_no_program(cast: Cast, small_lake: Path) -> None:
    assert values(cast, "manager", metrics=["answered"], by=["agent"]) == (403, "closed")


def test_question_before_the_first_import_is_answered_in_words(cast: Cast, home: Path) -> None:
    answer = program_of(cast.manager).get("ask?metrics=received")

    assert (answer.status_code, answer.json()["code"]) == (400, "no_lake_yet")


def test_lake_that_cannot_be_read_is_a_failure_without_its_inside(
    cast: Cast, small_lake: Path
) -> None:
    for path in small_lake.rglob("*.parquet"):
        path.write_bytes(b"no parquet")

    answer = program_of(cast.manager).get("ask?metrics=received")

    assert (answer.status_code, answer.json()["code"]) == (503, "lake_not_read")
    assert answer["Retry-After"].isdigit()
    assert str(small_lake) not in answer.content.decode()
