"""One case: its contacts, what was said of it, and its corrections by hand."""
