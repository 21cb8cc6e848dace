"""What to doubt in the figures, and the cases each doubt is about."""
