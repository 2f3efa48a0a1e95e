"""Why a command was not carried out."""

from typing import Literal, TypeAlias

RefusalCode: TypeAlias = Literal[
    "forbidden",
    "not_found",
    "invalid",
    "offer_expired",
    "status_not_allowed",
    "code_required",
    "at_capacity",
    "unattended",
    "conflict",
]


class Refused(Exception):
    """The command changed nothing; ``code`` says why, ``field`` which part of it.

    ``reason`` names what stands in the way where the code alone does not tell enough.
    """

    def __init__(
        self, code: RefusalCode, field: str | None = None, *, reason: str | None = None
    ) -> None:
        """Refuse with the wire's own error code."""
        super().__init__(code)
        self.code: RefusalCode = code
        self.field = field
        self.reason = reason
