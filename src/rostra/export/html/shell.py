"""A page around its body: head, policy, style and script in it. It asks for nothing, from anywhere, and lets nothing run but itself."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from rostra.colours import DARK, GROUNDS, INKS, LIGHT, NOBODY
from rostra.export.html.elements import Attributes, Html, join, raw, tag


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is made of."""

    title: str
    body: Html
    language: str = "en"
    direction: str = "ltr"
    style: str = ""
    script: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    """Names and contents."""
    links: tuple[Attributes, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    """JSON-LD."""
    beside: tuple[str, ...] = ()
    """Scripts that lie beside the page, and are read when they are needed."""


def whole(page: Page) -> str:
    """The page as text."""
    head = [
        tag("meta", {"charset": "utf-8"}),
        tag("meta", {"http-equiv": "Content-Security-Policy", "content": _policy(page)}),
        tag("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        tag("title", {}, page.title),
        *(tag("meta", {"name": name, "content": content}) for name, content in page.meta),
        *(tag("link", link) for link in page.links),
        raw("script", {"type": "application/ld+json"}, in_script(page.data)) if page.data else None,
        raw("style", {}, page.style) if page.style else None,
        raw("script", {}, page.script) if page.script else None,
    ]
    document = tag(
        "html",
        {"lang": page.language, "dir": page.direction},
        tag("head", {}, join(*head, by="\n")),
        tag("body", {}, page.body),
    )
    return f"<!DOCTYPE html>\n{document}\n"


def in_script(value: object) -> str:
    """JSON that can stand in a script element: nothing in it ends the element, or a line of JavaScript."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode()
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


@cache
def asset(name: str) -> str:
    """A style sheet or script of this package."""
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


@cache
def colours() -> str:
    """The palette as custom properties: what follows the scheme, and a class a seat."""
    pairs = {
        "page": (GROUNDS["light"][0], GROUNDS["dark"][0]),
        "set": (GROUNDS["light"][1], GROUNDS["dark"][1]),
        "ink": (INKS["light"], INKS["dark"]),
        "accent": (LIGHT[0], DARK[0]),
        "cx": NOBODY,
        **{f"c{n}": pair for n, pair in enumerate(zip(LIGHT, DARK, strict=True))},
    }
    named = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in pairs.items())
    classes = "".join(f".{name}{{--seat:var(--{name})}}" for name in pairs if name.startswith("c"))
    return f":root{{{named}}}{classes}\n"


def _policy(page: Page) -> str:
    scripts = [_hash(page.script)] if page.script else []
    if page.beside:
        scripts += ["'self'", "file:"]  # opened from a disk, a page has no self everywhere
    rules = {
        "default-src": "'none'",
        "style-src": _hash(page.style) if page.style else "'none'",
        "script-src": " ".join(scripts) or "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
