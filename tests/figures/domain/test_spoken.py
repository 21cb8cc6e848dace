"""Every sentence the core may say to a reader is said in the reader's language. Nothing is listed by hand."""

import ast
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import override

import willet.core
from willet.core.records import LakeError, RequestError, Told, UnknownNameError
from willet.core.records.sayings import SAYINGS
from willet.core.sources.table.text_reader import WIDTH
from willet.figures.domain.spoken import KINDS, in_words, known_sayings, spoken
from willet.imports.domain import importing, jobs, uploads
from willet.ui.languages import LANGUAGE_NAMES, folders

LANGUAGES = [code for code in LANGUAGE_NAMES if code != "en"]
CORE = Path(willet.core.__path__[0])
# What only a terminal, a notebook or a developer meets: no page hands these a text of its own.
NOT_ON_PAGES = (
    "simulator",
    "metrics",
    "cases/rules.py",
    "ask/session.py",
    "lake/landing.py",
    "lake/folds.py",
    "lake/transaction.py",
)
for module in pkgutil.walk_packages([str(CORE)], "willet.core."):
    if ".simulator" not in module.name:
        import_module(module.name)
ALL = sorted(code for code in SAYINGS if not code.startswith(("test.", "doctest.")))


@cache
def translated(language: str) -> dict[str, tuple[str, ...]]:
    """English -> the forms of its translation."""
    with (folders()[0] / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        words = [m for m in read_po(source) if m.id and not m.fuzzy]
    return {
        m.id if isinstance(m.id, str) else m.id[0]: (m.string,)
        if isinstance(m.string, str)
        else tuple(m.string or ())
        for m in words
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_saying_has_a_translation_with_its_plural_forms(language: str) -> None:
    forms = translated(language)
    wrong = [c for c in ALL if not all(forms.get(SAYINGS[c].text, ("",)))]
    assert wrong == []
    plural = [c for c in ALL if SAYINGS[c].plural]
    count = {"nl": 2, "de": 2, "es": 3, "vi": 1}[language]
    assert {len(forms[SAYINGS[c].text]) for c in plural} == {count}


def unsaid(source: Path) -> Iterator[str]:
    """Errors, rejects and notes of a module that are given as a bare English text."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        given = {
            "RequestError": node.args[:1],
            "LakeError": node.args[:1],
            "Reject": node.args[4:5],
            "Unsupported": node.args[1:2],
        }.get(name, [])
        if name == "append" and ast.unparse(node.func).endswith("notes.append"):
            given = node.args
        for text in given:
            if isinstance(text, ast.JoinedStr | ast.BinOp) or (
                isinstance(text, ast.Constant) and isinstance(text.value, str)
            ):
                yield f"{source.relative_to(CORE)}:{node.lineno}: {ast.unparse(text)[:60]}"


def test_no_error_reject_or_note_of_the_core_is_a_bare_text() -> None:
    found = [
        place
        for source in sorted(CORE.rglob("*.py"))
        if not str(source.relative_to(CORE)).startswith(NOT_ON_PAGES)
        for place in unsaid(source)
    ]
    assert found == []


def test_every_kind_of_unknown_name_that_a_page_meets_has_a_word() -> None:
    kinds = {
        node.args[0].value
        for source in CORE.rglob("*.py")
        if "simulator" not in str(source)
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "UnknownNameError"
        and isinstance(node.args[0], ast.Constant)
    }
    assert kinds - {"SQL dialect"} <= set(KINDS)


def test_the_sources_are_known_before_anybody_imported_them() -> None:
    assert {"event.fields", "rows_kept_out", "no_lake"} <= set(known_sayings())


@pytest.mark.parametrize(
    ("error", "german"),
    [
        (
            UnknownNameError("time zone", "Europe/Berlim", ["Europe/Berlin"]),
            "Zeitzone unbekannt: 'Europe/Berlim'. Meinten Sie 'Europe/Berlin'?",
        ),
        (RequestError(uploads.FILE_GONE(name="a.csv")), None),
        (RequestError("a text of tomorrow"), "a text of tomorrow"),
        (LakeError(Told("of tomorrow", "no_such_code", {"n": 1})), "of tomorrow"),
    ],
)
def test_an_error_is_spoken_in_german(error: RequestError | LakeError, german: str | None) -> None:
    with override("de"):
        said = spoken(error)
    assert said == german if german else said != str(error)
    with override("en"):
        assert spoken(error) == str(error)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    said = WIDTH(n=1234).as_json()
    with override("de"):
        assert in_words(said, "") == "die Kopfzeile hat 1.234 Felder"
    with override("es"):
        assert in_words(WIDTH(n=1).as_json(), "") == "el encabezado tiene 1 campo"
    with override("vi"):
        assert in_words(WIDTH(n=1).as_json(), "") == "dòng tiêu đề có 1 trường"


def test_a_saying_kept_with_other_values_stays_english() -> None:
    with override("de"):
        assert in_words({"code": "no_lake", "values": {"place": "x"}}, "english") == "english"


def test_what_the_worker_says_is_a_saying_too() -> None:
    worker = [jobs.STOPPED, jobs.FAILED_INSIDE, importing.UPLOAD_GONE, uploads.FILE_GONE]
    assert [s for s in worker if not all(translated("de").get(s.text, ("",)))] == []
