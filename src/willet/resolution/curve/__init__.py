"""First-contact resolution against the repeat window."""
