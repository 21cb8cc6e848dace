"""The five languages: their names, their word lists, and making the lists ready without any tool but Python."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from willet.core.records import Message, UnknownNameError

LANGUAGE_NAMES: Final = {
    "en": "English",
    "nl": "Nederlands",
    "de": "Deutsch",
    "es": "Español",
    "vi": "Tiếng Việt",
}
"""Code -> name in the language itself, which is how a reader finds their own."""

OTHERS: Final = tuple(code for code in LANGUAGE_NAMES if code != "en")
"""The languages with a word list; English stands in the code."""

_LOCALE = Path(__file__).resolve().parents[1] / "locale"


def folders() -> list[Path]:
    """Where word lists rest: our own sentences, then those of libraries that lack a language of ours."""
    return [_LOCALE, _LOCALE / "borrowed"]


def word_lists() -> Iterator[Path]:
    """Every `.po` file of the product."""
    for folder in folders():
        yield from sorted(folder.glob("*/LC_MESSAGES/*.po"))


def compile_stale() -> list[Path]:
    """Make the `.mo` beside each `.po` that is newer or has none; give the files written."""
    stale = [po for po in word_lists() if _is_stale(po)]
    return [compile_one(po) for po in stale]


def compile_one(po: Path) -> Path:
    """Write the `.mo` beside a `.po`; marked-as-doubtful and empty translations are left out."""
    with po.open("rb") as source:
        words = read_po(source, locale=po.parents[1].name)
    target = po.with_suffix(".mo")
    # Servers and workers that start at one moment compile the same list: each beside the others' own.
    beside = target.with_name(f".{target.stem}.{uuid4().hex}.mo")
    with beside.open("wb") as out:
        write_mo(out, words)
    beside.replace(target)
    return target


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def untranslated(po: Path) -> list[str]:
    """The sentences of a word list that have no translation, or a doubtful one."""
    with po.open("rb") as source:
        words = read_po(source, locale=po.parents[1].name)
    return [_english(m) for m in words if m.id and (m.fuzzy or not _is_whole(m, words.num_plurals))]


def _english(message: Entry) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _is_whole(message: Entry, plurals: int) -> bool:
    if isinstance(message.id, str):
        return bool(message.string)
    forms = message.string or ()
    return len(forms) == plurals and all(forms)


def extract(package: Path = _LOCALE.parent, codes: Sequence[str] = OTHERS) -> None:
    """Gather the sentences of a package's templates and modules into its word lists (needs GNU gettext)."""
    languages = [f"--locale={code}" for code in codes]
    options = ["--settings=willet.site.settings", "--ignore=node_modules", "--no-location"]
    command = [sys.executable, "-m", "django", "makemessages", "--no-obsolete", "--no-wrap"]
    subprocess.run([*command, *languages, *options], cwd=package, check=True, capture_output=True)  # noqa: S603 -- our own words
    for code in codes:
        _put_in_order(package / "locale" / code / "LC_MESSAGES" / "django.po")


def _put_in_order(po: Path) -> None:
    """Sentences from A to Z: two people who add one each then seldom meet in the same line."""
    with po.open("rb") as source:
        words = read_po(source, locale=po.parents[1].name)
    with po.open("wb") as out:
        write_po(out, words, width=0, sort_output=True, no_location=True)


def report_missing() -> None:
    """Print what is not translated yet, one sentence per line."""
    for po in word_lists():
        for sentence in untranslated(po):
            sys.stdout.write(f"{po.relative_to(_LOCALE)}: {sentence!r}\n")


def report_compiled() -> None:
    """Compile what is stale, and name it."""
    for written in compile_stale():
        sys.stdout.write(f"compiled {written.relative_to(_LOCALE)}\n")


COMMANDS: Final = {"compile": report_compiled, "extract": extract, "missing": report_missing}


def main(argv: Sequence[str]) -> None:
    """`python -m willet.ui.languages compile | extract | missing`.

    Raises:
        RequestError: another word was given.
    """
    word = " ".join(argv)
    if word not in COMMANDS:
        raise UnknownNameError(Message("command of willet.ui.languages"), word, COMMANDS)
    COMMANDS[word]()


if __name__ == "__main__":
    main(sys.argv[1:])
