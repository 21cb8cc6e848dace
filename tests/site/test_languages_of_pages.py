"""Every page in a language, and in each as a proof, searched for sentences that stayed English."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import texts_of
from willet.people.models import Team, User
from willet.ui.languages import LANGUAGE_NAMES, folders

LANGUAGES = [code for code in LANGUAGE_NAMES if code != "en"]
# Who opens what; a room adds its pages here.
PAGES = [
    ("stranger", "/account/login/"),
    ("stranger", "/account/signup/"),
    ("stranger", "/start/x/"),
    ("administrator", "/first-steps/"),
    ("administrator", "/targets/"),
    ("stranger", "/account/inactive/"),
    ("stranger", "/account/password/reset/"),
    ("stranger", "/account/password/reset/done/"),
    ("stranger", "/account/password/reset/key/1-set-password/"),
    ("stranger", "/account/password/reset/key/done/"),
    ("agent", "/account/logout/"),
    ("agent", "/account/password/change/"),
    ("agent", "/profile/"),
    ("agent", "/people/"),
    ("agent", "/no/such/page/"),
    ("administrator", "/people/"),
    ("administrator", "/people/add/"),
    ("administrator", "/people/{person}/"),
    ("administrator", "/people/teams/"),
    ("administrator", "/people/teams/{team}/"),
    ("manager", "/?period=all"),
    ("manager", "/?from=2025-01-01&to=2025-01-02"),
    ("agent", "/?period=all"),
    ("manager", "/resolution/?period=all&window_days=3&link=x"),
    ("agent", "/resolution/?from=2025-01-01&to=2025-01-02"),
    ("manager", "/resolution/?period=all&window_days=0"),
    ("manager", "/resolution/?period=all&window_days=10000"),
    ("manager", "/resolution/evidence/?period=all"),
    ("agent", "/resolution/evidence/?period=all&window_days=x"),
    ("manager", "/resolution/cases/contradictory/?period=all"),
    ("agent", "/resolution/cases/spanning/?period=all"),
    ("manager", "/resolution/cases/never_reached/?period=all"),
    ("manager", "/resolution/cases/only_silence/?period=all"),
    ("manager", "/causes/?period=all"),
    ("agent", "/causes/?period=all&queue=support&cause=parts"),
    ("manager", "/causes/?from=2025-01-01&to=2025-01-02"),
    ("manager", "/comparison/?period=all&channel=voice"),
    ("agent", "/comparison/?from=2025-01-01&to=2025-01-02"),
    ("manager", "/metrics/"),
    ("manager", "/metrics/call_resolution/?period=all&window_days=x"),
    ("manager", "/metrics/service_level_no_short_abandons/?target_s=x"),
    ("manager", "/calls/?period=all"),
    ("manager", "/calls/?period=all&metric=call_resolution&part=numerator"),
    ("manager", "/calls/table:c02/"),
    ("manager", "/cases/case:table:c03/"),
    ("agent", "/cases/case:table:c03/"),
    ("manager", "/imports/"),
    ("manager", "/imports/mappings/"),
    ("manager", "/imports/mappings/new/"),
    ("administrator", "/lake/"),
]
FORMS = [
    ("administrator", "/people/add/", {"username": "anna", "email": "no address", "role": "x"}),
    ("stranger", "/account/login/", {"login": "anna", "password": "wrong"}),
    ("stranger", "/account/login/", {}),
    (
        "agent",
        "/account/password/change/",
        {"oldpassword": "x", "password1": "123", "password2": "4"},
    ),
    (
        "agent",
        "/account/password/change/",
        {"oldpassword": "x", "password1": "anna", "password2": "anna"},
    ),
    ("administrator", "/people/teams/", {"name": "North"}),
]
# Words of English that no other of the five has, and no name in the data.
ENGLISH = re.compile(r"\b(the|and|of|with|this|that|was|were|your|not|which|from)\b", re.IGNORECASE)
MAY_STAY = {"Willet"}


@pytest.mark.journey("walk")
def test_pages_speak_the_language_drawn_for_them(cast: Cast, lent_small_lake: Path) -> None:
    drawn = dict(zip(PAGES, cycle(LANGUAGES), strict=False))

    spoken = {page: language_of(cast, page, language) for page, language in drawn.items()}

    assert spoken == {page: (language, []) for page, language in drawn.items()}
    assert list(spoken) == PAGES


@pytest.mark.proof
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_the_language(cast: Cast, lent_small_lake: Path, language: str) -> None:
    spoken = {page: language_of(cast, page, language) for page in PAGES}

    assert spoken == dict.fromkeys(PAGES, (language, []))


def language_of(cast: Cast, opened: tuple[str, str], language: str) -> tuple[str, list[str]]:
    """The language that a page says it speaks, and what on it stays in English."""
    role, address = opened
    pks = {"person": cast.agent.pk, "team": Team.objects.get(name="North").pk}
    User.objects.update(language=language)
    page = cast.client(role).get(address.format(**pks), headers={"accept-language": language})
    html = page.content.decode()
    (name,) = re.findall(r'<html lang="([^"]*)"', html)
    return name, list(left_in_english(html, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("role", "address", "form"), FORMS)
def test_refusal_of_a_form_speaks_the_language(
    cast: Cast, role: str, address: str, form: dict[str, str], language: str
) -> None:
    User.objects.update(language=language)

    page = cast.client(role).post(address, form, headers={"accept-language": language})

    html = page.content.decode()
    assert page.status_code == 200
    assert 'class="wrong"' in html or 'role="alert"' in html
    assert list(left_in_english(html, language)) == []


def left_in_english(html: str, language: str) -> Iterator[str]:
    """Texts that are an English sentence of ours although there is a translation, or plainly English."""
    for text in texts_of(html):
        if text in MAY_STAY:
            continue
        if text in translated(language) or len(set(ENGLISH.findall(text.lower()))) >= 2:
            yield text


@cache
def translated(language: str) -> frozenset[str]:
    """The English sentences that read differently in this language."""
    with (folders()[0] / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        words = list(read_po(source))
    plain = [(str(m.id), str(m.string)) for m in words if m.id and isinstance(m.id, str)]
    same = {translation for _english, translation in plain}
    return frozenset(english for english, translation in plain if english != translation) - same
