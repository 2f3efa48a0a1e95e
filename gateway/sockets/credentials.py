"""Reading what a CONNECT carries."""

from typing import Final, TypeVar

import msgspec

from gateway.sockets.dispatch import field_of, refuse_nul
from gateway.sockets.refusal import Refusal
from gateway.views.snapshot import PROTOCOL
from gateway.wire.errors import Code
from gateway.wire.scalars import Locale, Payload

AuthT = TypeVar("AuthT", bound=Payload)

_any_object: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_whole: Final = msgspec.json.Decoder(int)


def read_auth(text: str, kind: type[AuthT]) -> AuthT:
    """Read the JSON that a CONNECT carries; nothing at all is read as an empty object.

    Raises:
        Refusal: `upgrade_required` for another protocol, whatever else it may carry, `invalid`
            with the field for anything that is not in the expected form.

    """
    refuse_nul(text)
    try:
        fields = _any_object.decode(text or "{}")
        if "protocol" in fields and _protocol(fields["protocol"]) != PROTOCOL:
            raise Refusal(Code.UPGRADE_REQUIRED, "protocol")
        return msgspec.json.decode(text or "{}", type=kind)
    except RecursionError:
        raise Refusal(Code.INVALID) from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Refusal(Code.INVALID, field_of(str(error))) from None


def _protocol(text: msgspec.Raw) -> int:
    try:
        return _whole.decode(text)
    except msgspec.DecodeError:
        raise Refusal(Code.INVALID, "protocol") from None


def language(tag: str) -> Locale:
    """Give the nearest language there are words in, for a BCP 47 tag."""
    return "fr" if tag.lower().partition("-")[0] == "fr" else "en"
