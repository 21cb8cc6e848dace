"""Forecasts of goals against months that came to an end: drawn worlds, and a real bank."""
