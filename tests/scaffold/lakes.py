"""The small lake, the lake of causes and the fair lake, for the tests of every room."""

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
