"""The face that programs see: what rooms offer in their `endpoints.py`, under `/api/v1/`, to whoever holds a token."""
