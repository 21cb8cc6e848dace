"""Dispositions beside what happened afterwards: asked, told as a table, and followed to the calls."""
