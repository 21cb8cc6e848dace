"""The file an index rests in: texts, the words they hold, and which text holds which word."""

from typing import Final

FORMAT: Final = "2"
"""Another format is thrown away and built anew."""
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL,
    language TEXT NOT NULL, shelf TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, texts INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS places (word INTEGER NOT NULL, text INTEGER NOT NULL, weight REAL NOT NULL,
    PRIMARY KEY (word, text)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS places_of_text ON places (text);
"""
