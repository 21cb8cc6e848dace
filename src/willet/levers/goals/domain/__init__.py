"""What goals do: what they speak of, how they are set, and how they stand."""
