"""Five definitions of first contact, side by side, and recent days."""
