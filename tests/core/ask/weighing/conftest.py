"""Surveys of which the answers are drawn as tables: by queue, how many were asked, answered, and content."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.core.cases.conftest import START, Row, contact, fill

__all__ = ["fill"]


class Survey:
    """Contacts and the questions put to their customers, one after the other; every customer calls once."""

    def __init__(self) -> None:
        self.contacts: list[Row] = []
        self.answers: list[Row] = []

    def handled(self, number: int, *, source: str = "t", **more: Any) -> list[Row]:
        """So many calls of as many customers, none of whom is asked."""
        first = len(self.contacts)
        rows = [
            contact(f"{n}", who=n, source=source, contact_id=f"{source}:{n}") | more
            for n in range(first, first + number)
        ]
        self.contacts += rows
        return rows

    def asked(self, number: int, scores: Iterator[float | None], **more: Any) -> None:
        """So many calls whose customers were asked by mail; a score of None was never given."""
        given = {"instrument": "csat", "scale": "1-5", "delivered_at": START + timedelta(days=1)}
        about = {n: more.pop(n) for n in list(more) if n in {"queue", "topic", "agent", "source"}}
        about |= {
            n: more.pop(n) for n in list(more) if n in {"customer_key", "outcome", "direction"}
        }
        for row in self.handled(number, **about):
            self.answers.append(row_of_answer(row, next(scores)) | given | more)


def row_of_answer(contact: Row, score: float | None) -> Row:
    """The row of a question about one contact."""
    place = ("contact_id", "source", "customer_key", "local_date", "queue", "topic", "agent")
    copied = {
        name: contact.get(name) for name in (*place, "direction", "outcome", "local_interval")
    }
    return copied | {"score": score, "invitation": f"i{contact['contact_id']}"}


def scores(content: int, discontent: int) -> Iterator[float | None]:
    """So many fives and ones, and silence for ever after."""
    yield from [5.0] * content
    yield from [1.0] * discontent
    while True:
        yield None
