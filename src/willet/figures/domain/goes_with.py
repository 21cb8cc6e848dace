"""What using something goes with: resolved contacts with it beside comparable ones without; never a verdict."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from willet.core.cases.used import beside_others, used_sql
from willet.core.statistics.within_strata import StratumDifference
from willet.figures.domain.asking import Reading
from willet.figures.domain.periods import Period
from willet.figures.domain.questions import question_of
from willet.figures.domain.selection import Selection
from willet.ui import formats

DAYS = 180


def goes_with(
    reading: Reading | None,
    kinds: Sequence[str],
    hows: Sequence[str],
    *,
    ref: str = "",
    period: Period | None = None,
) -> StratumDifference | None:
    """The contacts of a period, usually the newest half year, in which something was used, beside those without it.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if reading is None or reading.days is None:
        return None
    last = reading.days[1]
    days = period or Period(last - timedelta(days=DAYS - 1), last)
    question = question_of(["disposition_given_rate"], Selection(days))
    sql, bound = used_sql(question, kinds, hows, ref)
    return beside_others(reading.rows(sql, bound))


def goes_with_words(beside: StratumDifference | None) -> str:
    """The comparison in a sentence, or that too little can be compared."""
    if beside is None:
        return _(
            "Too few contacts with it and comparable ones without it have a verdict yet, so nothing is said of what it "
            "goes with."
        )
    points = [formats.signed(100 * x) for x in (beside.difference, beside.low, beside.high)]
    words = {
        "with": formats.percent(beside.share_with, 1),
        "n": formats.number(beside.n_with),
        "without": formats.percent(beside.share_without, 1),
        "m": formats.number(beside.n_without),
        "points": points[0],
        "low": points[1],
        "high": points[2],
    }
    sentence = _(
        "Contacts with it (%(n)s): %(with)s resolved. Comparable ones without it, of the same topic and queue "
        "(%(m)s): %(without)s. It goes with a difference of %(points)s points (95%% interval %(low)s to %(high)s). "
        "That is no verdict: contacts in which it is used may differ in what nobody wrote down. Whether it works, a "
        "plan shows."
    )
    return sentence % words
