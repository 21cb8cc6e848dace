"""Was it solved? Customers are asked after a contact, and what they say is evidence of its case."""
