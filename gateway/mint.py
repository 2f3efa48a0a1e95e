"""Where identifiers and secrets come from."""

import secrets


class SecretMint:
    """Makes what nobody can guess (`channels.chat.ports.Mint`)."""

    def id(self) -> str:
        """Give a new identifier of 128 bits."""
        return secrets.token_hex(16)

    def token(self) -> str:
        """Give a new secret of 256 bits."""
        return secrets.token_urlsafe(32)
