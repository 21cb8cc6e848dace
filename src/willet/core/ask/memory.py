"""The answers given last, remembered as long as the rows that they were given from stay."""

from collections import OrderedDict
from threading import Lock
from typing import TypeAlias

from willet.core.ask.answering import answer
from willet.core.ask.once import Once
from willet.core.lake import Lake, Snapshot
from willet.core.metrics import Answer, Question

REMEMBERED = 256
_LARGE_CELLS = 20_000

Key: TypeAlias = tuple[str, str, Question]


class Memory:
    """The answers given last, by the rows they were given from. Safe for threads."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size, self._lock, self._once = size, Lock(), Once()
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def ask(self, snapshot: Snapshot, question: Question) -> Answer:
        """The answer, remembered or new; one with very many cells is not kept.

        Raises:
            LakeError: a file of the lake could not be read.
        """
        key = str(snapshot.layout.root.absolute()), snapshot.content, question
        with self._once.making(key):
            given = self._recall(key)
            if given is None:
                given = answer(snapshot, question)
                if len(given.cells) * len(given.columns) <= _LARGE_CELLS:
                    self._keep(key, given)
        return given

    def _recall(self, key: Key) -> Answer | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _keep(self, key: Key, given: Answer) -> None:
        with self._lock:
            self._answers[key] = given
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)


MEMORY = Memory()


def ask(lake: Lake, question: Question) -> Answer:
    """The answer as of now; one given before from the same rows is remembered.

    Raises:
        LakeError: the lake could not be read.
    """
    return MEMORY.ask(lake.snapshot(), question)
