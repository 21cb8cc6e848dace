"""The word lists: whole, well-formed, and compiled to what GNU gettext would make of them."""

import ast
import gettext
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from willet.core.records import UnknownNameError
from willet.ui import languages
from willet.ui.languages import LANGUAGE_NAMES, compile_one, main, untranslated, word_lists

PLURALS = {"nl": 2, "de": 2, "es": 3, "vi": 1}
LISTS = list(word_lists())
NAMES = [str(po.relative_to(languages.folders()[0])) for po in LISTS]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>")

each_list = pytest.mark.parametrize("po", LISTS, ids=NAMES)


def messages(po: Path) -> list[Message]:
    with po.open("rb") as source:
        return [message for message in read_po(source) if message.id]


def test_there_is_a_list_for_each_language_but_english() -> None:
    own = {po.parents[1].name for po in LISTS if "borrowed" not in po.parts}

    assert own == set(LANGUAGE_NAMES) - {"en"}


@each_list
def test_list_is_whole(po: Path) -> None:
    assert untranslated(po) == []


@each_list
def test_list_has_the_plural_forms_of_its_language(po: Path) -> None:
    with po.open("rb") as source:
        words = read_po(source)

    assert words.num_plurals == PLURALS[po.parents[1].name]
    assert {len(m.string or ()) for m in words if m.id and m.pluralizable} <= {words.num_plurals}


@each_list
def test_translation_keeps_every_placeholder(po: Path) -> None:
    wrong = [m.id for m in messages(po) if not _same_placeholders(m)]

    assert wrong == []


def _same_placeholders(message: Message) -> bool:
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = {frozenset(PLACEHOLDER.findall(text)) for text in english}
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    # A singular may leave its number out ("one call"), as long as English does so too.
    return all(frozenset(PLACEHOLDER.findall(str(form))) in wanted for form in forms)


@each_list
def test_msgfmt_finds_no_fault(po: Path) -> None:
    if shutil.which("msgfmt") is None:
        missing = "LEFT OUT: no msgfmt. Install GNU gettext (apt-get install gettext)."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    checked = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", str(po)],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (checked.returncode, checked.stderr) == (0, "")


@each_list
def test_compiled_list_says_what_the_source_says(po: Path) -> None:
    with compile_one(po).open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)

    plain = [m for m in messages(po) if isinstance(m.id, str) and not m.context]
    assert {m.id: words.gettext(str(m.id)) for m in plain} == {m.id: m.string for m in plain}


def test_compiled_spanish_has_three_plural_forms(tmp_path: Path) -> None:
    po = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;\\n"\n\n'
        'msgid "%(n)s call"\nmsgid_plural "%(n)s calls"\n'
        'msgstr[0] "una"\nmsgstr[1] "millones"\nmsgstr[2] "varias"\n',
        encoding="utf-8",
    )

    with compile_one(po).open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)

    said = [words.ngettext("%(n)s call", "%(n)s calls", n) for n in (1, 2, 1_000_000)]
    assert said == ["una", "varias", "millones"]


def test_unknown_word_names_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'compile'"):
        main(["compil"])


def test_no_sentence_hides_in_a_formatted_string() -> None:
    # xgettext does not look into f-strings: a sentence there stays English without a word.
    source = languages.folders()[0].parent
    hidden = [
        f"{module.relative_to(source)}:{call.lineno}"
        for module in sorted(source.rglob("*.py"))
        for string in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"_", "gettext", "ngettext"}
    ]

    assert hidden == []


def test_processes_that_start_together_compile_one_list_without_harm(tmp_path: Path) -> None:
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = folder / "django.po"
    po.write_text('msgid ""\nmsgstr ""\n\nmsgid "yes"\nmsgstr "ja"\n')

    with ThreadPoolExecutor(8) as several:
        written = list(several.map(compile_one, [po] * 40))

    assert set(written) == {folder / "django.mo"}
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]
