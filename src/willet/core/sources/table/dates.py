"""Dates that could mean two days are not guessed at: the mapping is asked to say which."""

import re
from datetime import datetime

from duckdb import DuckDBPyConnection

from willet.core.records import RequestError, saying
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.steps import TYPED, Shape

AMBIGUOUS = saying(
    "dates_ambiguous",
    "%(file)s: %(column)s shows times such as %(shown)s, which are not ISO (2021-03-28 "
    "09:30:00), and such can be read in more than one way. Say which in the mapping: "
    '[columns.%(field)s] format = "..."%(hint)s',
)
FITTING = saying("formats_that_fit", " These would fit: %(formats)s.")
_SAMPLE = 2000
_DAYS = (
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d.%m.%y",
)
_NUMBERS = {5: "excel", 10: "epoch_s", 13: "epoch_ms", 16: "epoch_ms", 19: "epoch_ms"}
_TIMES = ("", " %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p")


def refuse_ambiguous(con: DuckDBPyConnection, shape: Shape, file: str) -> None:
    """Refuse a file whose times are not ISO while the mapping gives no format for them.

    Raises:
        RequestError: it names the formats that would fit what the file shows.
    """
    for slot in shape.slots:
        if slot.moments(typed_cells=False) and not slot.rule.formats:
            _check(con, slot, file)


def _check(con: DuckDBPyConnection, slot: Slot, file: str) -> None:
    text = slot.texts[0]
    read, shown = con.execute(
        f"SELECT count_if(regexp_matches({text}, '^[0-9]{{4}}[-/]')), "
        f"list(DISTINCT {text}) FILTER ({text} IS NOT NULL) "
        f"FROM (SELECT * FROM {TYPED} LIMIT {_SAMPLE})"
    ).fetchall()[0]
    # What holds no date at all is not ambiguous but wrong, and is refused row by row.
    dates = sorted(t for t in shown or () if len(re.findall(r"\d", t)) >= 3)
    if read or not dates:
        return
    fits = formats_that_fit(dates)
    hint = FITTING(formats=", ".join(fits)) if fits else ""
    where = {"file": file, "column": slot.column, "field": slot.field.name}
    raise RequestError(AMBIGUOUS(**where, shown=repr(dates[0]), hint=hint))


def formats_that_fit(texts: list[str]) -> list[str]:
    """The common patterns under which every one of the texts is a date.

    >>> formats_that_fit(["03/04/2021", "04/13/2021"])
    ['%m/%d/%Y']
    """
    if all(text.isdigit() for text in texts):
        return [_NUMBERS[len(text)] for text in texts[:1] if len(text) in _NUMBERS]
    patterns = [day + time for day in _DAYS for time in _TIMES]
    return [p for p in patterns if all(_reads(text, p) for text in texts)]


def _reads(text: str, pattern: str) -> bool:
    try:
        datetime.strptime(re.sub(r"\s+", " ", text), pattern)  # noqa: DTZ007 -- only its shape counts
    except ValueError:
        return False
    return True
