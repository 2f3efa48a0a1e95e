"""What people type, as it is kept: without what no database takes and nobody sees."""


def one_line(text: str) -> str:
    """Give a text as one line with single spaces."""
    return " ".join(text.replace("\0", " ").split())


def paragraphs(text: str) -> str:
    """Give a text with its line ends, and nothing around it."""
    return text.replace("\0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()
