"""A Willet elsewhere, asked over HTTP as a lake is asked here."""

from willet.core.ask.connection.asking import Connection

__all__ = ["Connection"]
