"""Pages of our own beside Streamlit's: one HTML document each, which asks for nothing else but what it says and runs only our script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

_ASSETS = Path(__file__).with_name("assets")


def document(
    name: str, *, status: int = 200, script: str | None = None, ways: Sequence[tuple[str, str]] = (), **words: str
) -> HTMLResponse:
    """The document `assets/NAME.html`, with its style and script inside, `{{word}}` replaced by the text of that name, and its list of ways
    by links, each an address and what it says."""
    style, code = _text("plain.css"), _text(script) if script else ""
    text = _text(f"{name}.html")
    for word, said in words.items():
        text = text.replace("{{" + word + "}}", escape(said))
    links = "".join(f'<p><a class="way" href="{escape(there)}">{escape(said)}</a></p>' for there, said in ways)
    text = text.replace('<nav class="ways"></nav>', f'<nav class="ways">{links}</nav>')
    text = text.replace("<style></style>", f"<style>{style}</style>").replace(
        "<script></script>", f"<script>{code}</script>"
    )
    return HTMLResponse(text, status, {"content-security-policy": _policy(style, code), "cache-control": "no-store"})


def sign(status: int, title: str, text: str, there: str = "", way: str = "To the debate") -> HTMLResponse:
    """A page that says one thing, and leads `there`."""
    return document("sign", status=status, title=title, text=text, there=there, way=way if there else "")


def _policy(style: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'" if script else "script-src 'none'",
            "connect-src 'self'",
            "img-src data:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _text(file: str) -> str:
    return (_ASSETS / file).read_text(encoding="utf-8")
