"""What can be done with lists, what the lake knows of them, and how their entries are read."""
