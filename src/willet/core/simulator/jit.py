"""Compile functions of arrays to machine code, and keep the code between runs where a place allows it."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])

SETTINGS: Any = numba.config


def compiled(function: F) -> F:
    """The function as machine code, compiled on its first call.

    The code is kept beside the source; where nothing may be written there it is compiled anew in each process.
    """
    place, usual = _place(), SETTINGS.CACHE_DIR
    if place is None:
        return cast(F, numba.njit(function))
    SETTINGS.CACHE_DIR = str(place)
    try:
        return cast(F, numba.njit(cache=True)(function))
    finally:
        SETTINGS.CACHE_DIR = usual


@cache
def _place() -> Path | None:
    """A folder for this very text of the package.

    The compiler looks for changes only in the file of the function it keeps, not in those the function
    calls: without the digest, an edit of one module would leave the others running its old code.
    """
    here = Path(__file__).parent
    texts = b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))
    place = here / "__pycache__" / f"compiled-{sha256(texts).hexdigest()[:12]}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        # A name of its own: another process may look at the same moment.
        with TemporaryFile(dir=place):
            pass
    except OSError:
        return None
    return place
