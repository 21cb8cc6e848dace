"""Dispositions handed back: signed, sent and tried again, and taken out as a file."""
