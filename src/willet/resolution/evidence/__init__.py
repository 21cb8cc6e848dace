"""What each kind of evidence says, and what they make likely together."""
