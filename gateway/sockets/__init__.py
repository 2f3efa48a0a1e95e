"""The live doors: one for customers' widgets, one for agents' desks."""
