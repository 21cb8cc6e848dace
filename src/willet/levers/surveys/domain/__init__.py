"""What is done with surveys: drawing, asking, answering, and what follows of an answer."""
