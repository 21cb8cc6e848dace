"""What resolution is worth: what became of customers solved at first contact, beside the others."""
