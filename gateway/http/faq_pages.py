"""The knowledge base for everybody: all questions, a search, a page for each answer."""

from collections.abc import Iterable
from typing import Final

from aiohttp import web

from accounts.networks import network_of
from channels.chat.limits import Rate
from channels.contract import Clock
from gateway.http import faq_html
from gateway.http.addresses import ClientAddresses
from gateway.http.answers import HttpRefusal, locale_of
from gateway.knowledge_base import KnowledgeBase
from gateway.sockets.credentials import language
from gateway.wire.errors import Code
from gateway.wire.scalars import Locale
from router.ids import SECOND

_FOUND: Final = 20
_LONGEST: Final = 500


class FaqPageRoutes:
    """Serves the public pages; searching is limited for each client address."""

    def __init__(
        self,
        base: KnowledgeBase,
        *,
        addresses: ClientAddresses,
        clock: Clock,
        rate: Rate | None,
    ) -> None:
        """Look into `base`; None as `rate` sets no limit."""
        self._base = base
        self._addresses = addresses
        self._clock = clock
        self._rate = rate

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.get("/faq", self.to_contents),
            web.get("/faq/", self.contents),
            web.get("/faq/{slug}", self.article),
        )

    async def to_contents(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002
        """Add the slash."""
        raise web.HTTPMovedPermanently("/faq/")

    async def contents(self, request: web.Request) -> web.Response:
        """Show what was found, or every question in the reader's language."""
        locale = _locale(request)
        typed = request.query.get("q", "")[:_LONGEST]
        query = " ".join("".join(each if each.isprintable() else " " for each in typed).split())
        if not query:
            shelf = await self._base.shelf()
            own = [each for each in shelf.articles.values() if each.entry.language == locale]
            return _page(faq_html.contents_page(own, locale))
        self._limit(request)
        shelf = await self._base.shelf()
        return _page(faq_html.search_page(query, shelf.find(query, limit=_FOUND), locale))

    async def article(self, request: web.Request) -> web.Response:
        """Show one answer (FAQ-017)."""
        shelf = await self._base.shelf()
        article = shelf.by_slug(request.match_info["slug"])
        if article is None:
            return _page(faq_html.gone_page(_locale(request)), status=404)
        # Who says nothing of a language, such as a search engine, reads the answer's own.
        locale = _locale(request, unknown=article.entry.language)
        return _page(faq_html.article_page(article, locale))

    def _limit(self, request: web.Request) -> None:
        if self._rate is None:
            return
        wait = self._rate.take(network_of(self._addresses.of(request)), self._clock.now())
        if wait:
            raise HttpRefusal(Code.RATE_LIMITED, retry_after_seconds=wait / SECOND)


def _page(html: str, *, status: int = 200) -> web.Response:
    return web.Response(
        text=html, content_type="text/html", headers=faq_html.HEADERS, status=status
    )


def _locale(request: web.Request, *, unknown: Locale = "en") -> Locale:
    chosen = request.query.get("lang")
    if chosen is not None:
        return language(chosen)
    return locale_of(request) if "Accept-Language" in request.headers else unknown
