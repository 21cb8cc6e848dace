"""A lake as an analyst holds it in a notebook: open it, ask it."""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Self

from willet.core.ask.memory import ask
from willet.core.lake import Lake
from willet.core.metrics import Answer, Condition, Question
from willet.core.records import RequestError, saying

SAME_BOUND = saying("same_bound", "%(name)s and %(alias)s are the same bound; give one of them.")


class Session:
    """An open lake. Each question sees the lake as it is at that moment."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake

    @classmethod
    def open(cls, path: Path | str | None = None) -> Self:
        """Open the lake at this place; by default that of `$WILLET_HOME`, else of `./willet-home`.

        Raises:
            RequestError: there is no lake.
        """
        usual = Path(os.environ.get("WILLET_HOME") or "willet-home") / "lake"
        return cls(Lake.at(usual if path is None else path))

    def ask(
        self,
        metrics: str | Iterable[str],
        *,
        by: str | Iterable[str] = (),
        first: date | str | None = None,
        last: date | str | None = None,
        from_: date | str | None = None,
        to: date | str | None = None,
        where: Condition | str | None = None,
        params: Mapping[str, object] | None = None,
        profile: str = "willet",
        weights: str | None = None,
    ) -> Answer:
        """Ask one or more metrics.

        Args:
            metrics: names from the catalogue.
            by: dimensions to split by: hour, interval, day, week, month, quarter, year, weekday, or a column.
            first: first local day; `from_` says the same.
            last: last local day, included; `to` says the same.
            where: a condition over columns, e.g. "queue = 'sales' and wait_s > 20"; or one that was built.
            params: values for parameters such as target_s.
            profile: whose definitions to use.
            weights: how answers are weighed for those who did not answer: dr (doubly robust), raking, propensity or
                none; without it as the metric says.

        Raises:
            RequestError: the question cannot be asked so; the message says what was probably meant.
            LakeError: the lake could not be read.
        """
        question = Question.of(
            metrics,
            by=by,
            first=one_bound(first, from_, "first", "from_"),
            last=one_bound(last, to, "last", "to"),
            where=where,
            params=params,
            profile=profile,
            weights=weights,
        )
        return ask(self.lake, question)

    def __repr__(self) -> str:
        return f"willet.open({str(self.lake.path)!r})"


def one_bound(
    value: date | str | None, same: date | str | None, name: str, alias: str
) -> date | str | None:
    """A bound that may be given under either of two names.

    Raises:
        RequestError: it is given under both.
    """
    if value is not None and same is not None:
        raise RequestError(SAME_BOUND(name=name, alias=alias))
    return same if value is None else value
