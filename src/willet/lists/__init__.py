"""Queues, topics and dispositions: their names in five languages, and which spellings are one."""
