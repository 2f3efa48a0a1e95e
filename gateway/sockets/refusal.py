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
        locale: Locale = "en",
    ) -> None:
        """Refuse; `locale` counts only where no caller is known yet."""
        super().__init__(code)
        self.code = code
        self.field = field
        self.retry_after_seconds = retry_after_seconds
        self.locale = locale
