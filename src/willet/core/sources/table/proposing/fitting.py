"""How well what stands in a column fits each meaning, whatever its heading says."""

from collections.abc import Callable, Mapping

from willet.core.sources.table.proposing.contents import Content

MOMENTS = ("arrived_at", "answered_at", "ended_at", "revised_at")
DATED = (*MOMENTS, "arrived_date")
"""Meanings of columns that show a day."""
SPANS = ("ivr_s", "wait_s", "ring_s", "talk_s", "hold_s", "acw_s")
COUNTS = ("transfers", "offers", "unanswered_offers", "consults", "agent_tenure_days")
_ENOUGH = 0.8
_NAMES_ALONE = 0.5
_WRITTEN = 0.6
"""How well texts that somebody wrote, each another, are names or labels."""
_WORDS_ALONE = 0.3
"""How well texts without digits are the numbers of anything."""


def fit(meaning: str, content: Content) -> float:
    """0 where the content forbids the meaning, 1 where it is just what the meaning asks for."""
    if content.kinds == 0:
        return _BLANK.get(meaning, 0.6)
    return _FITS[meaning](content)


_BLANK: Mapping[str, float] = {"contact_id": 0.0, "arrived_at": 0.0, "arrived_date": 0.0}
"""A column without a text: its heading is all there is."""


def _moment(content: Content) -> float:
    dating = content.dating
    if dating is None or dating.kind == "time":
        return 0.0
    return 1.0 if dating.kind == "both" else 0.4


def _ending(content: Content) -> float:
    """An end may also be a time of day alone, beside a date that is that of the beginning."""
    dating = content.dating
    return 0.9 if dating is not None and dating.kind == "time" else _moment(content)


def _date(content: Content) -> float:
    return 1.0 if content.dating is not None and content.dating.kind == "date" else 0.0


def _time(content: Content) -> float:
    return 1.0 if content.dating is not None and content.dating.kind == "time" else 0.0


def _span(content: Content) -> float:
    if content.dating is not None and content.dating.kind != "time" and content.clocks < 0.5:
        # Moments with a date; a number of seconds is no moment unless its digits make one.
        return 0.0
    if content.is_of_day:
        return 0.0
    return 1.0 if max(content.durations, content.numbers) >= 0.9 else 0.0


def _count(content: Content) -> float:
    if content.whole >= 0.9:
        return 1.0
    return 0.9 if content.words["truth"] >= _ENOUGH else 0.0


def _flag(content: Content) -> float:
    return 1.0 if content.words["truth"] >= 0.9 and content.kinds <= 6 else 0.0


def _truth(content: Content) -> float:
    if content.words["truth"] >= _ENOUGH:
        return 1.0
    return 0.5 if content.is_named and content.kinds <= 8 else 0.0


def _outcome(content: Content) -> float:
    share = content.words["outcome"]
    if content.words["case_state"] >= _ENOUGH:
        return 0.0
    if share >= 0.6:
        return 1.0
    if share > 0.2 and content.kinds <= 25:
        return 0.8
    few = content.kinds <= 12 and content.is_named and content.words["truth"] < _ENOUGH
    return 0.5 if few else 0.1


def _worded(name: str, few: float) -> Callable[[Content], float]:
    def of(content: Content) -> float:
        if content.words[name] >= 0.6:
            return 1.0
        again = content.distinct < 0.7 or content.kinds <= 2
        return few if content.is_named and content.kinds <= 10 and again else 0.1

    return of


def _name(most: float, numeric: float) -> Callable[[Content], float]:
    """Names and labels: the same ones again and again."""

    def of(content: Content) -> float:
        if content.dating is not None or content.clocks > 0.5:
            return 0.0
        base = 1.0 if content.is_named else numeric
        many = content.kinds >= 20 and content.distinct > most
        return base * (0.5 if many else _WRITTEN if content.is_written else 1.0)

    return of


def _id(content: Content) -> float:
    if content.filled < 0.9 or content.emails > 0.5 or content.clocks > 0.5 or _is_worded(content):
        return 0.0
    unique = 1.0 if content.distinct > 0.9 else 0.9 if content.distinct > 0.35 else 0.15
    dated = content.dating is not None and not _is_number_alone(content)
    # Numbers of rows begin at 1 again in the next file, where they would stand for other calls.
    unique *= 0.9 if content.counts_rows else 1.0
    unique *= 1.0 if content.digits >= 0.5 else _WORDS_ALONE
    return unique * (
        0.3 if dated else 0.7 if content.phones > 0.9 and content.numbers < 0.9 else 1.0
    )


def _is_worded(content: Content) -> bool:
    """Whether a column holds words of a closed list, which are the ids of nothing."""
    return content.is_named and max(content.words.values(), default=0.0) >= _ENOUGH


def _is_number_alone(content: Content) -> bool:
    return content.numbers > 0.9


def _reference(content: Content) -> float:
    if _is_dated(content) or content.clocks > 0.5 or content.emails > 0.5:
        return 0.0
    return 1.0 if content.digits >= 0.5 else _WORDS_ALONE


def _is_dated(content: Content) -> bool:
    return content.dating is not None and not _is_number_alone(content)


def _customer(content: Content) -> float:
    if _is_dated(content) or content.clocks > 0.5:
        return 0.0
    if content.digits < 0.5:
        # Names are no ids: the same one is spelled in many ways, and two people bear one.
        return _NAMES_ALONE
    return 0.75 if content.phones > 0.9 and content.numbers < 0.9 else 1.0


def _phone(content: Content) -> float:
    if _is_dated(content) or content.clocks > 0.5 or content.emails > 0.5:
        return 0.0
    return 1.0 if content.phones > 0.6 else 0.55 if content.numbers > 0.5 else 0.35


def _email(content: Content) -> float:
    return 1.0 if content.emails > 0.6 else 0.0


def _score(low: float, high: float) -> Callable[[Content], float]:
    def of(content: Content) -> float:
        if content.numbers < 0.9 or not content.numeric:
            return 0.0
        return 1.0 if low <= min(content.numeric) and max(content.numeric) <= high else 0.0

    return of


def _money(content: Content) -> float:
    return 1.0 if content.money >= 0.9 and content.dating is None and content.clocks < 0.5 else 0.0


def _tags(content: Content) -> float:
    return 1.0 if content.is_named else 0.0


_FITS: Mapping[str, Callable[[Content], float]] = {
    "contact_id": _id,
    "arrived_at": _moment,
    "arrived_date": _date,
    "arrived_time": _time,
    "answered_at": _ending,
    "ended_at": _ending,
    "revised_at": _moment,
    "direction": _worded("direction", 0.3),
    "outcome": _outcome,
    "answered_flag": _flag,
    "abandoned_flag": _flag,
    "ended_by": _worded("ended_by", 0.6),
    "channel": _worded("channel", 0.6),
    "language": _name(0.3, 0.0),
    "queue": _name(0.6, 0.6),
    "agent": _name(0.9, 0.7),
    "team": _name(0.6, 0.4),
    "topic": _name(0.8, 0.3),
    "disposition": _name(0.6, 0.7),
    "case_ref": _reference,
    "cause": _name(0.7, 0.2),
    **dict.fromkeys(SPANS, _span),
    **dict.fromkeys(COUNTS, _count),
    "sale_amount": _money,
    "resolved": _truth,
    "consulted": _flag,
    "tags": _tags,
    "customer_id": _customer,
    "customer_number": _phone,
    "customer_email": _email,
    "csat": _score(0, 10),
    "nps": _score(0, 10),
    "ces": _score(1, 7),
    "ignored": lambda content: 0.97,
}
