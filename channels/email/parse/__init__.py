"""Incoming mail: from the bytes of a stranger to values that the rest of Parley can trust.

`mail.parse` is the way in; it never raises. Nothing here does I/O or reads a clock.
"""
