"""Addresses that open one file for ten minutes."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Final

from router.ids import SECOND, Instant

LIFETIME_SECONDS: Final = 600


class Signatures:
    """Signs the addresses of attachments; the signature is the permission to fetch."""

    def __init__(self, key: bytes, now: Callable[[], Instant]) -> None:
        """Sign with `key`, which every process of a gateway must share."""
        self._key = key
        self._now = now

    def attachment_url(self, attachment_id: str) -> str:
        """Give the signed address of an attachment (`gateway.views.chats.Signer`)."""
        return self.signed(f"/api/v1/attachments/{attachment_id}", attachment_id)

    def signed(self, path: str, subject: str) -> str:
        """Give the signed address of `path`, good for `subject` alone."""
        expires, signature = self.seal(subject)
        return f"{path}?expires={expires}&signature={signature}"

    def seal(self, subject: str) -> tuple[int, str]:
        """Give the second at which `subject` is no longer good, and its signature."""
        expires = self._now() // SECOND + LIFETIME_SECONDS
        return expires, self._sign(subject, expires)

    def is_valid(self, subject: str, expires: str, signature: str) -> bool:
        """Tell whether an address is one of ours and still opens what it was signed for."""
        if not (expires.isascii() and expires.isdecimal() and len(expires) <= 15):
            return False
        if int(expires) <= self._now() // SECOND:
            return False
        wanted = self._sign(subject, int(expires))
        return hmac.compare_digest(wanted.encode(), signature.encode("utf-8", "replace"))

    def _sign(self, subject: str, expires: int) -> str:
        digest = hmac.digest(self._key, f"{subject}.{expires}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:24]).decode()
