"""Effects of dated changes, tried on worlds whose truth is planted."""
