"""The small lake and the lake of causes, for the tests of this room."""

from tests.scaffold.causes_lake import causes_lake, made_causes
from tests.scaffold.fair_lake import fair_lake, made_fair
from tests.scaffold.small_lake import made_lake, small_lake

__all__ = [
    "causes_lake",
    "fair_lake",
    "made_causes",
    "made_fair",
    "made_lake",
    "small_lake",
]
