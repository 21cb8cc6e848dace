"""Compile a function of arrays to machine code, and keep the code between runs where a place allows it."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """The function as machine code, compiled on its first call.

    The code is kept on disk; where no folder may be written it is compiled anew in each process.
    """
    try:
        return cast(F, numba.njit(cache=True)(function))
    except RuntimeError:
        return cast(F, numba.njit(function))
