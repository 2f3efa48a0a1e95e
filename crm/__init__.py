"""Customers, their cases, the work that follows from them."""
