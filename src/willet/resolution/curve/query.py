"""The curve of first-contact resolution for a page: at once from a small lake, else worked out beside the page."""

from collections.abc import Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from willet.core.cases.curve import Curve, curve
from willet.core.metrics import Question
from willet.figures.domain.asking import Reading
from willet.figures.domain.linking import LinkRules
from willet.figures.domain.remembered import recalled, remembered
from willet.figures.domain.selection import Selection

SMALL = 100_000
"""Contacts up to which the page waits for its curve: about half a second. Beyond, the page comes first."""

_ASIDE = ThreadPoolExecutor(1, thread_name_prefix="curve")
_LOCK = Lock()
_UNDER_WAY: dict[Hashable, Future[Curve]] = {}


@dataclass(frozen=True)
class Curved:
    """The curve over one selection under one set of rules, whatever their window; kept with the lake's state."""

    reading: Reading
    selection: Selection
    rules: LinkRules

    @property
    def question(self) -> Question:
        """What is asked for every window."""
        rules = {name: v for name, v in self.rules.params.items() if name != "window_days"}
        return self.reading.question(["fcr_case"], selection=self.selection, params=rules)

    def compute(self) -> Curve:
        """The curve, however long it takes.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        return remembered(self.reading.snapshot, self._key, self._make)

    def ready(self) -> Curve | None:
        """The curve, if it is known or soon is; else None, and it is being worked out meanwhile.

        Raises:
            LakeError: a file of the lake could not be read.
        """
        known: Curve | None = recalled(self.reading.snapshot, self._key)
        if known is not None:
            return known
        if self._contacts <= SMALL:
            return self.compute()
        return self._aside()

    def _aside(self) -> Curve | None:
        key = (self.reading.snapshot.content, self._key)
        with _LOCK:
            job = _UNDER_WAY.get(key) or _ASIDE.submit(self.compute)
            _UNDER_WAY[key] = job
            if not job.done():
                return None
            del _UNDER_WAY[key]
        return job.result()

    @property
    def _key(self) -> Hashable:
        return "curve", self.question

    @property
    def _contacts(self) -> int:
        return sum(file.rows for file in self.reading.snapshot.manifest.of("contacts"))

    def _make(self) -> Curve:
        return curve(self.reading.snapshot, self.question)
