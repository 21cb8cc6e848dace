"""One call's page: its course, what was said of it, its case, and who may open it."""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.scaffold.cast import EVERYONE, Cast
from willet.figures.domain.asking import read_lake


def address_of(name: str) -> str:
    """The address of a call of the small lake."""
    reading = read_lake(EVERYONE)
    assert reading is not None
    ((contact_id,),) = reading.rows(
        "select contact_id from contacts where contact_id like $end", {"end": f"%:{name}"}
    )
    return f"/calls/{contact_id}/"


def page(cast: Cast, role: str, name: str) -> str:
    response = cast.client(role).get(address_of(name))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.mark.parametrize(
    ("role", "c01", "c02"),
    [
        ("stranger", 302, 302),
        ("manager", 200, 200),
        ("analyst", 200, 200),
        ("team_lead", 200, 404),
        ("agent", 200, 404),
        ("other_agent", 404, 200),
        ("administrator", 403, 403),
    ],
)
def test_a_call_out_of_sight_is_answered_as_if_there_were_none(
    cast: Cast, lent_small_lake: Path, role: str, c01: int, c02: int
) -> None:
    client = cast.client(role)
    answers = (client.get(address_of("c01")), client.get(address_of("c02")))
    assert tuple(a.status_code for a in answers) == (c01, c02)


def test_the_course_of_a_call_is_told_in_words_and_in_local_time(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = page(cast, "manager", "c01")
    assert "Mar 2, 2026, 09:00:00" in read
    assert "0:00 Waiting 0:06 0:06 Ringing 0:04 0:10 Talking 1:40 1:50 After-call work 0:20" in read


def test_the_drawing_carries_no_style_and_no_comma(cast: Cast, lent_small_lake: Path) -> None:
    cast.manager.language = "de"
    cast.manager.save()
    html = cast.client("manager").get(address_of("c01")).content.decode()
    drawing = html[
        html.index('<svg class="timeline"') : html.index("</svg>", html.index("timeline"))
    ]
    assert re.findall(r' x="([^"]+)"', drawing) == ["0.0", "46.2", "76.9", "846.2"]
    assert "style=" not in html


def test_what_was_said_of_the_outcome_stands_with_who_said_it(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = page(cast, "manager", "c02")
    assert "Why not solved agent not allowed" in read
    assert "the agent’s word" in read


def test_an_abandoned_call_says_that_nobody_judged_it(cast: Cast, lent_small_lake: Path) -> None:
    read = page(cast, "manager", "c03")
    assert "Outcome abandoned" in read
    assert "Nobody said whether this call solved the problem." in read


@pytest.mark.parametrize("name", ["nothing:here", "../../etc/passwd", "a/b:c", "' or 1=1"])
def test_a_call_that_does_not_exist_is_not_found(
    cast: Cast, lent_small_lake: Path, name: str
) -> None:
    assert cast.client("manager").get(f"/calls/{name}/").status_code == 404


def test_without_a_lake_no_call_is_found(cast: Cast, home: Path) -> None:
    assert cast.client("manager").get("/calls/x:1/").status_code == 404


@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
def test_the_page_opens_in_every_language(cast: Cast, lent_small_lake: Path, language: str) -> None:
    cast.agent.language = language
    cast.agent.save()
    html = cast.client("agent").get(address_of("c01")).content.decode()
    assert f'<html lang="{language}"' in html
