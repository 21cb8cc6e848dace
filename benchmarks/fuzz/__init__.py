"""Whether any file, however damaged or hostile, gets more out of Willet than a refusal in words."""
