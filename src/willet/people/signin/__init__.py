"""Signing in: who is known by what they typed, how guessing is slowed down, which browsers are known."""
