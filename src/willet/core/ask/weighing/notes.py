"""What is said of a figure that is weighed for those who did not answer."""

from typing import Final

from willet.core.records import Message, saying

FEWEST: Final = 30
"""Answers below which no level of anything stands by itself, so that nothing can be corrected."""
BEYOND_CHANCE: Final = 2.58
"""Standard errors by which late answers must differ to be called different: one time in a hundred by chance."""

_ESTIMATED = {
    "dr": saying(
        "weights.dr",
        "%(metric)s is estimated for the %(asked)s of %(handled)s handled contacts whose customer could answer; "
        "%(answered)s did. Doubly robust: their answers are weighed by how likely such contacts are to be answered, "
        "and brought to what is known of all by queue, topic, wait, hour, a call before and a call after",
    ),
    "raking": saying(
        "weights.raking",
        "%(metric)s is estimated for the %(asked)s of %(handled)s handled contacts whose customer could answer; "
        "%(answered)s did. Raking: their answers are weighed until they are spread over queue, topic, wait, hour, a "
        "call before and a call after as all are",
    ),
    "propensity": saying(
        "weights.propensity",
        "%(metric)s is estimated for the %(asked)s of %(handled)s handled contacts whose customer could answer; "
        "%(answered)s did. Propensity: each answer is weighed by how seldom such contacts are answered, the rarest one "
        "in a hundred not beyond the rest",
    ),
}
ANSWERS_ALONE = saying(
    "weights.answers_alone",
    "%(metric)s: a source tells of answers alone and not of who was asked; all its handled contacts of known "
    "customers count as asked",
)
TOO_FEW = saying(
    "weights.too_few",
    "%(metric)s rests on %(answered)s answers; below %(fewest)s nothing can be corrected",
)
NOT_MENDED = saying(
    "weights.not_mended",
    "Weights correct for what is known of those who did not answer. Where answering depends on the answer itself, no "
    "weights can mend it: then only the bounds hold, in which everybody who said nothing is taken to be at one end or "
    "the other",
)
LATE_DIFFER = saying(
    "weights.late_differ",
    "those who answered late gave other answers than those who answered soon: a sign that answering depends on the "
    "answer, which weights cannot mend; trust the bounds",
)
OF_PAGES: Final = (*_ESTIMATED.values(), ANSWERS_ALONE, TOO_FEW, NOT_MENDED)
"""What a page says beside such a figure."""


def estimated_note(metric: str, method: str, *, answered: int, asked: int, handled: int) -> Message:
    """Of whom the figure speaks, on how many answers it rests, and how these are weighed."""
    return _ESTIMATED[method](metric=metric, answered=answered, asked=asked, handled=handled)
