"""One word for one thing: word lists, the catalogue of metrics and the English of the code are read for others."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po

import willet
from tests.scaffold.terms import terms, wrong_words
from willet.ui.formats import percent_is_parted
from willet.ui.languages import LANGUAGE_NAMES, OTHERS

SOURCE = Path(willet.__file__).parent
CATALOGUE = sorted((SOURCE / "core/metrics").rglob("*.toml"))
OF_THE_TERMINAL = re.compile(r"--lake|lake\.key|`willet ")
"""What names the option or the file of that name is said on the terminal, where it is called so."""


def messages(language: str) -> Iterator[str]:
    """Every text of a word list; of German's for English the English itself."""
    code = "de" if language == "en" else language
    with (SOURCE / f"locale/{code}/LC_MESSAGES/django.po").open("rb") as file:
        for entry in read_po(file, locale=code):
            given = entry.id if language == "en" else entry.string
            texts = [given] if isinstance(given, str) else list(given or ())
            yield from (text for text in texts if text and entry.id)


def catalogue(language: str) -> Iterator[str]:
    """Every text of the catalogue in a language."""
    for path in CATALOGUE:
        yield from _texts(tomllib.loads(path.read_text("utf-8")), language, inside=False)


def _texts(node: object, language: str, *, inside: bool) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, language, inside=inside or key == language)
    elif isinstance(node, str) and inside:
        yield node


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_no_word_list_says_a_forbidden_word(language: str) -> None:
    texts = [text for text in messages(language) if not OF_THE_TERMINAL.search(text)]

    assert len(texts) > 900
    assert [
        (text[:90], wrong_words(text, language)) for text in texts if wrong_words(text, language)
    ] == []


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_the_catalogue_of_metrics_says_no_forbidden_word(language: str) -> None:
    texts = list(catalogue(language))

    assert len(texts) > 100
    assert [
        (text[:90], wrong_words(text, language)) for text in texts if wrong_words(text, language)
    ] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "der Datensees"),
        ("de", "schwebende Fälle"),
        ("de", "den Mitarbeitenden"),
        ("de", "des Urteils"),
        ("de", "die Verwaltung"),
        ("nl", "Uit het meer"),
        ("nl", "werd teruggenomen"),
        ("nl", "de Oproepresoluties"),
        ("nl", "alle rekenbladen"),
        ("es", "los indicadores"),
        ("es", "unos ofrecimientos"),
        ("es", "se retiró"),
        ("vi", "Phán quyết cuối"),
        ("vi", "đã RÚT LẠI"),
        ("en", "a file of the lake"),
    ],
)
def test_inflected_forms_are_caught(language: str, text: str) -> None:
    assert wrong_words(text, language) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "meer dan één klant"),
        ("nl", "medewerkers en netwerkers"),
        ("de", "Anrufe mit Agenten"),
        ("de", "wie ältere ausgingen"),
        ("de", "Urteilende, die irren"),
        ("es", "día y mes en orden"),
        ("es", "una línea de pruebas"),
        ("vi", "hai chiều"),
        ("en", "There is no lake.key in %(folder)s."),
        ("en", "written to %(lake)s"),
    ],
)
def test_words_that_only_look_like_them_are_left(language: str, text: str) -> None:
    assert wrong_words(text, language) == []


def test_each_term_says_why_and_its_own_word_is_not_forbidden() -> None:
    assert {language for term in terms() for language in term.words} == set(OTHERS)
    for term in terms():
        assert term.why
        assert [w for code, w in term.words.items() if wrong_words(w, code)] == []
        assert set(term.forbidden) <= {*term.words, "en"}


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_percent_sign_stands_in_sentences_as_it_does_in_figures(language: str) -> None:
    wrong = re.compile(r"\d%" if percent_is_parted(Locale(language)) else r"\d[ \xa0\u202f]%")
    texts = [text for text in messages(language) if re.search(r"\d\W?%%?(?![\w(])", text)]

    assert len(texts) > 10
    assert [text[:90] for text in texts if wrong.search(text)] == []
