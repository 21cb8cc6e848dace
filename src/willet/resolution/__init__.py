"""Was it solved? Definitions, curve, evidence, doubts, causes, comparison, and the case itself."""
