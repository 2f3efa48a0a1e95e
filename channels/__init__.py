"""The ways in which a customer reaches the company."""
