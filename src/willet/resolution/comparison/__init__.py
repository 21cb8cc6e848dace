"""Agents and teams compared fairly."""
