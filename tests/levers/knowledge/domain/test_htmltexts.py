"""HTML written as Markdown: what was read on the page is read in the article; and broken HTML ends somewhere."""

from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.levers.knowledge.domain.filetexts import read_html, read_markdown
from willet.levers.knowledge.domain.htmlmarks import html_marks
from willet.levers.knowledge.domain.htmltexts import DEEPEST
from willet.levers.knowledge.domain.rendering import rendered

PAGES = {
    "<h2>Steps</h2><ol><li><p>Open.</p><p>Wait.</p></li><li>Call<ul><li>a</li><li>b</li></ul></li></ol><p>End</p>": (
        "## Steps\n\n1. Open.\n\n   Wait.\n\n2. Call\n   - a\n   - b\n\nEnd\n"
    ),
    "<ol><li>one<li>two</ol>": "1. one\n2. two\n",
    "<table><tr><th>A<th>B</tr><tr><td>1|2<td><b>3</b></table>z": (
        "| A | B |\n| --- | --- |\n| 1\\|2 | **3** |\n\nz\n"
    ),
    "<table><tr><td>1<tr><td>1<td>2</table>": "| 1 |  |\n| --- | --- |\n| 1 | 2 |\n",
    "<pre><code>a  *b*\n  c</code></pre>": "```\na  *b*\n  c\n```\n",
    "<blockquote><p>a</p><p>b</p></blockquote>c": "> a\n>\n> b\n\nc\n",
    "<p>a<b> bold </b>b <i></i><a name='x'></a>c": "a **bold** b c\n",
    "<b><p>a</p><p>b</p></b>": "**a**\n\n**b**\n",
    "x<br>y<br><br>z": "x\\\ny\n\nz\n",
    "<p># a</p><p>1. b</p><p>- c</p><p>2 * 3 [d] snake_case _e_</p>": (
        "\\# a\n\n1\\. b\n\n\\- c\n\n2 \\* 3 \\[d\\] snake_case \\_e\\_\n"
    ),
    "<a href='https://a.example/(x)'><img src='p.png' alt='P'></a>": (
        "[![P](p.png)](https://a.example/%28x%29)\n"
    ),
    "<pre>a <a href='https://a.example/1'>b*</a>\n<a href='https://a.example/2'>https://a.example/2</a></pre>c": (
        "```\na b*\nhttps://a.example/2\n```\n\n[b\\*](https://a.example/1)\n\nc\n"
    ),
    "<ul><li><pre><a href='/x'>b</a></pre>c</ul>": "- ```\n  b\n  ```\n\n  [b](/x)\n\n  c\n",
    "<code>see <a href='https://a.example/'>foo</a> bar</code> z": (
        "`see` [`foo`](https://a.example/) `bar` z\n"
    ),
    "<b>x <code><a href='/x'>y</a></code></b>": "**x [`y`](/x)**\n",
    "<p><code># a_b*c [e]</code> *": "`# a_b*c [e]` \\*\n",
    "<code>a`b</code> <code>``</code> <code>c</code>": "``a`b`` ``` `` ``` `c`\n",
    "<head><meta charset=utf-8><body>read": "read\n",
    "a <!-- b --> c<script>d</script><svg><text>e</text></svg><style>f": "a c\n",
    "5 < 6 &amp; 7 &gt; 3": "5 < 6 & 7 > 3\n",
    "read<a title='never ends": "read\n",
}


@pytest.mark.parametrize("page", PAGES)
def test_page_is_written_as_markdown(page: str) -> None:
    assert read_html(page).body == PAGES[page]


def test_title_is_that_of_the_head_else_the_first_heading() -> None:
    assert read_html("<title>A &amp; B</title><h1>C</h1>").title == "A & B"
    assert read_html("<h1>Refund <b>an</b> order</h1><p>x").title == "Refund an order"
    assert read_markdown("# Refund #\n\nx").title == "Refund"
    assert read_markdown('---\ntitle: "Refund: late"\n---\nx').title == "Refund: late"
    assert read_markdown("# #\n\nx").title == ""


@given(st.text(alphabet="ab *_`#[]()>-1.\\|\n<&", max_size=60))
def test_words_are_read_as_they_were(words: str) -> None:
    page = f"<p>q{escape(words)}q</p>"

    shown = unescape(rendered(read_html(page).body))

    assert shown.split() == page_words(words)


def page_words(words: str) -> list[str]:
    return f"<p>q{words}q</p>".split()


NEVER_ENDS = {
    "<!--": 0,
    "</": 0,
    "<?": 0,
    "<![CDATA[": 0,
    "<a ": 1,
    '<a b="': 1,
    "<script>": 2,
    "<title>": 2,
}


@pytest.mark.parametrize("piece", NEVER_ENDS)
@pytest.mark.parametrize("times", [1, 2, 999])
def test_what_never_ends_ends_the_text(piece: str, times: int) -> None:
    """However many beginnings stand in it: where each looked for its end, the text was read once for each."""
    marks = list(html_marks("<p>a</p>" + piece * times))

    assert len(marks) - len(list(html_marks("<p>a</p>"))) == NEVER_ENDS[piece]


def test_what_lies_within_too_much_is_written_flat() -> None:
    deep = read_html("<ol><li>x" * 999).body.splitlines()
    bold = read_html("<b>x" * 999).body
    quoted = read_html("<blockquote>x" * 999).body.splitlines()

    assert max(len(line) - len(line.lstrip()) for line in deep) == (DEEPEST - 1) * len("1. ")
    assert (bold.count("**"), bold.count("x")) == (2 * DEEPEST, 999)
    assert max(line.count(">") for line in quoted) == DEEPEST


def test_what_is_left_out_lies_within_its_kind() -> None:
    assert read_html("<svg><svg></svg>left out</svg>read").body == "read\n"
    assert read_html("<svg></math></iframe>left out</svg>read").body == "read\n"
    assert read_html("</svg><svg/>read<noscript>left out").body == "read\n"
