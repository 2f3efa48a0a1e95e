"""The door for agents' desks."""
