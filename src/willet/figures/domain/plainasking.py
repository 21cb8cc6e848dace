"""A question in plain names, as the command line and programs put it, asked with a reader's rights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from willet.core.metrics import Answer, Question
from willet.core.records import RequestError, saying
from willet.figures.domain.asking import Reading
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection
from willet.figures.domain.writtenfilter import cells_of

NO_LAKE = saying("no_lake_yet", "Nothing was imported yet. Import files, then ask.")


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """What `willet ask` takes, word for word."""

    metrics: Sequence[str]
    by: Sequence[str] = ()
    first: str | None = None
    last: str | None = None
    where: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    profile: str = "willet"
    weights: str | None = None


def ask_plainly(reading: Reading | None, asked: PlainQuestion) -> Answer:
    """The answer as `willet ask` gives it, without what is closed to the reader.

    Raises:
        RequestError: the question cannot be asked so, or there is nothing to ask yet.
        ClosedError: it names what the reader may see no figures of.
        LakeError: a file of the lake cannot be read.
    """
    if reading is None:
        raise RequestError(NO_LAKE())
    question = Question.of(
        asked.metrics,
        by=asked.by,
        first=asked.first or None,
        last=asked.last or None,
        where=asked.where,
        params=asked.params,
        profile=asked.profile,
        weights=asked.weights or None,
    )
    every = reading.visibility.sees_every_figure
    period = Period(question.first, question.last)
    return reading.ask(
        question.metrics,
        selection=Selection(period, cells={} if every else cells_of(asked.where)),
        by=question.by,
        params=dict(question.params),
        profile=question.profile,
        weights=question.weights,
        also=question.filters if every else None,
    )
