"""Elements of HTML as values. The one place where text becomes markup, and so the one place that escapes it.

tag("p", {"dir": "auto"}, "5 < 6, ", tag("em", {}, "surely"))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr((plane << 16) | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""What no HTML may have in it: control characters, lone surrogates, characters that are none."""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_EMPTY = frozenset({"br", "img", "input", "link", "meta"})
"""Elements without an end tag."""


class Html(str):
    """Markup: safe to stand in a page as it is."""

    __slots__ = ()


Child = Html | str | None | Iterable["Child"]
"""Markup, text (which is escaped), nothing, or several of them."""
Attributes = Mapping[str, str | int | float | bool | None]
"""Names to values: False and None leave one out, True gives it without a value."""


def tag(name: str, attributes: Attributes | None = None, *children: Child) -> Html:
    """An element. Names come from the program, never from a text."""
    given = "".join(_attribute(key, value) for key, value in (attributes or {}).items())
    if name in _EMPTY:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(*children)}</{name}>")


def join(*children: Child, by: str = "") -> Html:
    """Children one after the other."""
    return Html(by.join(part for child in children if (part := _markup(child))))


def text(value: str) -> Html:
    """Text, escaped; what HTML forbids is dropped."""
    return Html(_FORBIDDEN.sub("", value).translate(_ESCAPES))


def name(value: str) -> Html:
    """A name inside a line: whichever way it is written, it turns nothing around it about."""
    return tag("bdi", {}, value)


def direction(value: str) -> str:
    """Which way a text is written: as its first letter that goes either way; `auto` where none does."""
    ways = (unicodedata.bidirectional(character) for character in value)
    return next(("ltr" if way == "L" else "rtl" for way in ways if way in ("L", "R", "AL")), "auto")


def told(*children: Child) -> Html:
    """Words of the program's own, in English, inside a line of whichever direction."""
    return tag("bdi", {"lang": "en", "dir": "ltr"}, *children)


def raw(element: str, attributes: Attributes, content: str) -> Html:
    """A `style` or `script`, whose content no parser unescapes. ValueError where it would end the element early."""
    if re.search(r"</(?:script|style)|<!--", content, re.IGNORECASE):
        raise ValueError(f"This cannot stand in a {element} element.")
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{element}{given}>{content}</{element}>")


def _attribute(key: str, value: str | int | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {key}" if value is True else f' {key}="{text(str(value))}"'


def _markup(child: Child) -> str:
    match child:
        case None:
            return ""
        case Html():
            return child
        case str():
            return text(child)
        case _:
            return "".join(_markup(each) for each in child)
