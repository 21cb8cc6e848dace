"""The loops of linking as machine code, compiled once per machine and only when first needed."""

import tempfile
from collections.abc import Callable
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import Any

from willet.core.cases import kernel, standing

LOOPS = (
    kernel.tally,
    kernel.deal,
    kernel.previous,
    kernel.mirror,
    kernel.if_known,
    kernel.cases,
    kernel.number,
    kernel.spread,
    standing.stand,
    standing.pursue,
)


@cache
def loops() -> SimpleNamespace:
    """The loops of `kernel`, compiled; the machine code is kept beside the source, or in a temp folder."""
    import numba  # -- slow import

    return SimpleNamespace(**{loop.__name__: _compiled(numba, loop) for loop in LOOPS})


def together(*loops: Callable[..., Any]) -> SimpleNamespace:
    """Loops of which the later call the earlier, compiled.

    A loop finds what it calls by name in its module, where only the plain functions stand; here it is
    shown the compiled ones in their place.
    """
    import numba  # -- slow import

    result: dict[str, Any] = {}
    for loop in loops:
        assert isinstance(loop, FunctionType), "loops are plain functions"
        seen = {**loop.__globals__, **result}
        result[loop.__name__] = _compiled(numba, FunctionType(loop.__code__, seen, loop.__name__))
    return SimpleNamespace(**result)


def _compiled(numba: Any, loop: Callable[..., Any]) -> Callable[..., Any]:
    try:
        return _jit(numba, loop)
    except (
        RuntimeError
    ):  # no folder that a cache could be written to: an installation mounted read-only
        numba.config.CACHE_DIR = tempfile.mkdtemp(prefix="willet-numba-")
        return _jit(numba, loop)


def _jit(numba: Any, loop: Callable[..., Any]) -> Callable[..., Any]:
    result: Callable[..., Any] = numba.njit(cache=True, nogil=True)(loop)
    return result
