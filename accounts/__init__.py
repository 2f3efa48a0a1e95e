"""Agents, groups, roles, permissions, passwords and sessions."""
