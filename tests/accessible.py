"""A page against axe-core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.async_api import Page

axe = pytest.importorskip("axe_playwright_python.async_playwright", reason="needs axe-core: make test installs it")
OURS = {
    # Streamlit's own page: its toolbar and its skip target are not ours to mend.
    "landmark-one-main", "region", "bypass", "document-title", "html-has-lang",
}  # fmt: skip


async def faults(page: Page) -> list[str]:
    """What is serious, and ours to mend, a line each."""
    results = await axe.Axe().run(page)
    violations: list[dict[str, Any]] = results.response["violations"]
    return [
        _told(page.url, each)
        for each in violations
        if each["impact"] in ("serious", "critical") and each["id"] not in OURS
    ]


def _told(url: str, violation: dict[str, Any]) -> str:
    nodes = "; ".join(str(node["target"])[:120] + " " + (node["html"] or "")[:140] for node in violation["nodes"][:3])
    return f"{url}: {violation['id']} ({violation['help']}): {nodes}"
