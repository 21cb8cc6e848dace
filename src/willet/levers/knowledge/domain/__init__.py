"""What can be done with articles: found, read, used, written, approved, reviewed."""
