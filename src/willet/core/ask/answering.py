"""A question put to one state of the lake: compiled, run, and made an answer."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from weakref import WeakKeyDictionary

from duckdb import DuckDBPyConnection

from willet.core import statistics
from willet.core.ask.foreseeing import foreseeing
from willet.core.ask.hours import hours_twice
from willet.core.ask.relinking import relinking
from willet.core.ask.unheard import unheard
from willet.core.ask.weighing import frames_of, weighed
from willet.core.lake import Snapshot
from willet.core.lake.seen import Span
from willet.core.metrics import BLIND, Answer, Foresight, Question, answer_from, compile_question
from willet.core.metrics.grains import TAG
from willet.core.metrics.reasons import CHANGED_ENDING, ESTIMATED, SEVERAL_TAGS
from willet.core.records import Message

DAYS_SEEN = "SELECT min(local_date), max(local_date) FROM links WHERE observed_s > 0"
"""A contact of a stray day was observed for no time."""
DAYS_AT_THE_ENDS = """
SELECT (SELECT min(local_date) FROM links WHERE observed_s > 0 AND local_date <= $first),
    (SELECT max(local_date) FROM links WHERE observed_s > 0 AND local_date >= $last)
"""
"""The same from the files at either end alone: if there is a day so early, the first is among these."""
_NEAR = timedelta(days=2)
_MANY_FILES = 36


def answer(snapshot: Snapshot, question: Question) -> Answer:
    """Compile the question, run it on the snapshot and build the answer.

    Raises:
        LakeError: a file of the lake could not be read.
    """
    relink, foresee = relinking(question), foreseeing(question)
    # Each file left out saves the opening of it; views of its own cost about as much as twenty of these.
    many = len(snapshot.files("contacts")) > _MANY_FILES and relink is None
    days = (question.first, question.last) if many else (None, None)
    names = names_read(snapshot, question, ahead=foresee is not None) if relink is None else None
    with snapshot.reading(first_day=days[0], last_day=days[1], shown=names) as con:
        if relink is not None:
            relink(snapshot, con)
        foresight = foresee(snapshot, con) if foresee is not None else BLIND
        compiled = compile_question(
            question, silence=snapshot.manifest.silence, foresight=foresight
        )
        results = [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled]
        twice = hours_twice(con, question, {c.table for c in compiled})
        silent = unheard(con, question, compiled)
        frames = frames_of(con, question)
    result = answer_from(
        question,
        compiled,
        results,
        intervals=statistics,
        as_of=snapshot.as_of,
        record=partial(days_seen, snapshot),
        unheard=silent,
    )
    notes = (*result.notes, *_changed(result, foresight), *twice, *_by_tag(question))
    result = replace(result, notes=notes) if notes != result.notes else result
    return weighed(result, frames)


def _changed(result: Answer, foresight: Foresight) -> list[Message]:
    """That estimates of this answer rest on the days since a sudden change."""
    day = foresight.changed_on
    if day is None or not any(note.is_one_of(ESTIMATED) for note in result.notes):
        return []
    return [CHANGED_ENDING(date=day.isoformat())]


def _by_tag(question: Question) -> list[Message]:
    return [SEVERAL_TAGS()] if TAG in question.by else []


def names_read(snapshot: Snapshot, question: Question, *, ahead: bool) -> frozenset[str]:
    """The columns a question reads that are shown under names: none but these are joined to answer it.

    What is foreseen of cases, where it looks `ahead`, is kept by queue and topic as they are shown; so are answers
    weighed.

    Raises:
        LakeError: a file of the lake could not be read.
    """
    shown = snapshot.shown_columns()
    if not shown:
        return frozenset()
    spoken = re.compile(rf"\b({'|'.join(sorted(shown))})\b")
    compiled = compile_question(question, silence=snapshot.manifest.silence)
    read = {column for c in compiled for column in spoken.findall(c.sql)}
    weighs = any(question.weights_of(question.metric(name)) for name in question.metrics)
    return frozenset(read | (shown & {"queue", "topic"} if ahead or weighs else set()))


def days_seen(snapshot: Snapshot) -> tuple[date, date] | None:
    """The first and the last local day that the lake has seen, stray days left out; None if it is empty.

    Raises:
        LakeError: a file of the lake could not be read.
    """
    if snapshot not in _DAYS:
        _DAYS[snapshot] = _looked_up(snapshot)
    return _DAYS[snapshot]


_DAYS: "WeakKeyDictionary[Snapshot, tuple[date, date] | None]" = WeakKeyDictionary()
"""The days of each state that is held: every question of a page would look for them."""


def _looked_up(snapshot: Snapshot) -> tuple[date, date] | None:
    with snapshot.reading() as con:
        first, last = _at_the_ends(snapshot.manifest.seen, con)
        if first is None or last is None:
            first, last = con.execute(DAYS_SEEN).fetchone() or (None, None)
    return None if first is None else (first, last)


def _at_the_ends(seen: Span | None, con: DuckDBPyConnection) -> tuple[date | None, date | None]:
    """The ends of the days seen, looked for about the ends of the time that was; None where none lies there."""
    if seen is None:
        return None, None
    ends = {"first": (seen.begins + _NEAR).date(), "last": (seen.ends - _NEAR).date()}
    return con.execute(DAYS_AT_THE_ENDS, ends).fetchone() or (None, None)
