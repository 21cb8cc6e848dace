"""Files in: handed over, shown first, imported by the worker, taken back; and what became of each row."""
