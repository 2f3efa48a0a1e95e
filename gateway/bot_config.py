"""The part of the configuration that is about the answer bot: a model of the site's own."""

from collections.abc import Iterator
from typing import Annotated, ClassVar
from urllib.parse import urlsplit

import msgspec

from accounts.discreet import Discreet
from gateway.toml_tables import Checked


class Bot(Checked, Discreet, frozen=True, kw_only=True):
    """Whom the answer bot asks before the knowledge base."""

    hidden: ClassVar[frozenset[str]] = frozenset({"model_key"})

    model_url: str = ""
    """Where questions are posted to; empty: nowhere, no word leaves the gateway."""
    model_key: str = ""
    """Shown as a bearer token; empty: none."""
    model_timeout_seconds: Annotated[int, msgspec.Meta(ge=1, le=60)] = 5
    """How long a customer waits for the model before the knowledge base answers."""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check the address."""
        if self.model_url:
            try:
                parts = urlsplit(self.model_url)
            except ValueError:
                parts = None
            if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
                yield "model_url", 'must be like "http://127.0.0.1:9000/answer"'
