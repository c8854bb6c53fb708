"""Makes whoever guesses wait."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_FIRST, _LONGEST = 0.5, 8.0
"""Seconds after the first failure, and at most; each failure doubles them."""
_FORGIVEN = 15 * 60.0
"""Seconds after which failures are forgotten."""
_WAITING = 4
"""Attempts of one address that may wait at the same time."""
_KNOWN = 2_000
"""Addresses that are remembered."""


class TooMany(Exception):
    """So many attempts wait already that this one is not made."""


@dataclass(slots=True)
class _Record:
    failures: int = 0
    last: float = 0.0
    waiting: int = 0
    next: float = 0.0
    """When the next attempt may be made."""


class Brake:
    """Attempts by address: after a failure the next one waits, and those that come together wait in turn."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._records: OrderedDict[str, _Record] = OrderedDict()

    async def attempt(self, address: str, succeeds: Callable[[], bool]) -> bool:
        """Whether it succeeds, once it may be made. `TooMany`."""
        record = self._record(address)
        if record.waiting >= _WAITING:
            raise TooMany
        record.waiting += 1
        try:
            # Each takes its place in the row before it waits, so that many at once get no more tries than one after the other.
            now = self._clock()
            mine = max(record.next, now)
            record.next = mine + self._pause(record.failures)
            await asyncio.sleep(mine - now)
        finally:
            record.waiting -= 1
        if succeeds():
            self._records.pop(address, None)
            return True
        record.failures, record.last = record.failures + 1, self._clock()
        record.next = max(record.next, record.last + self._pause(record.failures))
        return False

    def _record(self, address: str) -> _Record:
        record = self._records.pop(address, None) or _Record()
        if record.failures and self._clock() - record.last > _FORGIVEN:
            record.failures = 0
        self._records[address] = record
        while len(self._records) > _KNOWN:
            self._records.popitem(last=False)
        return record

    def _pause(self, failures: int) -> float:
        return min(_FIRST * 2.0 ** (failures - 1), _LONGEST) if failures else 0.0


def neighbourhood(address: str) -> str:
    """An address as far as it costs something to have another: of IPv6 the network, which is one customer's."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed), 64), strict=False).network_address)
