"""A question to the lake, checked whole before anything is read: which metrics, split how, over what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TypeAlias

from willet.core.metrics import refusals
from willet.core.metrics.catalogue import parameters
from willet.core.metrics.condition import Condition, written
from willet.core.metrics.grains import GRAINS, OF_CONTACTS, SPLITTABLE, TAG, splits_of
from willet.core.metrics.metric import Metric, Parameter
from willet.core.metrics.nodes import Node
from willet.core.metrics.profile import metric_in_profile, profile_named
from willet.core.metrics.weights import NO_WEIGHTS, WEIGHTS, can_be_weighed
from willet.core.records import (
    TABLES,
    Message,
    RequestError,
    Saying,
    UnknownNameError,
    kinds,
)

ParamValue: TypeAlias = float | int | str


@dataclass(frozen=True)
class Question:
    """What is asked. Made by `Question.of`, which checks it; hashable, so an answer can be remembered.

    `first` and `last` are local days, both included. `params` holds what the person set, nothing else.
    """

    metrics: tuple[str, ...]
    by: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    filters: Condition | None = None
    params: tuple[tuple[str, ParamValue], ...] = ()
    profile: str = "willet"
    weights: str | None = None

    @classmethod
    def of(
        cls,
        metrics: str | Iterable[str],
        *,
        by: str | Iterable[str] = (),
        first: date | str | None = None,
        last: date | str | None = None,
        where: Condition | str | None = None,
        params: Mapping[str, object] | None = None,
        profile: str = "willet",
        weights: str | None = None,
    ) -> "Question":
        """A checked question; `where` is a filter as text, or as a condition that was built.

        `weights` is how answers are weighed for those who did not answer, one of `WEIGHTS`; None leaves it to the
        metric.

        Raises:
            UnknownNameError: a metric, dimension, parameter, column or profile that does not exist.
            RequestError: the parts do not fit each other.
        """
        question = cls(
            metrics=_names(metrics),
            by=_names(by),
            first=_day(first, refusals.NO_FIRST_DAY),
            last=_day(last, refusals.NO_LAST_DAY),
            filters=where if isinstance(where, Condition) else written(where),
            params=tuple(sorted((n, _value(n, v)) for n, v in (params or {}).items())),
            profile=profile,
            weights=weights,
        )
        question._check()
        return question

    def metric(self, name: str) -> Metric:
        """A metric of the question as its profile counts it."""
        return metric_in_profile(name, self.profile)

    def weights_of(self, metric: Metric) -> str | None:
        """How the answers of a metric are weighed here; None where they are taken as they are."""
        method = self.weights or metric.weights
        return None if method == NO_WEIGHTS else method

    def parameters(self) -> dict[str, ParamValue]:
        """Every parameter's value here: the default, else the profile's, else what was asked."""
        values: dict[str, ParamValue] = {name: p.default for name, p in parameters().items()}
        values.update({n: v for n, v in profile_named(self.profile).params.items() if n in values})
        values.update(self.params)
        return values

    @property
    def where(self) -> str | None:
        """The filter as a person reads it, in the grammar of filters; None where there is none."""
        return None if self.filters is None else str(self.filters)

    def condition(self, table: str) -> Node | None:
        """The filter as checked nodes over one table; None where there is no filter.

        Raises:
            RequestError: the filter is not in the grammar, or names what the table does not have.
        """
        return self.filters.node(table) if self.filters is not None else None

    def as_json(self) -> dict[str, object]:
        """The question as `ask --format json` repeats it."""
        return {
            "metrics": list(self.metrics),
            "by": list(self.by),
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "where": self.where,
            "params": dict(self.params),
            "profile": self.profile,
            **({"weights": self.weights} if self.weights else {}),
        }

    def _check(self) -> None:
        if not self.metrics:
            raise RequestError(refusals.NO_METRIC())
        if self.first and self.last and self.first > self.last:
            raise RequestError(refusals.ENDS_FIRST(first=f"{self.first}", last=f"{self.last}"))
        profile_named(self.profile)
        if self.weights is not None and self.weights not in WEIGHTS:
            raise UnknownNameError(kinds.WEIGHTS, self.weights, WEIGHTS)
        for name in self.metrics:
            self._check_metric(self.metric(name))

    def _check_metric(self, metric: Metric) -> None:
        for dimension in self.by:
            able = [*GRAINS, *SPLITTABLE, *OF_CONTACTS]
            if dimension not in able:
                raise UnknownNameError(kinds.DIMENSION, dimension, list(dict.fromkeys(able)))
            if dimension not in GRAINS and dimension not in splits_of(metric.table):
                raise RequestError(_no_such(refusals.NO_SPLIT, metric, dimension))
        self._check_filter(metric)
        if self.weights not in {None, NO_WEIGHTS} and not can_be_weighed(metric):
            raise RequestError(refusals.NOT_OF_ANSWERS(name=metric.name))
        if self.weights_of(metric) is not None:
            self._check_known_of_all(metric)

    def _check_known_of_all(self, metric: Metric) -> None:
        """What a weighed answer is split and filtered by must be known of those who did not answer too."""
        known = TABLES["contacts"].names
        for dimension in self.by:
            if dimension == TAG:
                raise RequestError(refusals.NOT_BY_TAG(name=metric.name))
            if dimension not in GRAINS and dimension not in known:
                raise RequestError(refusals.OF_ANSWERS_ALONE(name=metric.name, column=dimension))
        try:
            self.condition("contacts")
        except UnknownNameError as error:
            raise RequestError(
                refusals.OF_ANSWERS_ALONE(name=metric.name, column=error.name)
            ) from error

    def _check_filter(self, metric: Metric) -> None:
        try:
            self.condition(metric.table)
        except UnknownNameError as error:
            if _stands_elsewhere(error.name):
                raise RequestError(_no_such(refusals.NO_FILTER, metric, error.name)) from error
            raise


def _names(names: str | Iterable[str]) -> tuple[str, ...]:
    listed = [names] if isinstance(names, str) else list(names)
    return tuple(dict.fromkeys(name.strip() for name in listed))


def _day(day: date | str | None, refusal: Saying) -> date | None:
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise RequestError(refusal(day=repr(day))) from error


def _value(name: str, value: object) -> ParamValue:
    known = parameters()
    if name not in known:
        raise UnknownNameError(kinds.PARAMETER, name, known)
    parameter = known[name]
    return (
        _text(parameter, value) if isinstance(parameter.default, str) else _number(parameter, value)
    )


def _text(parameter: Parameter, value: object) -> str:
    if value not in parameter.choices:
        choices = ", ".join(parameter.choices)
        raise RequestError(
            refusals.NO_CHOICE(name=parameter.name, value=repr(value), choices=choices)
        )
    return str(value)


def _number(parameter: Parameter, value: object) -> float | int:
    try:
        number = float(str(value))
    except ValueError as error:
        raise RequestError(refusals.NO_NUMBER(name=parameter.name, value=repr(value))) from error
    low = parameter.lowest if parameter.lowest is not None else float("-inf")
    high = parameter.highest if parameter.highest is not None else float("inf")
    if not low <= number <= high:
        bounds = {"low": f"{low:g}", "high": f"{high:g}"}
        raise RequestError(refusals.OUT_OF_RANGE(name=parameter.name, value=str(value), **bounds))
    if not isfinite(number):  # Where nothing bounds it.
        raise RequestError(refusals.NO_NUMBER(name=parameter.name, value=repr(value)))
    return int(number) if number.is_integer() else number


def _stands_elsewhere(name: str) -> bool:
    return name in OF_CONTACTS or any(name in table.names for table in TABLES.values())


def _no_such(refusal: Saying, metric: Metric, column: str) -> Message:
    able = ", ".join(sorted(splits_of(metric.table)))
    return refusal(name=metric.name, table=metric.table, column=repr(column), able=able)
