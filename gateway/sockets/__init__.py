"""The two Socket.IO servers: one for customers, one for agents."""
