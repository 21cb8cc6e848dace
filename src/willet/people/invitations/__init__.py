"""Invitations: a link with which a person chooses their first password, mailed or handed over."""
