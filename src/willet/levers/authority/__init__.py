"""Authority: what agents may grant a customer, what they granted, and what they could not."""
