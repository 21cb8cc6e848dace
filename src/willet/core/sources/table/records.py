"""Records that run over several lines because a quoted field holds a line break.

Each is put together by Python's csv module from the line on which it opens. It counts only if it
is well-formed to the letter and has as many fields as the header: a forgotten quote would otherwise
swallow good lines up to the next quote in the file. Such a line alone is refused, and reading goes
on with the next.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from willet.core.records import Message, Reject, masked, saying

MOST_LINES = 1000
QUOTE_JOINS = saying(
    "quote_joins_lines",
    "a quote opens here and is not closed on the line; with the lines after it, it makes "
    "%(n)s fields where the header has %(width)s",
)
QUOTE_REOPENS = saying(
    "quote_reopens", "a quote opens here and is not closed before the next one opens"
)
QUOTE_OPEN = saying("quote_never_closed", "a quote opens here and is never closed")


@dataclass(slots=True)
class Joined:
    """Records of several lines, the lines they take up, and where to begin again in the next block."""

    file: str
    records: list[tuple[int, list[str]]] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    resume_at: int | None = None


@dataclass(slots=True)
class Feed:
    """Lines handed to the csv module, and whether it asked for one too many."""

    lines: Iterator[str]
    ran_out: bool = False

    def __iter__(self) -> Iterator[str]:
        yield from self.lines
        self.ran_out = True


def joined(
    lines: Sequence[str],
    first_line: int,
    opened: Sequence[int],
    *,
    file: str,
    delimiter: str,
    width: int,
    last: bool,
) -> Joined:
    """The records that begin on the `opened` lines; `lines` are the block's, from number `first_line`."""
    result, free = Joined(file), first_line
    for line in opened:
        if line < free:
            continue
        start = line - first_line
        record, used = _record(lines[start : start + MOST_LINES], delimiter)
        cut_off = record is None and not used and not last and len(lines) - start < MOST_LINES
        if cut_off:
            result.resume_at = line
            break
        free = line + _keep(result, line, lines[start], record, used, width)
    return result


def _record(lines: Sequence[str], delimiter: str) -> tuple[list[str] | None, int]:
    feed = Feed(f"{line}\n" for line in lines)
    reader = csv.reader(iter(feed), delimiter=delimiter, strict=True)
    try:
        record = next(reader)
    except csv.Error:
        return None, 0 if feed.ran_out else 1
    return (None, 0) if feed.ran_out else (record, reader.line_num)


def _keep(
    result: Joined, line: int, text: str, record: list[str] | None, used: int, width: int
) -> int:
    if record is not None and len(record) == width:
        result.records.append((line, record))
        result.taken.extend(range(line, line + used))
        return used
    rule = _broken(record, width, closed=bool(used))
    result.rejects.append(Reject(result.file, line, "line", masked(text), rule))
    result.taken.append(line)
    return 1


def _broken(record: list[str] | None, width: int, *, closed: bool) -> Message:
    if record is not None:
        return QUOTE_JOINS(n=len(record), width=width)
    return QUOTE_REOPENS() if closed else QUOTE_OPEN()
