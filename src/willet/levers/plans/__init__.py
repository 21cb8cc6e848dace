"""Improvement plans: what is tried against which cause, registered before it starts, and judged."""
