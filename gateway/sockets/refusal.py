"""Why a client's wish is not granted, before it is put into the client's language."""

from gateway.wire.errors import Code
from gateway.wire.scalars import Locale


class Refusal(Exception):
    """Nothing was changed; `code` is the wire's own, `field` names what is to blame."""

    def __init__(
        self,
        code: Code,
        field: str | None = None,
        *,
        retry_after_seconds: float | None = None,
        reason: str | None = None,
        locale: Locale = "en",
    ) -> None:
        """Refuse; `reason` tells more than the code, `locale` counts where no caller is known."""
        super().__init__(code)
        self.code = code
        self.field = field
        self.retry_after_seconds = retry_after_seconds
        self.reason = reason
        self.locale = locale
