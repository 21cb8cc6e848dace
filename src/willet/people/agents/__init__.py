"""Agents: whom the spellings of the call records mean, in which team they were when, and how the lake learns it."""
