"""The pages of this room: one's own authority, requests to decide, limits, and the ledger."""
