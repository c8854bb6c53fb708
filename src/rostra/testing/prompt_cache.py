"""The prompt cache of the Messages API, as far as it can be seen from outside."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

LOOKBACK = 20
"""Blocks before a breakpoint in which an older, shorter prefix is found."""


def tokens_in(text: str) -> int:
    """Four characters a token."""
    return -(-len(text) // 4)


@dataclass(frozen=True, slots=True)
class Charge:
    """Input tokens of one request, by class, and the prefixes it writes."""

    input: int
    cache_write: int
    cache_read: int
    writes: tuple[str, ...] = ()

    @property
    def equivalent(self) -> float:
        """In uncached tokens: a write costs 1.25, a read 0.1."""
        return self.input + 1.25 * self.cache_write + 0.1 * self.cache_read


@dataclass(slots=True)
class PromptCache:
    """Prefixes ending at `cache_control`, of `cache_from` tokens or more, readable once the answer that wrote them has begun."""

    cache_from: int = 1024
    ttl: float = 300.0
    clock: Callable[[], float] = time.monotonic
    _until: dict[str, float] = field(default_factory=dict)

    def charge(self, body: dict[str, Any]) -> Charge:
        """What a request costs now. ValueError for more than four breakpoints."""
        hashes, sizes, marks = _prefixes(body)
        if len(marks) > 4:
            raise ValueError(f"A maximum of 4 blocks with cache_control may be provided. Found {len(marks)}.")
        total = sizes[-1] if sizes else 0
        now = self.clock()
        reach = {index for mark in marks for index in range(max(mark - LOOKBACK, 0), mark + 1)}
        warm = [index for index in reach if self._until.get(hashes[index], 0) > now]
        read = sizes[max(warm)] if warm else 0
        kept = [mark for mark in marks if sizes[mark] >= self.cache_from]
        for index in warm:
            self._until[hashes[index]] = now + self.ttl
        written = max((sizes[mark] - read for mark in kept), default=0)
        write = max(written, 0)
        return Charge(total - read - write, write, read, tuple(hashes[mark] for mark in kept))

    def begun(self, charge: Charge) -> None:
        """The answer's first byte is out: what it wrote can be read from now on."""
        self._until.update(dict.fromkeys(charge.writes, self.clock() + self.ttl))

    def clear(self) -> None:
        """Forget all prefixes."""
        self._until.clear()


def blocks(body: dict[str, Any]) -> list[dict[str, Any]]:
    """All text blocks of a request, system first."""
    found: list[dict[str, Any]] = []
    for content in (body.get("system") or [], *(message["content"] for message in body["messages"])):
        found += [{"type": "text", "text": content}] if isinstance(content, str) else content
    return found


def _prefixes(body: dict[str, Any]) -> tuple[list[str], list[int], list[int]]:
    """Hash and size of the prefix that ends with each block; the indices of those with a breakpoint."""
    seed = [body.get("model"), (body.get("output_config") or {}).get("format")]
    digest = hashlib.sha256(json.dumps(seed, sort_keys=True).encode())
    hashes, sizes, marks, size = [], [], [], 0
    for index, block in enumerate(blocks(body)):
        text = block.get("text", "")
        digest.update(json.dumps(text).encode())
        size += tokens_in(text)
        hashes.append(digest.hexdigest())
        sizes.append(size)
        if block.get("cache_control"):
            marks.append(index)
    return hashes, sizes, marks
