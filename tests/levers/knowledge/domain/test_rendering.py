"""What a hostile article becomes: words, links that lead where links may, and nothing that acts."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.levers.knowledge.domain.rendering import LONGEST, may_lead_to, rendered

TAGS = frozenset(
    "p h3 h4 h5 h6 ul ol li blockquote pre code em strong a img br hr table thead tbody tr th td".split()
)
ATTRIBUTES = frozenset({"href", "rel", "title", "src", "alt", "loading", "start", "class"})


class Looking(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]


def looked_at(text: str) -> Looking:
    looking = Looking()
    looking.feed(rendered(text))
    return looking


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVa\tScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](vbscript:x) [x](data:text/html;base64,PHN2Zz4=) [x](file:///etc/passwd)",
    "[x](//evil.example) [x](\\\\evil.example) [x](/\\evil.example)",
    "![x](javascript:alert(1)) ![x](data:image/svg+xml;base64,PHN2Zz4=) ![x](https://evil.example/a.png)",
    '![x](/knowledge/pictures/../../lists/) ![" onerror=alert(1) x="](/knowledge/pictures/0/)',
    '<javascript:alert(1)> <https://a.example/"onclick="x>',
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://a.example "\\" onmouseover=alert(1) \\"")',
    '```"><script>alert(1)</script>\nx\n```',
    "|a|\n|:-:|\n|<b onclick=x>|",
    "<style>*{display:none}</style><iframe src=x></iframe><form action=x><input></form>",
    "<!--><script>alert(1)</script>-->",
    '<a href="x" style="position:fixed">x</a>',
]


def foreign(text: str) -> set[str]:
    """What of the page that this text becomes is none of our tags, attributes and ways."""
    seen = looked_at(text)
    led = {address for address in seen.addresses if not may_lead_to(address)}
    return (seen.tags - TAGS) | (seen.attributes - ATTRIBUTES) | led


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_as_words(text: str) -> None:
    assert foreign(text) == set()


@given(
    st.lists(
        st.sampled_from(
            [*HOSTILE, "[", "](", ")", "<", ">", "`", "\n", "> ", "- ", "&#0;", '"', "\\"]
        )
    )
)
def test_no_mixture_of_hostile_pieces_brings_a_tag_of_its_own(pieces: list[str]) -> None:
    assert foreign("".join(pieces)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "[" * LONGEST,
        ">" * LONGEST,
        "- " * 30_000,
        "![[[](" * 10_000,
        "*a **b " * 8_000,
        "`" * LONGEST,
    ],
    ids=["brackets", "quotes", "lists", "pictures", "stars", "ticks"],
)
def test_deep_nesting_is_shown_flat(text: str) -> None:
    html = rendered(text)

    assert len(re.findall("<(blockquote|ul)>", html)) < 50


def test_a_plain_text_is_a_page_beneath_the_page_s_own_headings() -> None:
    html = rendered("# Title\n\n1. **Ask** the [date](https://a.example)\n\n|a|\n|-:|\n|b|")

    assert "<h3>Title</h3>" in html
    assert '<a href="https://a.example" rel="noopener noreferrer nofollow">date</a>' in html
    assert "<strong>Ask</strong>" in html
    assert "style" not in html


def test_a_picture_of_ours_is_shown_and_any_other_is_its_words() -> None:
    name = "0" * 32

    assert f'<img src="/knowledge/pictures/{name}/" alt="A &lt;b&gt;"' in rendered(
        f"![A <b>](/knowledge/pictures/{name}/)"
    )
    assert rendered("![Logo](https://a.example/x.png)") == "<p><em>Logo</em></p>\n"


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://a.example", True),
        ("HTTP://a.example", True),
        ("mailto:a@b.example", True),
        ("tel:+3161234", True),
        ("/calls/", True),
        ("#top", True),
        ("calls/", False),
        ("", False),
        ("//a.example", False),
        ("/\\a.example", False),
        (" javascript:x", False),
        ("java\u200bscript:x", False),
        ("ftp://a.example", False),
        ("http://[", False),
    ],
)
def test_where_a_link_may_lead(address: str, may: bool) -> None:
    assert may_lead_to(address) is may
