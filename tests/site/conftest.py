"""The small lake, for tests that open every page."""

from tests.scaffold.small_lake import lent_small_lake, made_lake, small_lake

__all__ = ["lent_small_lake", "made_lake", "small_lake"]
