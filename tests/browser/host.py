"""A company's own web site, on another origin than the gateway."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

PAGE = """<!doctype html>
<html lang="{language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/host.css">
  </head>
  <body>
    <main>
      <h1>{title}</h1>
      <p>Lamps made to be repaired.</p>
    </main>
    {scripts}
  </body>
</html>
"""

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px system-ui; margin: 2rem; color: CanvasText; background: Canvas; }
"""


class Host:
    """Serves the pages that a test puts on it."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self._pages: dict[str, tuple[str, Mapping[str, str]]] = {}

    def put(self, path: str, page: str, headers: Mapping[str, str] | None = None) -> str:
        """Serve a page from now on and give its address."""
        self._pages[path] = (page, headers or {})
        return self.origin + path

    def page_with_widget(
        self,
        gateway: str,
        site: str,
        *,
        language: str = "en",
        headers: Mapping[str, str] | None = None,
        name: str = "shop",
    ) -> str:
        """Put a page with the loader's script on it and give its address."""
        script = f'<script src="{gateway}/widget.js" data-site="{site}" async></script>'
        page = PAGE.format(language=language, title="The Lamp Shop", scripts=script)
        return self.put(f"/{site}/{language}/{name}", page, headers)

    async def answer(self, request: web.Request) -> web.Response:
        """Give a page, or the style sheet of all of them."""
        if request.path == "/host.css":
            return web.Response(text=STYLE, content_type="text/css")
        if request.path not in self._pages:
            raise web.HTTPNotFound
        page, headers = self._pages[request.path]
        return web.Response(text=page, content_type="text/html", headers=dict(headers))


@asynccontextmanager
async def serve_host(port: int) -> AsyncIterator[Host]:
    """Serve a host's pages on a port of the loopback interface."""
    host = Host(port)
    app = web.Application()
    app.router.add_get("/{path:.*}", host.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield host
    await runner.cleanup()
