"""A lake as an analyst holds it in a notebook, effects included: open it, ask it, ask what a change did to it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from willet.core.ask import Session
from willet.core.effects.effect import effect
from willet.core.effects.exposures import Exposure
from willet.core.effects.request import EffectRequest
from willet.core.effects.result import Effect
from willet.core.metrics import Condition


class OpenLake(Session):
    """An open lake that also tells effects."""

    def effect(
        self,
        metric: str,
        exposures: Path | str | Iterable[Exposure | Mapping[str, object]],
        unit: str,
        *,
        by_weeks: bool = False,
        worth: float | None = None,
        where: Condition | str | None = None,
        params: Mapping[str, object] | None = None,
        profile: str = "willet",
    ) -> Effect:
        """What a dated exposure of agents, teams or queues did to a metric.

        Args:
            metric: a share or a mean from the catalogue.
            exposures: a CSV file as `willet effect` takes it, or the same as objects or mappings.
            unit: agent, team or queue.
            by_weeks: also the effect in each week since the start.
            worth: the smallest effect worth having, in the metric's unit; of a share 0.03 unless given.
            where: a condition over columns, as `ask` takes it.
            params: values for parameters such as window_days.
            profile: whose definitions to use.

        Raises:
            RequestError: it cannot be asked so, or exposures cannot be read; every fault of them is named.
            LakeError: the lake could not be read.
        """
        asked = EffectRequest.of(
            metric,
            exposures,
            unit,
            by_weeks=by_weeks,
            worth=worth,
            where=where,
            params=params,
            profile=profile,
        )
        return effect(self.lake, asked)
