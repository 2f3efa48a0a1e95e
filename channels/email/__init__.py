"""Email: a customer's mail becomes a case, the answer leaves under its number."""
