"""The headers that tell browsers what a page may do: next to nothing."""

from collections.abc import Iterable, Mapping
from typing import Final

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; "
    "frame-ancestors {ancestors}"
)

EVERYWHERE: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Set on every answer that does not set them itself."""

API: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox"
}
"""For what is not a page: should a browser show it as one, nothing in it works."""

WORKSPACE: Final[Mapping[str, str]] = {
    # The one thing the desk frames is a mail's HTML, which has a policy of its own.
    "Content-Security-Policy": _POLICY.format(ancestors="'none'") + "; frame-src 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

DEMO: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
}

FOR_OTHER_SITES: Final[Mapping[str, str]] = {"Cross-Origin-Resource-Policy": "cross-origin"}
"""For the loader and the widget's frame, which the pages of other sites use."""


def widget(origins: Iterable[str]) -> dict[str, str]:
    """Let the widget be framed by its own site, and by the gateway's own demo."""
    ancestors = " ".join(["'self'", *origins])
    return {
        "Content-Security-Policy": _POLICY.format(ancestors=ancestors),
        **FOR_OTHER_SITES,
    }


def strict_transport() -> dict[str, str]:
    """Keep browsers on HTTPS for a year, where the gateway is reached by it."""
    return {"Strict-Transport-Security": "max-age=31536000"}
