"""Folders in which a telephone system leaves recordings."""
