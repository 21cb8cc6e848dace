"""Why cases were not solved, and what could be recovered."""
