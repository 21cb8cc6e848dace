"""What is done with plans: plain functions that take who does it."""
