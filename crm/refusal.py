"""Why something about a record was not done."""

from typing import Literal, TypeAlias

RefusalCode: TypeAlias = Literal[
    "invalid", "not_found", "conflict", "address_taken", "undo_expired", "undo_blocked"
]


class Refusal(Exception):
    """It changed nothing; `code` is the wire's own, `field` names what is to blame."""

    def __init__(self, code: RefusalCode, field: str | None = None) -> None:
        """Refuse with the wire's own error code."""
        super().__init__(code)
        self.code: RefusalCode = code
        self.field = field
