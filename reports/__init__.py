"""Figures drawn from the record of decisions."""
