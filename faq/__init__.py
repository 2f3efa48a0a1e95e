"""The knowledge base: entries, their shortcuts, their search."""
