"""Commands of this room for those who build the product."""
