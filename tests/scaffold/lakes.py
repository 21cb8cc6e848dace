"""The small lake, those of causes, of names and of fair comparison, for the tests of every room."""

from tests.scaffold.causes_lake import causes_lake, lent_causes_lake, made_causes
from tests.scaffold.fair_lake import fair_lake, lent_fair_lake, made_fair
from tests.scaffold.filter_lake import made_filters
from tests.scaffold.named_lake import lent_named_lake, made_names, named_lake
from tests.scaffold.small_lake import lent_small_lake, made_lake, small_lake

__all__ = [
    "causes_lake",
    "fair_lake",
    "lent_causes_lake",
    "lent_fair_lake",
    "lent_named_lake",
    "lent_small_lake",
    "made_causes",
    "made_fair",
    "made_filters",
    "made_lake",
    "made_names",
    "named_lake",
    "small_lake",
]
