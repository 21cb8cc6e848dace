"""How likely each was to answer: shares by hand where the columns allow any, and beside a logit of statsmodels."""

from collections.abc import Mapping

import numpy as np
import pytest
import statsmodels.api as sm

from willet.core.statistics.nonresponse.design import Design, design_of
from willet.core.statistics.nonresponse.population import Population
from willet.core.statistics.nonresponse.propensity import Propensity, propensity


def population(
    factors: Mapping[str, np.ndarray], answered: np.ndarray, design: np.ndarray | None = None
) -> Population:
    size = len(answered)
    return Population(
        factors=factors,
        design=np.ones(size) if design is None else design,
        answers=np.where(answered, 1.0, np.nan),
        clusters=np.arange(size),
    )


def fitted(whom: Population) -> tuple[Propensity, Design]:
    design = design_of(whom, with_pairs=False)
    return propensity(whom, design), design


def test_of_one_factor_the_chance_of_a_level_is_its_share_as_it_was_asked() -> None:
    level = np.repeat([0, 1], [200, 300])
    answered = np.concatenate([np.arange(200) < 50, np.arange(300) < 240])
    weights = np.where(np.arange(500) % 2 == 0, 3.0, 1.0)

    chances, _ = fitted(population({"queue": level}, answered, weights))

    for one in (0, 1):
        mine = level == one
        share = weights[mine & answered].sum() / weights[mine].sum()
        assert chances.chance[mine] == pytest.approx(np.full(mine.sum(), share), abs=1e-4)
    assert chances.inverse == pytest.approx(1 / chances.chance)
    assert not chances.cut.any()


def test_chances_of_several_factors_are_those_of_a_logit() -> None:
    rng = np.random.default_rng(3)
    size = 1500
    queue, topic = rng.integers(0, 3, size), rng.integers(0, 2, size)
    answered = rng.random(size) < np.array([0.7, 0.5, 0.3])[queue] * np.array([1.0, 0.6])[topic]
    weights = rng.choice([1.0, 2.0], size)

    chances, design = fitted(population({"queue": queue, "topic": topic}, answered, weights))

    x = np.column_stack([np.ones(size), queue == 1, queue == 2, topic == 1]).astype(float)
    fit = sm.GLM(
        answered.astype(float), x, family=sm.families.Binomial(), freq_weights=weights
    ).fit()
    assert chances.chance == pytest.approx(fit.fittedvalues, abs=1e-4)
    # the columns may stand in another order: what they say of a person does not
    assert design.columns.shape[1] == 4
    told = np.array([design.columns[[p], :].toarray()[0] for p in design.pattern[:20]])
    mine = np.einsum("ij,jk,ik->i", told, chances.spread, told)
    theirs = np.einsum("ij,jk,ik->i", x[:20], np.asarray(fit.normalized_cov_params), x[:20])
    assert mine == pytest.approx(theirs, rel=1e-3)


@pytest.mark.parametrize(("who", "chance"), [(True, 1.0), (False, 0.0)])
def test_where_all_answered_or_nobody_there_is_nothing_to_learn(who: bool, chance: float) -> None:
    chances, design = fitted(population({"queue": np.arange(40) % 2}, np.full(40, who)))

    assert chances.chance.tolist() == [chance] * 40
    assert chances.inverse.tolist() == [1.0] * 40
    assert not chances.cut.any()
    assert chances.spread.tolist() == np.zeros((design.columns.shape[1],) * 2).tolist()


def test_what_was_cut_is_beyond_the_quantile_of_those_who_answered() -> None:
    rng = np.random.default_rng(8)
    factors = {f"f{n}": rng.integers(0, 4, 3000) for n in range(4)}
    chance = 1 / (1 + np.exp(sum(codes - 1.0 for codes in factors.values())))
    answered = rng.random(3000) < chance

    chances, _ = fitted(population(factors, answered))

    most = np.quantile(1 / chances.chance[answered], 0.99)
    assert chances.inverse.max() == pytest.approx(most)
    assert chances.cut.tolist() == (1 / chances.chance > most).tolist()
    assert 0 < chances.cut[answered].sum() < 0.01 * answered.sum() + 1
    kept = ~chances.cut
    assert chances.inverse[kept] == pytest.approx(1 / chances.chance[kept])
