"""What this room shows as tables."""
