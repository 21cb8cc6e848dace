"""What a name that is not known may be a name of, as an error says it."""

from willet.core.records.messages import saying

COLUMN = saying("kind_of_name.column", "column of %(table)s")
CONTACT = saying("kind_of_name.contact", "contact")()
DIMENSION = saying("kind_of_name.dimension", "dimension")()
DIMENSION_OF = saying("kind_of_name.dimension_of", "dimension of %(table)s")
LINK_RULE = saying("kind_of_name.link_rule", "link rule")()
METRIC = saying("kind_of_name.metric", "metric")()
PARAMETER = saying("kind_of_name.parameter", "parameter")()
PART = saying("kind_of_name.part", "part of a number")()
PROFILE = saying("kind_of_name.profile", "profile")()
RUN = saying("kind_of_name.run", "run")()
SOURCE = saying("kind_of_name.source", "source")()
SQL_DIALECT = saying("kind_of_name.sql_dialect", "SQL dialect")()
TABLE = saying("kind_of_name.table", "table")()
TIME_ZONE = saying("kind_of_name.time_zone", "time zone")()
TOPIC_RULE = saying("kind_of_name.topic_rule", "topic rule")()
WEIGHTS = saying("kind_of_name.weights", "kind of weights")()
