"""Why something about a voicemail was not done."""

from typing import Literal, TypeAlias

RefusalCode: TypeAlias = Literal[
    "invalid",
    "forbidden",
    "not_found",
    "conflict",
    "rate_limited",
    "too_large",
    "unsupported_type",
    "unavailable",
]


class Refusal(Exception):
    """It changed nothing; `code` is the wire's own, `field` names what is to blame.

    `reason` names what stands in the way where the code alone does not tell enough.
    """

    def __init__(
        self,
        code: RefusalCode,
        field: str | None = None,
        *,
        reason: str | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        """Refuse with the wire's own error code."""
        super().__init__(code)
        self.code: RefusalCode = code
        self.field = field
        self.reason = reason
        self.retry_after_seconds = retry_after_seconds
