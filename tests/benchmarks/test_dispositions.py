"""The worlds of agents' words are what they say they are, and a few of them run."""

import numpy as np
import pytest

from benchmarks.dispositions import BACK_SOLVED, FLATTERING, HONEST, counts, planted, table, world


def test_planted_shares_are_those_of_many_contacts() -> None:
    agents, rng = planted(), np.random.default_rng(1)

    hits = np.zeros((2, 2, len(agents.over)))
    for _run in range(300):
        drawn = world(agents, rng)
        came, yes = np.isfinite(drawn["gap"]), drawn["own_word"]
        afterwards = np.where(drawn["answers"], drawn["solved"], ~came)
        for place, (top, bottom) in enumerate(
            [(yes == afterwards, np.ones_like(yes)), (yes & came, yes)]
        ):
            hits[place, 0] += np.bincount(drawn["who"], top)
            hits[place, 1] += np.bincount(drawn["who"], bottom)

    assert hits[:, 0] / hits[:, 1] == pytest.approx(agents.shares, abs=0.012)


def test_flattering_agents_are_seen_through() -> None:
    agents = planted()
    held, back = agents.shares

    assert held[agents.over == HONEST].min() > held[agents.over == FLATTERING].mean()
    assert back[agents.over == FLATTERING].min() > BACK_SOLVED


def test_statement_counts_every_contact_of_a_world() -> None:
    agents = planted()

    counted = counts(3, agents)

    assert (counted[:, 0, :, 1] == agents.contacts).all()
    assert len(table(3)) == 6
