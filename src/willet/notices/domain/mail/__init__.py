"""Notices by mail: what a mail says, and handing it to the server once."""
