"""The door for customers' widgets."""
