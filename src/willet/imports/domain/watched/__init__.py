"""Folders that are watched: looked into, their files taken once, what is wrong with them told."""
