"""What a body has to say, read once."""

from __future__ import annotations

from functools import lru_cache

from rostra.loading.positions import Sheet
from rostra.loading.statements import read_sheet


@lru_cache(maxsize=256)
def sheet_of(body: str) -> Sheet:
    """The sheet of a persona's body."""
    return read_sheet(body)


@lru_cache(maxsize=256)
def phrases_of(body: str) -> frozenset[str]:
    """Its linking phrases: words that carry no claim, whoever hears them."""
    return frozenset(said.text for many in sheet_of(body).phrases.values() for said in many)
