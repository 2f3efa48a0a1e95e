"""The baseline: stock python-socketio on aiohttp and uvloop; it relays and keeps nothing.

    python -m benches.bare_relay PORT

A client joins the room it names in its `auth`; what it sends as `chat.send` goes to everybody in
the room, itself included, as `message`, and is acknowledged: the deliveries that Parley makes.
"""

import sys
from typing import Any

import socketio
import uvloop
from aiohttp import web


def build() -> web.Application:
    """Give the application with the default settings of every part."""
    server = socketio.AsyncServer(async_mode="aiohttp")
    rooms: dict[str, str] = {}

    @server.event  # type: ignore[untyped-decorator]  # shipped without types
    async def connect(sid: str, _: dict[str, Any], auth: dict[str, str]) -> None:
        rooms[sid] = auth["room"]
        await server.enter_room(sid, auth["room"])

    @server.on("chat.send")  # type: ignore[untyped-decorator]  # the same
    async def send(sid: str, message: dict[str, Any]) -> dict[str, Any]:
        await server.emit("message", message, room=rooms[sid])
        return {"ok": True}

    async def ready(_: web.Request) -> web.Response:
        return web.Response(text="ready")

    app = web.Application()
    app.router.add_get("/readyz", ready)
    server.attach(app, "/ws/relay")
    return app


if __name__ == "__main__":
    uvloop.install()
    web.run_app(build(), host="127.0.0.1", port=int(sys.argv[1]), print=None)
