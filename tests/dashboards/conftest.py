"""The small lake, for the tests of this room."""

from tests.scaffold.small_lake import made_lake, small_lake

__all__ = ["made_lake", "small_lake"]
