"""Every sentence the core may say to a reader is said in the reader's language. Nothing is listed by hand."""

import ast
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import override

import willet.core
from willet.core.metrics.reasons import HOUR_TWICE, LEFT_OUT, SOURCE_SILENT
from willet.core.records import LakeError, Message, RequestError, UnknownNameError, kinds
from willet.core.records.messages import SAYINGS
from willet.core.sources.table.gaps import LACKS
from willet.core.sources.table.text_reader import WIDTH
from willet.imports.domain import uploads
from willet.ui.languages import LANGUAGE_NAMES, folders
from willet.ui.messages import known_sayings, translate

LANGUAGES = [code for code in LANGUAGE_NAMES if code != "en"]
CORE = Path(willet.core.__path__[0])
# What only a terminal meets: no page hands it a text of its own.
NOT_ON_PAGES = ("simulator",)
for module in pkgutil.walk_packages([str(CORE)], "willet.core."):
    if ".simulator" not in module.name:
        import_module(module.name)
ALL = sorted(code for code in SAYINGS if not code.startswith(("test.", "tests.", "doctest.")))


@cache
def forms_of(language: str) -> dict[str, tuple[str, ...]]:
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
    forms = forms_of(language)
    wrong = [c for c in ALL if not all(forms.get(SAYINGS[c].text, ("",)))]
    assert wrong == []
    plural = [c for c in ALL if SAYINGS[c].plural]
    count = {"nl": 2, "de": 2, "es": 3, "vi": 1}[language]
    assert {len(forms[SAYINGS[c].text]) for c in plural} == {count}


SLOT = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_has_the_slots_of_its_saying(language: str) -> None:
    forms = forms_of(language)

    wrong = [
        (code, form)
        for code in ALL
        for form in forms.get(SAYINGS[code].text, ())
        if set(SLOT.findall(form)) != set(SLOT.findall(SAYINGS[code].text))
    ]

    assert wrong == []


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


def test_the_sources_are_known_before_anybody_imported_them() -> None:
    assert {"event.fields", "rows_kept_out", "no_lake"} <= set(known_sayings())


@pytest.mark.parametrize(
    ("error", "german"),
    [
        (
            UnknownNameError(kinds.TIME_ZONE, "Europe/Berlim", ["Europe/Berlin"]),
            "Zeitzone unbekannt: 'Europe/Berlim'. Meinten Sie 'Europe/Berlin'?",
        ),
        (RequestError(uploads.FILE_GONE(name="a.csv")), None),
        (RequestError("a text of tomorrow"), "a text of tomorrow"),
        (LakeError(Message("of tomorrow", "no_such_code", {"n": 1})), "of tomorrow"),
    ],
)
def test_an_error_is_translated_into_german(
    error: RequestError | LakeError, german: str | None
) -> None:
    with override("de"):
        words = translate(error.message)
    assert words == german if german else words != str(error)
    with override("en"):
        assert translate(error.message) == str(error)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    with override("de"):
        assert translate(WIDTH(n=1234)) == "die Kopfzeile hat 1.234 Felder"
    with override("es"):
        assert translate(WIDTH(n=1)) == "el encabezado tiene 1 campo"
    with override("vi"):
        assert translate(WIDTH(n=1)) == "dòng tiêu đề có 1 trường"


@pytest.mark.parametrize(
    ("message", "german"),
    [
        (
            LEFT_OUT["hold_s"](metric="average_handle_time"),
            "Durchschnittliche Bearbeitungszeit ist hier ohne Haltezeit: diese Quelle hält sie nicht fest",
        ),
        (
            HOUR_TWICE(hour="2", dates="2025-10-26, 2026-10-25"),
            "die Uhr wurde am 26.10.2025, 25.10.2026 zurückgestellt: die Stunde ab 2:00 gab es zweimal, "
            "und die Anrufe beider stehen in einer Zeile",
        ),
    ],
)
def test_a_metric_goes_by_its_title_and_a_day_by_the_languages_own(
    message: Message, german: str
) -> None:
    with override("de"):
        assert translate(message) == german


def test_a_message_within_a_message_is_translated_too() -> None:
    why = LACKS["hold_s"](field="hold_s")

    with override("de"):
        words, inner = translate(SOURCE_SILENT(metric="nps", source="a", why=why)), translate(why)

    assert inner != str(why)
    assert words.endswith(inner)


@pytest.mark.parametrize(
    "message",
    [
        "a text of a page",
        Message("a text without a code"),
        Message("of another day", "no_such_code", {"n": 1}),
        Message("kept with other values", "no_lake", {"place": "x"}),
    ],
)
def test_what_cannot_be_translated_stays_as_it_is(message: str) -> None:
    with override("de"):
        assert translate(message) == str(message)


def test_no_message_is_no_text() -> None:
    assert translate(None) == ""
