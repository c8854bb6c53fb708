"""The page's surroundings: a store, a hub and a pace of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

# Imported here, in one thread: pytest rewrites its modules through ast, which Python 3.11 breaks where a page is compiled beside it.
from rostra.web.hub import close_the_hub


@pytest.fixture(autouse=True)
def a_hub_of_its_own(a_home_of_its_own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ROSTRA_STORE", str(a_home_of_its_own / "debates.db"))
    monkeypatch.setenv("ROSTRA_PACE", "0")
    yield
    close_the_hub()
