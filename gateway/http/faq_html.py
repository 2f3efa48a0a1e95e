"""The HTML of the knowledge base's public pages: no script, one style, everything escaped."""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Final
from urllib.parse import quote, urlencode

from faq.article import Article
from faq.language import fold
from gateway.http.faq_words import WORDS
from gateway.wire.scalars import Locale
from markup.page_html import with_own_pictures

_STYLE: Final = """
:root{color-scheme:light dark;--ink:#1c1917;--soft:#57534e;--paper:#fafaf9;--line:#d6d3d1;
--strong:#0f6b6b}
@media(prefers-color-scheme:dark){:root{--ink:#f5f5f4;--soft:#b8b2ac;--paper:#1c1917;--line:#57534e;
--strong:#5fc9c4}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
header,main{max-width:44rem;margin:0 auto;padding:1rem}
header{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;justify-content:space-between}
header a{font-weight:600}
a{color:var(--strong)}
form{display:flex;gap:.5rem;margin:0 0 1.5rem}
input{flex:1;min-width:0}
input,button{font:inherit;padding:.6rem .8rem;border:1px solid var(--soft);border-radius:.5rem;
background:transparent;color:inherit;min-height:2.75rem}
button{border-color:var(--strong);color:var(--strong);cursor:pointer}
:focus-visible{outline:3px solid var(--strong);outline-offset:2px}
h1{font-size:1.6rem;line-height:1.25}
h2{font-size:1.1rem;margin:1.75rem 0 .25rem}
.list{list-style:none;margin:0;padding:0}
.list li{padding:.6rem 0;border-top:1px solid var(--line)}
.list p{margin:.15rem 0 0;color:var(--soft)}
article{overflow-wrap:anywhere}
img{max-width:100%;height:auto}
table{border-collapse:collapse;display:block;overflow-x:auto}
th,td{border:1px solid var(--line);padding:.35rem .6rem;text-align:start}
pre{overflow-x:auto}
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
"""
_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Language",
}
"""No script may run, not even one of ours; pictures come from here alone."""


def article_page(article: Article, locale: Locale) -> str:
    """Give the page of one answer (FAQ-017)."""
    entry = article.entry
    body = (
        f'<article lang="{entry.language}"><h1>{escape(entry.question)}</h1>'
        f"{with_own_pictures(article.page_html)}</article>"
    )
    path = f"/faq/{quote(entry.slug)}"
    return _page(entry.question, body, locale, path, about=_canonical(path, entry.language))


def search_page(query: str, found: Sequence[Article], locale: Locale) -> str:
    """Give what was found for a query."""
    words = WORDS[locale]
    heading = (words.found if found else words.nothing).format(query=query)
    body = f"<h1>{escape(heading)}</h1>{_list(found, locale)}"
    about = '<meta name="robots" content="noindex">'
    return _page(heading, body, locale, "/faq/", query, about=about)


def contents_page(articles: Iterable[Article], locale: Locale) -> str:
    """Give every question, by category."""
    words = WORDS[locale]
    ordered = sorted(
        articles,
        key=lambda each: (
            fold(each.entry.category),
            each.entry.category,
            fold(each.entry.question),
        ),
    )
    sections = "".join(
        f"<h2>{escape(category)}</h2>{_list(tuple(each), locale)}"
        for category, each in groupby(ordered, key=lambda each: each.entry.category)
    )
    body = f"<h1>{escape(words.everything)}</h1>{sections or f'<p>{escape(words.empty)}</p>'}"
    return _page(words.title, body, locale, "/faq/", about=_canonical("/faq/", locale))


def gone_page(locale: Locale) -> str:
    """Say that there is no such answer."""
    words = WORDS[locale]
    body = f"<h1>{escape(words.gone)}</h1><p>{escape(words.gone_more)}</p>"
    return _page(words.gone, body, locale, "/faq/")


def _list(articles: Sequence[Article], locale: Locale) -> str:
    if not articles:
        return ""
    items = "".join(
        f'<li lang="{each.entry.language}"><a href="{_address(each, locale)}">'
        f"{escape(each.entry.question)}</a><p>{escape(each.excerpt)}</p></li>"
        for each in articles
    )
    return f'<ul class="list">{items}</ul>'


def _address(article: Article, locale: Locale) -> str:
    return escape(f"/faq/{quote(article.entry.slug)}?lang={locale}")


def _canonical(path: str, locale: Locale) -> str:
    """Name the one address under which search engines are to know a page (RFC 6596)."""
    return f'<link rel="canonical" href="{escape(f"{path}?lang={locale}")}">'


def _page(
    title: str, body: str, locale: Locale, path: str, query: str = "", *, about: str = ""
) -> str:
    words = WORDS[locale]
    other = urlencode({"lang": words.other_language, **({"q": query} if query else {})})
    return (
        f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{about}<style>{_STYLE}</style></head><body>"
        f'<header><a href="/faq/?lang={locale}">{escape(words.title)}</a>'
        f'<a href="{escape(f"{path}?{other}")}" lang="{words.other_language}" '
        f'hreflang="{words.other_language}">{escape(words.other_name)}</a></header>'
        '<main><form action="/faq/" role="search">'
        f'<input type="hidden" name="lang" value="{locale}">'
        f'<input type="search" name="q" value="{escape(query)}" maxlength="500" '
        f'aria-label="{escape(words.placeholder)}" placeholder="{escape(words.placeholder)}">'
        f"<button>{escape(words.search)}</button></form>{body}</main></body></html>"
    )
