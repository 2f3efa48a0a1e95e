"""A small knowledge base: one entry that fits a message, one that holds a table."""

from typing import Final

ENTRIES: Final = '''
[[faq]]
shortcut = "hours"
category = "General"
question = "When are you open?"
answer = "We are open **8 am to 7 pm** Monday to Friday."

[[faq]]
shortcut = "Prix"
category = "Delivery"
question = "What does delivery cost?"
answer = """
| Weight     | Price |
| ---------- | ----- |
| up to 1 kg | 4 EUR |
"""
'''
