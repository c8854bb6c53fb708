"""The page's surroundings: a store, a hub and a pace of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import a_debate, shipped_format
from rostra.ledger import MemoryLedger
from rostra.models.registry import Models
from rostra.settings import Settings
from rostra.stage import stage
from rostra.web.hub import close_the_hub


@pytest.fixture(scope="session", autouse=True)
def everything_is_imported() -> None:
    """What a run imports late, pytest rewrites through ast; Python 3.11 breaks that where a page is compiled beside it."""

    async def staged() -> None:
        async for _ in stage(a_debate(shipped_format("oxford"), 2), Models(Settings()), ledger=MemoryLedger()):
            pass

    asyncio.run(staged())


@pytest.fixture(autouse=True)
def a_hub_of_its_own(a_home_of_its_own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ROSTRA_STORE", str(a_home_of_its_own / "debates.db"))
    monkeypatch.setenv("ROSTRA_PACE", "0")
    yield
    close_the_hub()
