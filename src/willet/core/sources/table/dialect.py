"""How a text table is written: its delimiter and its header, found from the first lines."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from willet.core.records import spelled

CANDIDATES = (",", ";", "\t", "|")


def delimiter_of(text: str, expected: Iterable[str] = (), width: int = 0) -> str:
    """The delimiter under which the first line shows most of the expected columns, then most fields.

    Where the header is told apart from the file, `width` is how many fields the first line should have.

    >>> delimiter_of('a;"b,c";d')
    ';'
    """
    wanted = {folded(name) for name in expected}

    def merit(delimiter: str) -> tuple[int, bool, int]:
        fields = header_of(text, delimiter)[0]
        return len(wanted & {folded(f) for f in fields}), len(fields) == width, len(fields)

    return max(CANDIDATES, key=merit)


def header_of(text: str, delimiter: str) -> tuple[list[str], int]:
    """The fields of the first record that is not blank, and how many lines were used up to its end."""
    lines = io.StringIO(text, newline="")
    try:
        for record in csv.reader(lines, delimiter=delimiter):
            if any(field.strip() for field in record):
                # Not `line_num`: it takes a bare carriage return within quotes for the end of a line.
                used = text[: lines.tell()]
                return [field.strip() for field in record], used.removesuffix("\n").count("\n") + 1
    except csv.Error:
        pass
    return [], 0


def folded(name: str) -> str:
    """A column's name without case, and with any blanks in it as one: headers are typed by hand."""
    return " ".join(spelled(name).casefold().split())


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names of a header, each once: a second `Time` becomes `Time (2)`, a blank `column 4`."""
    result: list[str] = []
    copies: Counter[str] = Counter()
    for number, given in enumerate(names, 1):
        name = given or f"column {number}"
        before = copies[folded(name)]
        result.append(f"{name} ({before + 1})" if before else name)
        copies[folded(result[-1].rpartition(" (")[0] or result[-1])] += 1
    return tuple(result)
