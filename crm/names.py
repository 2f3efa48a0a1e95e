"""The names of customers, in the order in which people look for them."""

import unicodedata


def last_name(name: str) -> str:
    """Give the part of a name by which a list is ordered: the last word, or what is before a comma.

    A mail address stands for itself.
    """
    before, comma, _ = name.partition(",")
    words = (before if comma else name).split()
    if not words:
        return ""
    return before.strip() if comma else words[-1]


def order_key(text: str) -> str:
    """Give what a list is ordered by: neither case nor accents count."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def name_key(name: str) -> str:
    """Give what a list of people is ordered by: the last name, then the whole (CRM-006)."""
    return order_key(f"{last_name(name)} {name}").strip()
