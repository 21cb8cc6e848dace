"""The pages on metrics: one for each of the catalogue, in the reader's words."""

from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.core.metrics import catalogue


@pytest.mark.parametrize(
    "role", ["stranger", "manager", "team_lead", "agent", "analyst", "administrator"]
)
def test_everybody_who_signed_in_may_read_how_figures_are_computed(
    cast: Cast, home: Path, role: str
) -> None:
    expected = 302 if role == "stranger" else 200
    client = cast.client(role)
    assert client.get("/metrics/").status_code == expected
    assert client.get("/metrics/service_level/").status_code == expected


def test_the_list_names_every_metric(cast: Cast, home: Path) -> None:
    html = cast.client("agent").get("/metrics/").content.decode()
    assert [name for name in catalogue() if f'href="/metrics/{name}/"' not in html] == []


@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
@pytest.mark.parametrize("name", ["call_resolution", "service_level", "nps"])
def test_a_metric_is_explained_in_the_reader_s_language(
    cast: Cast, small_lake: Path, name: str, language: str
) -> None:
    cast.analyst.language = language
    cast.analyst.save()
    html = cast.client("analyst").get(f"/metrics/{name}/").content.decode()
    words = catalogue()[name].words[language]
    assert (f"<h1>{words.title}</h1>" in html, words.definition[:20] in html) == (True, True)


def test_every_metric_has_a_page_that_opens(cast: Cast, small_lake: Path) -> None:
    client = cast.client("manager")
    answers = {name: client.get(f"/metrics/{name}/").status_code for name in catalogue()}
    assert [name for name, status in answers.items() if status != 200] == []


def test_a_metric_that_does_not_exist_is_not_found(cast: Cast, home: Path) -> None:
    assert cast.client("manager").get("/metrics/happiness/").status_code == 404
