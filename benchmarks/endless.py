"""Small centres without a beginning or an end, six kinds of them, and what each definition gives for them.

A customer has problems with topics; some topics are easy, others need several contacts. Whoever is not
helped comes back after some days or gives up, whoever hangs up unheard tries again. What the definitions
give is counted here from the definitions: cases by customer and topic, one contact after the other, over
all the contacts there ever were. Nothing of the product is used.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]

MARGIN = 90.0
"""Days of every world before and after the record: longer than any chain of cases that reaches into it."""
TOPICS = 6
ROUNDS = 25
"""How often one problem may come back."""


class Kind(NamedTuple):
    """A kind of world: its share of problems with hard topics (at the record's begin and end), and its customers."""

    name: str
    hard: tuple[float, float]
    hang_up: float = 0.0
    hidden: float = 0.0
    customers: float = 12.0
    """For each contact a day; the fewer, the more often a new problem comes within the window of an old one."""


KINDS = (
    Kind("easy topics", (0.0, 0.0)),
    Kind("hard topics", (1.0, 1.0)),
    Kind("easy and hard mixed", (0.4, 0.4)),
    Kind("mixed, one caller in eight hangs up", (0.4, 0.4), hang_up=0.12),
    Kind("mixed, some callers hidden, few customers", (0.4, 0.4), hidden=0.15, customers=4.0),
    Kind("more hard topics by the day", (0.2, 0.7), hang_up=0.05),
)


@dataclass(frozen=True)
class Contacts:
    """Contacts of many worlds of one kind, as columns in time order; `at` in days from the record's beginning.

    `word` is what the agent noted and `answer` what the customer said: 1 solved, 0 not, -1 nothing.
    """

    world: Column
    who: Column
    topic: Column
    at: Column
    handled: Column
    known: Column
    word: Column
    answer: Column
    handed_on: Column

    def inside(self, days: float) -> Column:
        """Which contacts came during the record."""
        return np.asarray((self.at >= 0) & (self.at < days))

    def only(self, chosen: Column) -> "Contacts":
        """The chosen ones, by a mask or in an order."""
        columns = (getattr(self, name)[chosen] for name in self.__dataclass_fields__)
        return Contacts(*columns)


def drawn(
    kind: Kind, *, worlds: int, days: float, per_day: float, draw: np.random.Generator
) -> Contacts:
    """All contacts of so many worlds of a kind, from `MARGIN` days before the record to as many after it."""
    span = days + 2 * MARGIN
    problems = draw.poisson(per_day * span / 2, worlds)
    world = np.repeat(np.arange(worlds), problems)
    at = draw.uniform(-MARGIN, days + MARGIN, len(world))
    who = (draw.random(len(world)) ** 1.5 * kind.customers * per_day).astype(np.int64)
    share = kind.hard[0] + (kind.hard[1] - kind.hard[0]) * np.clip(at / days, 0, 1)
    hard = draw.random(len(world)) < share
    topic = 2 * draw.integers(0, TOPICS // 2, len(world)) + hard
    rows = _followed(kind, np.stack([world, who, topic]), at, draw)
    return rows.only(rows.at < days + MARGIN)


def _followed(kind: Kind, of: Column, at: Column, draw: np.random.Generator) -> Contacts:
    """Each problem's contacts: unheard ones tried again, unsolved ones come back, a few solved ones too."""
    parts = []
    for _ in range(ROUNDS):
        hard = of[2] % 2 == 1
        handled = draw.random(len(at)) >= kind.hang_up
        solved = handled & (draw.random(len(at)) < np.where(hard, 0.5, 0.85))
        parts.append((*of, at, handled, *_words(solved, handled, draw)))
        stays = draw.random(len(at)) < np.where(handled, np.where(solved, 0.03, 0.8), 0.7)
        wait = draw.lognormal(np.where(handled, np.where(hard, 1.1, 0.6), -1.5), 1.0)
        of, at = of[:, stays], (at + wait + 0.001)[stays]
    world, who, topic, when, handled, word, answer, handed_on = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    order = np.argsort(when, kind="stable")
    # No two contacts of a customer and topic stand at one instant, so that any order of them is theirs.
    known = draw.random(len(when)) >= kind.hidden
    columns = (world, who, topic, np.round(when, 6), handled, known, word, answer, handed_on)
    return Contacts(*(column[order] for column in columns))


def _words(solved: Column, handled: Column, draw: np.random.Generator) -> tuple[Column, ...]:
    n = len(solved)
    claimed = solved | (draw.random(n) < 0.25)
    word = np.where(handled & (draw.random(n) < 0.5), claimed, -1).astype(np.int64)
    honest = np.where(draw.random(n) < 0.9, solved, ~solved)
    answer = np.where(handled & (draw.random(n) < 0.3), honest, -1).astype(np.int64)
    return word, answer, draw.random(n) < 0.1


@dataclass(frozen=True)
class Linked:
    """Known contacts by customer, topic and time, and of each: its case, whether it opens it, and its gaps."""

    rows: Contacts
    case: Column
    opens: Column
    gap_before: Column
    gap_after: Column


def linked(contacts: Contacts, window: float, link: str) -> Linked:
    """The cases of the known contacts: `chain` counts from the contact before, `fixed` from the case's first."""
    rows = contacts.only(contacts.known)
    order = np.lexsort((rows.at, rows.topic, rows.who, rows.world))
    rows = rows.only(order)
    keys = np.stack([rows.world, rows.who, rows.topic])
    new = np.append(True, (keys[:, 1:] != keys[:, :-1]).any(axis=0))
    gap = np.where(new, np.inf, np.append(np.inf, np.diff(rows.at)))
    opens = gap > window if link == "chain" else _opened_fixed(rows.at, new, window)
    after = np.append(gap[1:], np.inf)
    return Linked(rows, np.cumsum(opens) - 1, opens, gap, after)


def _opened_fixed(at: Column, new: Column, window: float) -> Column:
    """Contacts more than a window after the first of the case before them: each customer's first, second, ..."""
    number = np.arange(len(at)) - np.maximum.accumulate(np.where(new, np.arange(len(at)), 0))
    opens, start = new.copy(), at.copy()
    for nth in range(1, int(number.max(initial=0)) + 1):
        here = np.flatnonzero(number == nth)
        opens[here] = at[here] - start[here - 1] > window
        start[here] = np.where(opens[here], at[here], start[here - 1])
    return opens


def truths(
    contacts: Contacts, days: float, window: float, link: str
) -> dict[str, tuple[Column, Column]]:
    """Of each definition what is on top and at the bottom, by world, over the whole of the endless worlds."""
    at = linked(contacts, window, link)
    cases = _cases(at, window)
    rows, worlds = at.rows, int(contacts.world.max()) + 1
    first = np.flatnonzero(at.opens)
    during = _between(rows.at[first], window, days - window)
    around = _between(rows.at, window, days - window)
    size = np.bincount(at.case)[at.case]
    said = cases.answer[at.case]
    strict = (size == 1) & ~rows.handed_on & (said == 1)
    told = [
        ("fcr_case", cases.once == 1, during & (cases.once >= 0), first),
        ("one_and_done_share", (size == 1) & rows.handled, around, None),
        ("fcr_strict", strict, around & (said >= 0), None),
        ("contacts_per_case", cases.early, during, first),
        ("reopen_rate", cases.back, during & cases.promised, first),
        ("never_reached", cases.lost, during, first),
        ("next_contact_avoidance", at.gap_after > window, rows.handled & _between(rows.at, 0, days - window), None),
        ("repeat_rate", at.gap_before <= window, _between(rows.at, window, days), None),
    ]  # fmt: skip
    found = {}
    for name, above, below, of in told:
        world = rows.world if of is None else rows.world[of]
        tops = np.bincount(world[below], weights=above[below].astype(float), minlength=worlds)
        found[name] = tops, np.bincount(world[below], minlength=worlds).astype(float)
    return found


def _between(at: Column, low: float, high: float) -> Column:
    return np.asarray((at >= low) & (at <= high))


class Cases(NamedTuple):
    """Of each case: solved by one answered contact (-1: never answered, or nobody can say), its customer's last
    word, its contacts within the window of its opening, whether it was promised, came back, and ended unheard."""

    once: Column
    answer: Column
    early: Column
    promised: Column
    back: Column
    lost: Column


def _cases(at: Linked, window: float) -> Cases:
    rows, case = at.rows, at.case
    count = int(case[-1]) + 1
    first, last = np.flatnonzero(at.opens), np.append(np.flatnonzero(at.opens)[1:], len(case)) - 1
    within = rows.at <= rows.at[first][case] + window
    answers = np.bincount(case, weights=rows.handled, minlength=count)
    answer, word = _newest(case, rows.answer, count), _newest(case, rows.word, count)
    quiet = np.where(rows.handled[last], (at.gap_after[last] > window).astype(int), -1)
    silent = np.where(quiet == 1, np.where(word >= 0, word, 1), np.where(quiet == 0, 0, word))
    verdict = np.where(answer >= 0, answer, silent)
    once = np.where(answers > 1, 0, np.where(answers == 1, verdict, -1))
    promise = np.full(count, -1)
    kept = np.flatnonzero((rows.word == 1) & within)[::-1]
    promise[case[kept]] = kept
    return Cases(
        once=once,
        answer=answer,
        early=np.bincount(case, weights=within, minlength=count).astype(np.int64),
        promised=promise >= 0,
        back=at.gap_after[promise] <= window,
        lost=~rows.handled[last],
    )


def _newest(case: Column, word: Column, count: int) -> Column:
    newest = np.full(count, -1)
    spoke = np.flatnonzero(word >= 0)
    newest[case[spoke]] = word[spoke]
    return newest
