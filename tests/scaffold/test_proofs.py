"""A share of the long proofs is about that share, grows with it, and another seed draws others."""

from tests.scaffold.proofs import is_drawn

NAMES = [f"tests/test_{n}.py" for n in range(2000)]


def drawn(share: float, seed: str) -> set[str]:
    return {name for name in NAMES if is_drawn(name, share, seed)}


def test_a_share_is_about_that_share_of_the_proofs() -> None:
    assert drawn(0, "1") == set()
    assert drawn(1, "1") == set(NAMES)
    assert 150 < len(drawn(0.1, "1")) < 250


def test_a_larger_share_holds_the_smaller_and_another_seed_draws_others() -> None:
    assert drawn(0.1, "1") < drawn(0.3, "1")
    assert drawn(0.1, "1") != drawn(0.1, "2")
