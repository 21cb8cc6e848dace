"""A question put to one state of the lake, and the last answers remembered."""

from collections import OrderedDict
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Lock
from typing import TypeAlias

from willet.core import statistics
from willet.core.lake.hours import hours_twice
from willet.core.lake.once import Once
from willet.core.lake.relinking import foreseeing, relinking
from willet.core.lake.snapshot import Snapshot
from willet.core.metrics import BLIND, Answer, Question, answer_from, compile_question

DAYS_SEEN = "SELECT min(local_date), max(local_date) FROM links WHERE observed_s > 0"
"""A contact of a stray day was observed for no time."""
REMEMBERED = 256
_LARGE_CELLS = 20_000
_MANY_FILES = 36

Key: TypeAlias = tuple[str, str, Question]


def ask(snapshot: Snapshot, question: Question) -> Answer:
    """Compile the question, run it on the snapshot and build the answer.

    Raises:
        LakeError: a file of the lake could not be read.
    """
    relink, foresee = relinking(question), foreseeing(question)
    # Each file left out saves the opening of it; views of its own cost about as much as twenty of these.
    many = len(snapshot.files("contacts")) > _MANY_FILES and relink is None
    days = (question.first, question.last) if many else (None, None)
    with snapshot.reading(first_day=days[0], last_day=days[1]) as con:
        if relink is not None:
            relink(snapshot, con)
        foresight = foresee(snapshot, con) if foresee is not None else BLIND
        compiled = compile_question(
            question, silence=snapshot.manifest.silence, foresight=foresight
        )
        results = [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled]
        twice = hours_twice(con, question, {c.table for c in compiled})
    answer = answer_from(
        question,
        compiled,
        results,
        intervals=statistics,
        as_of=snapshot.as_of,
        record=partial(days_seen, snapshot),
    )
    return replace(answer, notes=(*answer.notes, *twice)) if twice else answer


def days_seen(snapshot: Snapshot) -> tuple[date, date] | None:
    """The first and the last local day that the lake has seen, stray days left out; None if it is empty.

    Raises:
        LakeError: a file of the lake could not be read.
    """
    with snapshot.reading() as con:
        found = con.execute(DAYS_SEEN).fetchone()
    first, last = found or (None, None)
    return None if first is None else (first, last)


class Memory:
    """The answers given last, by the rows they were given from. Safe for threads."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size, self._lock, self._once = size, Lock(), Once()
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def ask(self, snapshot: Snapshot, question: Question) -> Answer:
        """The answer, remembered or new; one with very many cells is not kept."""
        key = str(snapshot.layout.root.absolute()), snapshot.content, question
        with self._once.making(key):
            answer = self._recall(key)
            if answer is None:
                answer = ask(snapshot, question)
                if len(answer.cells) * len(answer.columns) <= _LARGE_CELLS:
                    self._keep(key, answer)
        return answer

    def _recall(self, key: Key) -> Answer | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _keep(self, key: Key, answer: Answer) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)


MEMORY = Memory()
