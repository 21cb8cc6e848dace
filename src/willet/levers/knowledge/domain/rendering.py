"""Markdown as HTML that can do no harm: no HTML of the writer passes, links lead where links may, pictures are ours.

Whatever the text holds, the only tags are those that the renderer writes itself: HTML in a text is shown as it is
spelt, an address that is not of the few schemes is no link, and a picture of any other place is its words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

LONGEST: Final = 60_000
"""Letters of an article; a form refuses more."""
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
OUR_PICTURE: Final = re.compile(r"/knowledge/pictures/[0-9a-f]{32}/\Z")
DEEPEST: Final = 20
"""Quotes and lists within each other; what lies deeper is shown flat."""
_HEADINGS: Final = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
"""The page has two headings above those of a text."""


def rendered(text: str) -> SafeString:
    """The HTML of a text in Markdown; safe for a page under the strict content policy."""
    tokens = _markdown().parse(text[:LONGEST])
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        for inner in token.children or ():
            _tame(inner)
        _without_style(token)
    html = _markdown().renderer.render(tokens, _markdown().options, {})
    safe: SafeString = mark_safe(html)  # noqa: S308 -- every tag of it is written by the renderer
    return safe


def _tame(token: Token) -> None:
    if token.type == "link_open":
        token.attrSet("rel", "noopener noreferrer nofollow")


def _without_style(token: Token) -> None:
    """Columns of a table are aligned by a style, which the content policy forbids."""
    if "style" in token.attrs:
        del token.attrs["style"]


class _Careful(MarkdownIt):
    """A reader of Markdown with our rule for links."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the library's own name
        """Whether an address becomes a link."""
        return may_lead_to(url)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    reader = _Careful("commonmark", {"html": False, "maxNesting": DEEPEST}).enable("table")
    assert isinstance(reader, _Careful)
    reader.add_render_rule("image", _picture)
    return reader


def may_lead_to(address: str) -> bool:
    """Whether a link may lead there: a page of ours, or one of the four schemes, however it is spelt.

    >>> [may_lead_to(a) for a in ("/calls/", "https://a.example", "JaVaScRiPt:x", "//a.example", "data:x")]
    [True, True, False, False, False]
    """
    plain = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]", "", address)
    if plain.startswith(("//", "/\\", "\\")):
        return False
    try:
        scheme = urlsplit(plain).scheme.lower()
    except ValueError:
        return False
    return scheme in SCHEMES or (not scheme and plain.startswith(("/", "#")))


def _picture(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    source, words = str(token.attrs.get("src", "")), escapeHtml(token.content)
    if not OUR_PICTURE.fullmatch(source):
        return f"<em>{words}</em>"
    return f'<img src="{source}" alt="{words}" loading="lazy">'
