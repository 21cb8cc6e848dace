"""What can be done with files that are handed in."""
