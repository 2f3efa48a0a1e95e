"""Why something in a chat was not done."""

from typing import Literal, TypeAlias

RefusalCode: TypeAlias = Literal[
    "invalid",
    "forbidden",
    "not_found",
    "chat_ended",
    "client_id_reused",
    "rate_limited",
    "conflict",
    "blocked",
    "too_large",
    "unsupported_type",
    "unavailable",
]


class Refusal(Exception):
    """It changed nothing; `code` is the wire's own, `field` names what is to blame."""

    def __init__(
        self,
        code: RefusalCode,
        field: str | None = None,
        *,
        retry_after_seconds: float | None = None,
    ) -> None:
        """Refuse with the wire's own error code."""
        super().__init__(code)
        self.code: RefusalCode = code
        self.field = field
        self.retry_after_seconds = retry_after_seconds
