"""A gateway that refuses: stands between a page and the real one."""

import json
from typing import Final

from playwright.async_api import WebSocketRoute

REFUSED: Final = {"en": "This message was refused.", "fr": "Ce message a été refusé."}

CONNECT: Final = "40"
CONNECT_ERROR: Final = "44"
EVENT: Final = "42"
ANSWER: Final = "43"


class Refusals:
    """While `code` is set, connections and messages are refused with it; all else passes."""

    def __init__(self, message: str) -> None:
        self.code = ""
        self._message = message

    def stand_between(self, socket: WebSocketRoute) -> None:
        """Take the place of the gateway on one connection."""
        server = socket.connect_to_server()

        def from_page(frame: str | bytes) -> None:
            text = str(frame)
            if self.code and text.startswith(CONNECT):
                socket.send(CONNECT_ERROR + json.dumps({"message": self.code}))
            elif self.code and '"chat.send"' in text:
                number = text.removeprefix(EVENT).partition("[")[0]
                error = {"code": self.code, "message": self._message}
                socket.send(f"{ANSWER}{number}" + json.dumps([{"ok": False, "error": error}]))
            else:
                server.send(frame)

        socket.on_message(from_page)
