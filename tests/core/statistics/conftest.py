"""Chance for one test alone: what a test draws does not depend on those that ran before it."""

import numpy as np
import pytest


@pytest.fixture
def rng() -> np.random.Generator:
    """Drawn anew for each test, from one seed."""
    return np.random.default_rng(5)
