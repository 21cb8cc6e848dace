"""What a metric is to reach, for whom, until when; and alerts that tell when a figure left its usual range."""
