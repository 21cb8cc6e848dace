"""The small lake, for tests that open every page."""

from tests.scaffold.small_lake import made_lake, small_lake

__all__ = ["made_lake", "small_lake"]
