"""The small lake, for levers whose rows join calls."""

from tests.scaffold.small_lake import made_lake, small_lake

__all__ = ["made_lake", "small_lake"]
