"""The worth of resolution told of a lake: read, compared, and everything said that bears on it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from willet.core.ask.answering import days_seen
from willet.core.ask.relinking import relinking
from willet.core.cases import rules_of
from willet.core.lake import Lake, Snapshot
from willet.core.metrics import flag_sql
from willet.core.records import Message
from willet.core.worth import notes
from willet.core.worth.customers import Customer, read_customers
from willet.core.worth.outcomes import curves_of, outcomes_of
from willet.core.worth.reading import SettledCases, Stay, read_cases, read_stay
from willet.core.worth.request import WorthRequest
from willet.core.worth.result import ResolutionWorth, WorthOutcome


def worth(lake: Lake, asked: WorthRequest) -> ResolutionWorth:
    """What became of customers since their cases were settled, as of now.

    Raises:
        RequestError: the file of customers cannot be read, or the question's rules cannot be.
        LakeError: the lake could not be read.
    """
    return worth_on(lake.snapshot(), asked, _customers(lake, asked))


def worth_on(
    snapshot: Snapshot, asked: WorthRequest, customers: tuple[Customer, ...]
) -> ResolutionWorth:
    """The same on one state of the lake, with customers that are read already.

    Raises:
        RequestError: the question's rules cannot be.
        LakeError: the lake could not be read.
    """
    window = float(rules_of(asked.question).window_days)
    seen = days_seen(snapshot)
    if seen is None:
        return _nothing(asked, window)
    relink = relinking(asked.question)
    with snapshot.reading() as con:
        if relink is not None:
            relink(snapshot, con)
        eased = flag_sql("on_seven_easy", "answers")
        cases = read_cases(con, asked.question, eased, seen[1], asked.days)
        stay = read_stay(con, cases, customers) if customers and len(cases.solved) else None
    return _whole(asked, window, cases, stay) if len(cases.solved) else _nothing(asked, window)


def _customers(lake: Lake, asked: WorthRequest) -> tuple[Customer, ...]:
    if isinstance(asked.customers, Path):
        return read_customers(asked.customers, lake.key(), lake.region)
    return asked.customers or ()


def _nothing(asked: WorthRequest, window: float) -> ResolutionWorth:
    return ResolutionWorth(
        window, asked.days, 0, 0, 0, (), (), (notes.NOTHING_THERE(days=str(asked.days)),)
    )


def _whole(
    asked: WorthRequest, window: float, cases: SettledCases, stay: Stay | None
) -> ResolutionWorth:
    outcomes = tuple(outcomes_of(cases, stay, asked.days))
    return ResolutionWorth(
        window,
        asked.days,
        len(cases.solved),
        len(np.unique(cases.customer)),
        int(cases.solved.sum()),
        outcomes,
        tuple(curves_of(cases, stay, asked.days)),
        tuple(_notes(asked, window, cases, stay, outcomes)),
    )


def _notes(
    asked: WorthRequest,
    window: float,
    cases: SettledCases,
    stay: Stay | None,
    outcomes: tuple[WorthOutcome, ...],
) -> Iterator[Message]:
    yield notes.GOES_WITH()
    yield notes.CLOCK(window=f"{window:g}")
    yield notes.ADJUSTED()
    if not (cases.followed >= asked.days).any():
        yield notes.NOTHING_THERE(days=str(asked.days))
    if left := max((outcome.left_out for outcome in outcomes), default=0):
        yield notes.LEFT_OUT(n=left)
    if not np.isfinite(cases.ease).any():
        yield notes.NO_EFFORT()
    if asked.customers is None:
        yield notes.NO_CUSTOMERS()
    else:
        yield from _of_customers(cases, stay)


def _of_customers(cases: SettledCases, stay: Stay | None) -> Iterator[Message]:
    """Whose cases stay out of the figures of leaving, and why."""
    if stay is None or not (stay.known | stay.gone_before | stay.came_after).any():
        yield notes.NOBODY_KNOWN()
        return
    if stay.gone_before.any():
        solved, others = (
            int((stay.gone_before & side).sum()) for side in (cases.solved, ~cases.solved)
        )
        yield notes.LEFT_MEANWHILE(solved=str(solved), others=str(others))
    if stay.came_after.any():
        yield notes.JOINED_LATER(n=int(stay.came_after.sum()))
