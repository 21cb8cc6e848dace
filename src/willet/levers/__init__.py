"""The levers, a room each."""
