"""First-contact figures of a few contacts, worked out from the definitions one contact at a time.

Rows are those of the tables. Nothing of the product is used.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

Row = Mapping[str, Any]
Share = tuple[int, int, int]
"""Hits, rows of which it is known, all rows."""


@dataclass(frozen=True)
class Statement:
    """Who said what of which contact, when it was given, and of when it speaks."""

    kind: str
    solved: bool
    about: Callable[[Row], bool]
    came: datetime
    stated: datetime | None
    given: datetime
    speaks_of: datetime


@dataclass(frozen=True)
class Case:
    """The contacts of one case in the order of time, and what was said of them."""

    rows: list[Row]
    said: list[Statement]

    @property
    def calls(self) -> list[Row]:
        """The customer's own contacts."""
        return [row for row in self.rows if inbound(row)]


def inbound(row: Row) -> bool:
    """Who called whom: a contact without a direction is a customer's."""
    return row["direction"] in {"inbound", None}


def handled(row: Row) -> bool:
    """Whether an agent took it."""
    return bool(row["outcome"] == "answered")


def cases_of(
    contacts: Iterable[Row], outcomes: Iterable[Row], answers: Iterable[Row],
    joined: Iterable[tuple[str, str]], window: timedelta,
) -> list[Case]:  # fmt: skip
    """Chained cases, whatever the topic: by the source's id, else with the contact before; then what was joined."""
    rows = sorted(contacts, key=lambda row: (row["arrived_at"], row["contact_id"]))
    of: dict[str, int] = {}
    refs: dict[str, int] = {}
    last: dict[int, Row] = {}
    for number, row in enumerate(rows):
        ref, who = row.get("case_ref"), row["customer_key"]
        before = last.get(who) if row["direction"] != "internal" else None
        case = number
        if ref is not None:
            case = refs.setdefault(ref, number)
        elif before is not None and row["arrived_at"] - before["arrived_at"] <= window:
            case = of[before["contact_id"]]
        of[row["contact_id"]] = case
        if inbound(row) and who is not None:
            last[who] = row
    for one, other in joined:
        low, high = sorted((of[one], of[other]))
        of = {name: low if case == high else case for name, case in of.items()}
    statements = list(statements_of(rows, outcomes, answers))
    members = [
        [row for row in rows if of[row["contact_id"]] == case] for case in sorted(set(of.values()))
    ]
    return [Case(some, [s for s in statements if any(map(s.about, some))]) for some in members]


def statements_of(
    rows: list[Row], outcomes: Iterable[Row], answers: Iterable[Row]
) -> Iterable[Statement]:
    """What was said of a ticket rests with its newest contact, and speaks of those that had come by then."""
    at = {row["contact_id"]: row["arrived_at"] for row in rows}
    for row in rows:
        if row.get("resolved") is not None:
            yield _of_contact(row["contact_id"], "disposition", row["resolved"], at, None)
    for said in outcomes:
        if said["resolved"] is None:
            continue
        stated = said.get("stated_at")
        if said["contact_id"] is not None:
            yield _of_contact(said["contact_id"], said["kind"], said["resolved"], at, stated)
            continue
        newest = [row for row in rows if row.get("case_ref") == said["case_ref"]][-1]
        name, came = newest["contact_id"], newest["arrived_at"]
        given = stated or came
        about = partial(_is_of, name)
        yield Statement(
            said["kind"], said["resolved"], about, came, stated, given, min(came, given)
        )
    for answer in answers:
        name, stated = answer["contact_id"], answer.get("answered_at")
        yield _of_contact(name, "customer", answer["score"] > 0.5, at, stated)


def _of_contact(
    name: str, kind: str, solved: bool, at: Mapping[str, datetime], stated: datetime | None
) -> Statement:
    came = at[name]
    given = max(came, stated or came)
    return Statement(kind, solved, partial(_is_of, name), came, stated, given, came)


def _is_of(name: str, row: Row) -> bool:
    return bool(row["contact_id"] == name)


def newest(said: Iterable[Statement], kind: str) -> bool | None:
    """What the statement of a kind on the newest contact says; of two of one instant, that which says no."""
    some = [s for s in said if s.kind == kind]
    order = [(s.came, s.stated or datetime.min, not s.solved) for s in some]
    return some[order.index(max(order))].solved if some else None


def last_word(said: Iterable[Statement], at: datetime, window: timedelta) -> bool | None:
    """What the customer last said until a window after a moment, about no earlier than a window before it."""
    some = [s for s in said if s.kind == "customer" and s.given <= at + window]
    order = [(s.speaks_of, s.stated or datetime.min, not s.solved) for s in some]
    last = some[order.index(max(order))] if some else None
    return last.solved if last and last.speaks_of >= at - window else None


def figures(
    cases: list[Case], *, begins: datetime, ends: datetime, window: timedelta
) -> dict[str, Share]:
    """The figures that are judged a window on either side."""

    def seen_around(moment: datetime) -> bool:
        return moment - window >= begins and moment + window <= ends and ends - begins > 2 * window

    calls = [(row, case) for case in cases for row in case.calls if seen_around(row["arrived_at"])]
    opened = [case for case in cases if case.calls and seen_around(case.calls[0]["arrived_at"])]
    taken = [case for case in opened if first_answer(case, window)]
    everybody = [row for case in cases for row in case.rows]
    once = [solved_at_once(case, everybody, ends, window) for case in taken]
    return {
        "fcr_case": _share(once),
        "one_and_done_share": _share([one_and_done(row, case, window) for row, case in calls]),
        "fcr_strict": _share([strict(row, case, window) for row, case in calls]),
    }


def _share(verdicts: list[bool | None]) -> Share:
    return verdicts.count(True), len(verdicts) - verdicts.count(None), len(verdicts)


def first_answer(case: Case, window: timedelta) -> Row | None:
    """The first contact that an agent took, within a window of the opening."""
    until = case.calls[0]["arrived_at"] + window
    return next((r for r in case.calls if handled(r) and r["arrived_at"] <= until), None)


def identified(row: Row) -> bool:
    """Whether anybody could see the customer come back."""
    return row["customer_key"] is not None or row.get("case_ref") is not None


def solved_at_once(
    case: Case, everybody: list[Row], ends: datetime, window: timedelta
) -> bool | None:
    """Whether one answered contact solved it, by what was said of the contacts until a window after it."""
    answer = first_answer(case, window)
    assert answer is not None
    until = answer["arrived_at"] + window
    rows = [row for row in case.rows if row["arrived_at"] <= until]
    calls = [row for row in rows if inbound(row)]
    if until > ends or not any(map(identified, rows)):
        return None
    if sum(map(handled, calls)) > 1:
        return False
    said = [s for s in case.said if s.came <= until]
    customer, centre = newest(said, "customer"), newest(said, "audit")
    centre = newest(said, "disposition") if centre is None else centre
    if customer is not None:
        return customer
    if not handled(calls[-1]) or calls[-1]["customer_key"] is None:
        return centre
    if _came_back(calls[-1], case, everybody, window):
        return False
    return True if centre is None else centre


def _came_back(row: Row, case: Case, everybody: list[Row], window: timedelta) -> bool:
    """Whether the customer's next contact is another case's, within the window, and no other ticket's."""
    place = (row["arrived_at"], row["contact_id"])
    later = [
        other
        for other in everybody
        if inbound(other)
        and other["customer_key"] == row["customer_key"]
        and (other["arrived_at"], other["contact_id"]) > place
    ]
    if not later:
        return False
    following = min(later, key=lambda other: (other["arrived_at"], other["contact_id"]))
    if following in case.rows or following["arrived_at"] - row["arrived_at"] > window:
        return False
    ref = case.rows[0].get("case_ref")
    return ref is None or following.get("case_ref") in {None, ref}


def one_and_done(row: Row, case: Case, window: timedelta) -> bool | None:
    """Whether a contact was answered and the only one of its case within a window on either side."""
    return alone(row, case, window) and handled(row) if identified(row) else None


def alone(row: Row, case: Case, window: timedelta) -> bool:
    """Whether no other contact of the customer's in the case lies within a window."""
    return not any(
        other is not row and abs(other["arrived_at"] - row["arrived_at"]) <= window
        for other in case.calls
    )


def strict(row: Row, case: Case, window: timedelta) -> bool | None:
    """Alone, not handed on, not followed up, and the customer says so; only where the customer says anything."""
    at = row["arrived_at"]
    confirmed = last_word(case.said, at, window)
    if not identified(row) or confirmed is None:
        return None
    opened = case.rows.index(case.calls[0])
    followed_up = any(
        other["direction"] == "outbound" and abs(other["arrived_at"] - at) <= window
        for other in case.rows[opened:]
    )
    return alone(row, case, window) and row["transfers"] == 0 and not followed_up and confirmed
