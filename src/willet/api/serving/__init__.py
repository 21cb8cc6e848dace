"""How a request of a program becomes an answer: who may, what was sent, and what a refusal looks like."""
