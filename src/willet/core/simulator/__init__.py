"""A call centre with planted truth: its files as real systems write them, and what is true of it."""

from willet.core.simulator.scenario import Scenario
from willet.core.simulator.simulate import simulate, simulate_scenario
from willet.core.simulator.truth import Truth

__all__ = ["Scenario", "Truth", "simulate", "simulate_scenario"]
