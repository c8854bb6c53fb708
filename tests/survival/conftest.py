"""One warm process for all tests here, and the stores that other processes see."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from survival.nursery import Nursery


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def nursery() -> AsyncIterator[Nursery]:
    """Starts processes that have imported everything already."""
    async with Nursery.opened() as opened:
        yield opened
