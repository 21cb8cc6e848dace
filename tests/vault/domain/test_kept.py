"""The page of what is stored of persons: every place of a room that keeps something stands on it, with its days."""

import pytest
from django.conf import LazySettings
from django.utils import translation

from tests.scaffold.cast import Cast
from willet.reports.domain.forgetting import KEPT as REPORTS_KEPT
from willet.ui.offers import offers
from willet.vault.domain.kept import _REPORTS_DAYS, kept

LANGUAGES = ("en", "nl", "de", "es", "vi")


def test_every_place_that_keeps_something_of_persons_is_named() -> None:
    """A room that offers a place of its own has to say here how long and why."""
    held = {holder.name for holder in offers("personal", "HOLDERS")}

    assert held == {name for one in kept() for name in one.holders}


def test_days_are_those_of_the_rooms_and_of_the_settings(settings: LazySettings) -> None:
    settings.WILLET_VAULT_DAYS, settings.WILLET_ACTIVITY_DAYS = 11, 0
    how_long = {name: one.how_long for one in kept() for name in one.holders}

    assert {how_long[name] for name in ("vault", "desk", "surveys", "authority")} == {"11 days"}
    assert how_long["activity"] == "until erased"
    assert (how_long["notices"], how_long["jobs"]) == ("180 days", "90 days")
    assert how_long["reports"] == "400 days"
    assert REPORTS_KEPT.days == _REPORTS_DAYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_all_of_it_in_the_readers_language(cast: Cast, language: str) -> None:
    cast.administrator.language = language
    cast.administrator.save()

    page = (
        cast.client("administrator")
        .get("/kept/", headers={"Accept-Language": language})
        .content.decode()
    )

    with translation.override(language):
        said = [one.what for one in kept()]
    assert [what for what in said if what not in page.replace("&#x27;", "'")] == []
    with translation.override("en"):
        assert (said == [one.what for one in kept()]) == (language == "en")
