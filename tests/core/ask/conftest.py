"""Lakes to ask: those of the tiny source, and those filled by hand."""

from tests.core.cases.conftest import fill
from tests.core.lake.conftest import lake, store, tiny

__all__ = ["fill", "lake", "store", "tiny"]
