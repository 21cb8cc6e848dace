"""A page as it comes out of a printer: the text of its PDF, and whether any word lies beyond the sheet."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SHEET = re.compile(r'<page width="([\d.]+)" height="([\d.]+)"')
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)" yMax="[-\d.]+">(.*?)</word>'
)
_A4 = (595, 842)
_READ = "h1, .data th, .data tr > :last-child, .tile-value, .on-paper > div"
_SHUT = "details:not([open]) > *, .visually-hidden, [hidden]"


@dataclass(frozen=True)
class Sheet:
    """What was printed."""

    text: str
    """All of it, spaces and line ends as one space."""
    sizes: frozenset[tuple[int, int]]
    """Width and height of its pages in points."""
    outside: tuple[str, ...]
    """Words that begin or end beyond the edge."""


def need_poppler() -> None:
    """Leave the test out where nothing reads a PDF; in CI that is a failure."""
    if shutil.which("pdftotext") is None:
        missing = "LEFT OUT: no pdftotext. Install it (apt-get install poppler-utils)."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


def printed(page: "Page") -> Sheet:
    """Print what the browser shows, on whatever paper the page asks for, A4 as a rule."""
    return read_pdf(page.pdf(prefer_css_page_size=True))


def read_pdf(content: bytes) -> Sheet:
    """The text of a PDF and where its words lie."""
    boxes = _pdftotext(content, "-bbox")
    sizes = frozenset((round(float(w)), round(float(h))) for w, h in _SHEET.findall(boxes))
    widest = max(width for width, _height in sizes)
    words = _WORD.findall(boxes)
    outside = tuple(w for left, right, w in words if float(left) < 0 or float(right) > widest + 1)
    return Sheet(plain(_pdftotext(content, "-raw")), sizes, outside)


def places_of(page: "Page", *words: str) -> list[tuple[int, float]]:
    """On which sheet each of these words is printed, from 1, and how far from its top, in points."""
    sheets = _pdftotext(page.pdf(prefer_css_page_size=True), "-bbox").split("<page ")[1:]
    places = {
        word: (number, float(top))
        for number, sheet in enumerate(sheets, start=1)
        for top, word in re.findall(r'yMin="([-\d.]+)"[^>]*>(.*?)</word>', sheet)
    }
    return [places[word] for word in words]


def links_of(content: bytes) -> set[str]:
    """Where the links of a PDF lead."""
    command = ["pdfinfo", "-url", "-"]
    lines = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return {line.split()[-1] for line in lines.splitlines()[1:]}


def plain(text: str) -> str:
    """Words with one space between, to be found whichever way their line was broken."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


def cut(page: "Page", sheet: Sheet) -> list[str]:
    """What stands on the page and not on its paper: headings of columns, first cells of rows, and what it speaks of."""
    wanted: list[str] = page.evaluate(
        """([read, shut]) => [...document.querySelector("main").querySelectorAll(read)]
            .filter((e) => !e.closest(shut)).map((e) => {
              const whole = e.cloneNode(true);
              for (const hidden of whole.querySelectorAll(".visually-hidden, .icon")) hidden.remove();
              return whole.matches(".on-paper > div") ? whole.lastElementChild.textContent : whole.textContent;
            })""",
        [_READ, _SHUT],
    )
    assert wanted, "there is nothing on the page"
    # A cell's parts lie beside or beneath each other; what tells whether it is there are its words.
    letters = _letters(sheet.text)
    return [text for text in map(plain, wanted) if _letters(text) not in letters]


def is_a4(sheet: Sheet) -> bool:
    """Whether every page is an upright A4."""
    return sheet.sizes <= {_A4, (596, 842), (595, 841), (594, 842), (594, 841)}


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _pdftotext(content: bytes, *options: str) -> str:
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
