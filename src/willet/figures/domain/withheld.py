"""The rows of an answer as a reader may see them: a figure behind which too few people stand is withheld."""

from collections.abc import Sequence

from willet.core.metrics import Answer, AnswerRow
from willet.core.records import Message
from willet.figures.domain.asking import Reading
from willet.figures.domain.crews import closed_words, groups_open_to
from willet.figures.domain.selection import Selection
from willet.people.rules import Closed, Sight


def rows_for(
    sight: Sight, reading: Reading, selection: Selection, answer: Answer
) -> Sequence[AnswerRow]:
    """The rows of an answer over a selection, with a reason in place of each figure that is closed to the reader.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    by = answer.dims
    groups = groups_open_to(sight, reading, selection, by)
    if not groups.few:
        return answer.rows
    return [_shown(row, groups.closed(tuple(row.keys[name] for name in by))) for row in answer.rows]


def _shown(row: AnswerRow, why: Closed | None) -> AnswerRow:
    """The row, or one that tells nothing but why."""
    if why is None:
        return row
    return AnswerRow(
        metric=row.metric,
        keys=row.keys,
        value=None,
        n=0,
        low=None,
        high=None,
        unit=row.unit,
        reason=Message(closed_words(why)),
        coverage=None,
        bound_low=None,
        bound_high=None,
    )
