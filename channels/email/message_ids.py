"""Message-IDs that only this company can make, so that a forged one is known at once."""

import base64
import hashlib
import hmac
import re
from typing import Final

_MAC_BYTES: Final = 16
_OWN: Final = re.compile(r"<c([0-9]{1,12})\.([0-9a-z]{1,64})\.([0-9a-z]{26})@[^<>@\s]{1,253}>")


class MessageIds:
    """Makes and recognises the Message-IDs of outgoing mail (RFC 5322 section 3.6.4)."""

    def __init__(self, key: bytes) -> None:
        """Sign with `key`, which every process of a gateway must share."""
        self._key = key

    def make(self, case_number: int, mail_id: str, domain: str) -> str:
        """Give the Message-ID of a mail; the same mail always has the same one.

        `mail_id` consists of digits and small letters.
        """
        return f"<c{case_number}.{mail_id}.{self._mac(case_number, mail_id)}@{domain}>"

    def case_number(self, message_id: str) -> int | None:
        """Give the number of the case that a Message-ID of ours speaks of; None: not ours."""
        # Servers on the way may change the case of letters; none of ours means anything by it.
        found = _OWN.fullmatch(message_id.lower())
        if found is None:
            return None
        number, mail_id, mac = int(found[1]), found[2], found[3]
        return number if hmac.compare_digest(mac, self._mac(number, mail_id)) else None

    def _mac(self, case_number: int, mail_id: str) -> str:
        digest = hmac.digest(self._key, f"{case_number}.{mail_id}".encode(), hashlib.sha256)
        return base64.b32encode(digest[:_MAC_BYTES]).decode().rstrip("=").lower()
