"""The pages on metrics: one for each of the catalogue, in the reader's words."""

from pathlib import Path

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override

from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend
from tests.scaffold.shelf import Shelf
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
    cast: Cast, lent_small_lake: Path, name: str, language: str
) -> None:
    cast.analyst.language = language
    cast.analyst.save()
    html = cast.client("analyst").get(f"/metrics/{name}/").content.decode()
    words = catalogue()[name].words[language]
    assert (f"<h1>{words.title}</h1>" in html, words.definition[:20] in html) == (True, True)


@pytest.mark.journey("walk")
def test_every_metric_has_a_page_that_opens(cast: Cast, lent_small_lake: Path) -> None:
    client = cast.client("manager")
    answers = {name: client.get(f"/metrics/{name}/").status_code for name in catalogue()}
    assert [name for name, status in answers.items() if status != 200] == []


def test_a_metric_that_does_not_exist_is_not_found(cast: Cast, home: Path) -> None:
    assert cast.client("manager").get("/metrics/happiness/").status_code == 404


@pytest.fixture
def surveyed_lake(shelf: Shelf, lend: Lend) -> Path:
    """Eighty calls of as many customers; forty answered, of queue a all content, of queue b none."""
    lines = ["contact_id,arrived_at,queue,outcome,customer_id,csat"]
    for n in range(80):
        queue, score = ("a", "5" if n < 30 else "") if n < 40 else ("b", "1" if n < 50 else "")
        lines.append(f"c{n},2026-03-02 09:{n % 60:02}:00,{queue},answered,k{n},{score}")
    return lend(shelf.made("\n".join(lines), count=80))


@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
def test_a_survey_says_who_did_not_answer_in_the_readers_language(
    cast: Cast, surveyed_lake: Path, language: str
) -> None:
    cast.analyst.language = language
    cast.analyst.save()
    client = cast.client("analyst")

    html = client.get("/metrics/csat_top2/").content.decode()

    with override(language):
        ways = [_("Who did not answer"), _("As answered"), _("Corrected, doubly robust")]
        ways += [_("Corrected, raking"), _("Corrected, by propensity"), _("Design effect")]
        ways += [_("Whatever the silent would say")]
    assert [way for way in ways if way not in html] == []
    assert ("weights can mend it" in html) == (language == "en")


@pytest.mark.parametrize("name", ["service_level", "call_resolution", "received"])
def test_a_figure_that_rests_on_no_answers_does_not_speak_of_silence(
    cast: Cast, surveyed_lake: Path, name: str
) -> None:
    html = cast.client("analyst").get(f"/metrics/{name}/").content.decode()

    assert "Who did not answer" not in html
