"""Signing: what leaves says, provably, which domain it is from (DKIM, RFC 6376)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from crm.records import folded

Sign: TypeAlias = Callable[[str, bytes], bytes]
"""Gives a message from an address as it is to leave."""

_RELAXED: Final = b"relaxed"


class BadKeyError(ValueError):
    """The file holds no RSA private key in PEM."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A private key, and the name under which the domain's DNS shows the public one."""

    domain: str
    selector: str
    pem: bytes

    def check(self) -> None:
        """Make sure that it can sign.

        Raises:
            BadKeyError: it cannot.

        """
        from dkim.crypto import (  # noqa: PLC0415 - as below
            UnparsableKeyError,
            parse_pem_private_key,
        )

        try:
            parse_pem_private_key(self.pem)
        except (UnparsableKeyError, ValueError, TypeError) as error:
            raise BadKeyError("is no RSA private key in PEM") from error


class Signing:
    """Signs for the addresses that have a key; what leaves from others stays as it is."""

    def __init__(self, keys: Mapping[str, SigningKey]) -> None:
        """Sign with `keys`, by the addresses that mail leaves from."""
        self._keys = {folded(address): key for address, key in keys.items()}

    def __call__(self, sender: str, message: bytes) -> bytes:
        """Give the message with its signature above it.

        Body and headers may be folded anew on their way (relaxed canonicalization); that the
        sender and what is said are the ones signed can be proven all the same.

        Raises:
            ValueError: it cannot be signed.

        """
        key = self._keys.get(folded(sender))
        if key is None:
            return message
        import dkim  # noqa: PLC0415 - brings a resolver of names; most gateways have no key

        try:
            signature = dkim.sign(
                message,
                key.selector.encode("ascii"),
                key.domain.encode("idna"),
                key.pem,
                canonicalize=(_RELAXED, _RELAXED),
            )
        except dkim.DKIMException as error:
            raise ValueError(f"it could not be signed: {error}") from error
        return bytes(signature) + message


def unsigned(sender: str, message: bytes) -> bytes:  # noqa: ARG001 - a `Sign`
    """Give the message as it is."""
    return message
