"""The desk beside the call: who is calling, how it ended, what was promised."""
