"""The word lists hold exactly the sentences that stand in the code: none is missing, none is left over."""

import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from willet.ui.languages import OTHERS, extract, folders

LOCALE = folders()[0]
PACKAGE = LOCALE.parent

Sentence = tuple[str | None, object]


def sentences(locale: Path, code: str) -> set[Sentence]:
    with (locale / code / "LC_MESSAGES" / "django.po").open("rb") as source:
        return {(m.context, m.id) for m in read_po(source) if m.id}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the product's code and lists, to be extracted anew."""
    left_out = shutil.ignore_patterns("__pycache__", "*.mo", "node_modules", "static")
    return Path(shutil.copytree(PACKAGE, tmp_path / "willet", ignore=left_out))


def needs_gettext() -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("LEFT OUT: no xgettext. Install GNU gettext (apt-get install gettext).")


@pytest.mark.parametrize("code", OTHERS)
def test_every_list_holds_the_same_sentences(code: str) -> None:
    assert sentences(LOCALE, code) == sentences(LOCALE, OTHERS[0])


def test_the_lists_hold_the_sentences_of_the_code(package: Path) -> None:
    needs_gettext()

    extract(package, OTHERS[:1])

    assert sentences(package / "locale", OTHERS[0]) == sentences(LOCALE, OTHERS[0])


@pytest.mark.journey("house")
def test_a_sentence_nobody_listed_is_noticed(package: Path) -> None:
    needs_gettext()
    page = package / "calls/templates/calls/list.html"
    page.write_text(page.read_text() + '{% translate "Nobody listed this" %}')

    extract(package, OTHERS[:1])

    new = sentences(package / "locale", OTHERS[0]) - sentences(LOCALE, OTHERS[0])
    assert new == {(None, "Nobody listed this")}


@pytest.mark.journey("house")
def test_extracting_twice_changes_nothing(package: Path) -> None:
    needs_gettext()
    extract(package, OTHERS[:1])
    once = (package / "locale" / OTHERS[0] / "LC_MESSAGES/django.po").read_bytes()

    extract(package, OTHERS[:1])

    again = (package / "locale" / OTHERS[0] / "LC_MESSAGES/django.po").read_bytes()
    assert again.splitlines()[10:] == once.splitlines()[10:]
