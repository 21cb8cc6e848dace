"""Who did what to what, when, from what to what."""
