"""The records of a file, each with its line: JSON, one object a line, or CSV under a header of field names."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from willet.core.records import Message, saying
from willet.core.records.plain import parsed_json
from willet.core.records.rejects import SHOWN_CHARS
from willet.core.sources.long_lines import LONGEST_LINE
from willet.core.sources.plain import plain_bytes, plain_text

_LOOKED_AT = 20
"""Lines of which at least half are JSON if the file is: a broken one may stand first, or a stray one in a table."""
TOO_LONG = saying("record.too_long", "a record has at most %(most)s bytes")
NO_OBJECT = saying("record.no_object", "this line is no JSON object")
OTHER_WIDTH = saying("record.width", "this line has %(n)s fields where the header has %(width)s")
OPEN_QUOTE = saying("record.quote", "a quote of this line is not closed, or stands amid a field")

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it stands, what its fields say, or why it cannot be read and what was there."""

    line: int
    values: Values = field(default_factory=dict)
    fault: Message | None = None
    shown: str = ""


def is_json(head: bytes) -> bool:
    """Whether a file that begins so holds JSON."""
    return head.lstrip().startswith(b"{")


def header_of(head: bytes) -> tuple[str, ...]:
    """The field names in the first line of a CSV file; none in JSON."""
    line = plain_text(head.split(b"\n", 1)[0])
    return () if is_json(head) else tuple(_cells(line) or ())


def records_of(path: Path) -> Iterator[Record]:
    """The records of a file in its order; a line that is none comes with its fault, and the next is read."""
    with plain_bytes(path) as file:
        numbered = ((line, raw) for line, raw in enumerate(_lines(file), 1) if raw)
        first = list(islice(numbered, _LOOKED_AT))
        header: tuple[str, ...] = ()
        if first and 2 * sum(is_json(raw) for _, raw in first) < len(first):
            header = header_of(first.pop(0)[1])
        for line, raw in chain(first, numbered):
            yield _record(line, raw, header)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Every line without blanks at its end; of one too long only so much as shows that it is."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE)
        yield line if len(line) > LONGEST_LINE else line.rstrip()


def _record(line: int, raw: bytes, header: tuple[str, ...]) -> Record:
    if len(raw) > LONGEST_LINE:
        fault = TOO_LONG(most=LONGEST_LINE)
        return Record(line, fault=fault, shown=plain_text(raw[:SHOWN_CHARS]))
    text = plain_text(raw)
    result = _from_cells(text, header) if header else _from_json(text)
    return (
        Record(line, fault=result, shown=text)
        if isinstance(result, Message)
        else Record(line, result)
    )


def _from_json(text: str) -> Values | Message:
    try:
        parsed = parsed_json(text)
    except ValueError:
        return NO_OBJECT()
    if not isinstance(parsed, dict):
        return NO_OBJECT()
    inside = parsed.get("variables")
    # What a switch writes under `variables` it writes as in an address, `@` as `%40`.
    values = (
        {n: unquote(_text(v)) for n, v in inside.items()} if isinstance(inside, dict) else parsed
    )
    return {name: _text(value) for name, value in values.items()}


def _from_cells(text: str, header: tuple[str, ...]) -> Values | Message:
    cells = _cells(text)
    if cells is None:
        return OPEN_QUOTE()
    if len(cells) != len(header):
        return OTHER_WIDTH(n=len(cells), width=len(header))
    return dict(zip(header, cells, strict=True))


def _cells(line: str) -> list[str] | None:
    try:
        return [_text(cell) for cell in next(csv.reader([line], strict=True))]
    except (csv.Error, StopIteration):
        return None


def _text(value: object) -> str:
    """A scalar as composed text without blanks around it; nothing that a table cannot hold."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    sound = str(value).encode("utf-8", "replace").decode().replace("\0", "")
    return unicodedata.normalize("NFC", sound).strip()
