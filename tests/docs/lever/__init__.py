"""What a metric is to reach, for whom: the smallest lever there is."""
