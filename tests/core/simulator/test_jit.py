"""Compiled code is kept where it can be, and never outlives the text it was compiled from."""

import ast
from pathlib import Path

import pytest

from willet.core.simulator import Truth, jit


def doubled(x: int) -> int:
    return 2 * x


def test_compiled_code_is_kept_beside_the_source_under_a_digest_of_it(run: Truth) -> None:
    place = jit._place()

    assert place is not None
    assert place.parent == Path(jit.__file__).parent / "__pycache__"
    assert list(place.rglob("*.nbi"))


def test_the_common_setting_of_the_compiler_stays_as_it_was() -> None:
    usual = jit.SETTINGS.CACHE_DIR

    jit.compiled(doubled)

    assert usual == jit.SETTINGS.CACHE_DIR


def test_without_a_place_to_write_it_still_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jit, "_place", lambda: None)

    assert jit.compiled(doubled)(21) == 42


def test_every_drawing_place_has_its_own_number() -> None:
    source = (Path(jit.__file__).parent / "slots.py").read_text("utf-8")
    calls = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)]
    numbers = [c.args[0].value for c in calls if isinstance(c.args[0], ast.Constant)]

    assert len(numbers) == len(set(numbers)) == 12
    # Two-slot draws (talk, hold, wrap-up, delay) need the next number free.
    assert not {11, 14, 16, 22} & set(numbers)
