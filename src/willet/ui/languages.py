"""The five languages: their names, their word lists, and making the lists ready without any tool but Python."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from willet.core.records import RequestError

LANGUAGE_NAMES: Final = {
    "en": "English",
    "nl": "Nederlands",
    "de": "Deutsch",
    "es": "Español",
    "vi": "Tiếng Việt",
}
"""Code -> name in the language itself, which is how a reader finds their own."""

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
    beside = target.with_suffix(".mo.new")
    with beside.open("wb") as out:
        write_mo(out, words)
    beside.replace(target)
    return target


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def main(argv: Sequence[str]) -> None:
    """`python -m willet.ui.languages compile`.

    Raises:
        RequestError: another word was given.
    """
    if list(argv) != ["compile"]:
        raise RequestError(f"{' '.join(argv)!r} is not known. Write: willet.ui.languages compile")
    for written in compile_stale():
        sys.stdout.write(f"compiled {written.relative_to(_LOCALE)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
