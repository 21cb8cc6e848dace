"""Whether a figure left its usual range: smoothed daily figures against limits that know their noise."""

from willet.core.statistics.control.charts import (
    BASELINE_DAYS,
    LAMBDA,
    WIDTH,
    ChartPoint,
    Excursion,
    Side,
    excursions,
    run_chart,
    width_for,
)
from willet.core.statistics.control.noise import FEWEST_DAYS, DailyNoise, noise_of
from willet.core.statistics.control.run_lengths import false_alarm_chance, run_length

__all__ = [
    "BASELINE_DAYS",
    "FEWEST_DAYS",
    "LAMBDA",
    "WIDTH",
    "ChartPoint",
    "DailyNoise",
    "Excursion",
    "Side",
    "excursions",
    "false_alarm_chance",
    "noise_of",
    "run_chart",
    "run_length",
    "width_for",
]
