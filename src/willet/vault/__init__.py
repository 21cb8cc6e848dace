"""Customers' numbers and addresses, encrypted, with a clock of their own; who was asked to be forgotten."""
