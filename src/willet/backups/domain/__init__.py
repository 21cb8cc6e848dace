"""What this room does: takes a backup, says what is in one, puts one back, and takes one by the clock."""
