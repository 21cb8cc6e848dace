"""One effect as it is asked for: the question, the exposures, the kind of unit, what is worth having."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from willet.core.effects import refusals
from willet.core.effects.exposures import Exposure, exposures_of, read_exposures
from willet.core.effects.measured import KINDS, UnitKind, measured
from willet.core.metrics import Condition, Question
from willet.core.records import RequestError

USUAL_WORTH = 0.03
"""Three points of a share are worth having, where nobody says another figure."""


@dataclass(frozen=True)
class EffectRequest:
    """A checked request for an effect; `file` names the exposures in what is said of them."""

    question: Question
    exposures: tuple[Exposure, ...]
    unit: UnitKind
    worth: float | None
    weeks: bool
    file: str
    watched: bool = False
    """Whether it was looked at while it ran."""

    @classmethod
    def of(
        cls,
        metric: str,
        exposures: Path | str | Iterable[Exposure | Mapping[str, object]],
        unit: str,
        *,
        by_weeks: bool = False,
        worth: float | None = None,
        where: Condition | str | None = None,
        params: Mapping[str, object] | None = None,
        profile: str = "willet",
        watched: bool = False,
    ) -> "EffectRequest":
        """A checked request.

        Raises:
            RequestError: the metric, filter, unit or worth cannot be, or nobody is exposed.
            ExposureFaultsError: the exposures cannot be read; each fault is named.
        """
        question = Question.of(metric, where=where, params=params, profile=profile)
        if unit not in KINDS:
            raise RequestError(refusals.NO_KIND(unit=repr(unit)))
        measured(question, unit, {})
        rows, file = _exposures(exposures)
        if all(row.assigned_from is None for row in rows):
            raise RequestError(refusals.NOBODY_EXPOSED(file=file))
        return cls(question, rows, unit, _worth(question, worth), by_weeks, file, watched)


def _exposures(
    given: Path | str | Iterable[Exposure | Mapping[str, object]],
) -> tuple[tuple[Exposure, ...], str]:
    if isinstance(given, Path | str):
        return read_exposures(given), Path(given).name
    return exposures_of(given), "exposures"


def _worth(question: Question, worth: float | None) -> float | None:
    share = question.metric(question.metrics[0]).unit == "share"
    if worth is None:
        return USUAL_WORTH if share else None
    if not isfinite(worth) or worth < 0 or (share and worth > 1):
        raise RequestError(refusals.NO_WORTH(worth=f"{worth:g}"))
    return worth
