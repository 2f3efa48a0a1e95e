"""The failure of a command, told to the person who typed it."""


class CommandFailed(Exception):
    """A command could not do what it was asked; the text says why and what to do."""
