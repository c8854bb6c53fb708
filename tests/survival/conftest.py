"""One warm process for all tests here, and the stores that other processes see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from ledger.conftest import postgres as postgres
from rostra.ledger import Ledger, open_ledger
from survival.nursery import Nursery


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def warm_nursery() -> AsyncIterator[Nursery]:
    """A process that has imported everything already."""
    async with Nursery.opened() as opened:
        yield opened


@pytest.fixture
def nursery(warm_nursery: Nursery) -> Iterator[Nursery]:
    """Starts processes, and sees that they leave nothing unattended."""
    warm_nursery.complaints.clear()
    yield warm_nursery
    assert not warm_nursery.complaints


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of each of the two stores that other processes see."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'rostra.db'}"
    url: str = request.getfixturevalue("postgres")
    return url


@pytest_asyncio.fixture(loop_scope="session")
async def ledger(store: str) -> AsyncIterator[Ledger]:
    """The store as the test sees it, empty at first and at the end."""
    opened = open_ledger(store)
    yield opened
    for listing in await opened.list():
        await opened.purge(listing.id)
    await opened.close()
