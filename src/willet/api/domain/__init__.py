"""What can be done with tokens, and how often one may ask."""
