"""Articles of nothing but beginnings: how much longer four times as many of them take to be read.

What is read once takes four times as long; where each beginning looks for its end it would be sixteen times.

    python -m benchmarks.hostile_articles
"""

import os
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory

import django

SHORT, TIMES, ROUNDS = 15_000, 4, 3
"""Letters of the shorter text, of which the longer one is so many times as long; the quickest of some rounds counts."""
HTML = (
    "<",
    "<!--",
    "<a ",
    "</",
    '<a b="',
    "<b>x",
    "<ol><li>x",
    "<tr><td>x",
    "<svg>",
    "<svg></math>",
)
LINKS = ("[", "[](", "[](a", '[](a "', "[]( ", "![](a ")


def _took(read: Callable[[str], object], text: str) -> float:
    """Milliseconds of a processor."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        read(text)
        rounds.append(1000 * (time.process_time() - began))
    return min(rounds)


def _line(what: str, read: Callable[[str], object], piece: str) -> str:
    text = (piece * SHORT)[:SHORT]
    short, long = _took(read, text), _took(read, text * TIMES)
    return (
        f"| {what} of `{piece}` | {short:.1f} ms | {long:.1f} ms | {long / max(short, 1e-3):.1f} |"
    )


def main() -> None:
    """Read them and print the ratios."""
    with TemporaryDirectory() as home:
        os.environ |= {"WILLET_HOME": home, "DJANGO_SETTINGS_MODULE": "willet.site.settings"}
        django.setup()
        from willet.levers.knowledge.domain.filetexts import read_html
        from willet.levers.knowledge.domain.importing import LINK

        print(
            f"| text | {SHORT:,} letters | {SHORT * TIMES:,} letters | ratio |\n|---|---|---|---|"
        )
        for piece in HTML:
            print(_line("HTML", read_html, piece))
        for piece in LINKS:
            print(_line("links", lambda text: LINK.sub("", text), piece))


if __name__ == "__main__":
    main()
