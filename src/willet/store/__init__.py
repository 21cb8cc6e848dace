"""The rooms' database, SQLite or PostgreSQL: its address, and where the two would differ, one behaviour for both."""
