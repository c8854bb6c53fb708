"""Debates of a store as the library shows them: searched, filtered, sorted, a page at a time. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeVar, get_args

from rostra.ledger import Hit, Listing
from rostra.ledger.words import asked
from rostra.values import Value
from rostra.web.text import plain

T = TypeVar("T")
Order = Literal["newest", "oldest", "title", "turns", "cost"]
State = Literal["running", "open", "ended"]
ORDERS: tuple[Order, ...] = get_args(Order)
PAGE = 20
"""Debates on a page."""
PASSAGES = 3
"""Places shown of a debate in which words were found."""


class Wanted(Value):
    """What somebody looks for."""

    words: str = ""
    state: State | None = None
    format: str | None = None
    order: Order = "newest"


class Found(NamedTuple):
    """A debate, and where in it the words were said."""

    listing: Listing
    passages: tuple[Hit, ...] = ()


def arranged(debates: Sequence[Listing], hits: Sequence[Hit], wanted: Wanted) -> list[Found]:
    """Those that are wanted, in the order wanted. A debate has the words in its title, its id or its scenario, or somebody said them."""
    words = asked(wanted.words)
    said: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.seq is None:
            continue  # the title, which `_named` knows
        said.setdefault(hit.debate, []).append(hit)
    found = [
        Found(each, tuple(said.get(each.id, ())[:PASSAGES]))
        for each in debates
        if (wanted.state is None or each.status == wanted.state)
        and (wanted.format is None or each.format == wanted.format)
        and (not wanted.words.strip() or (words and (_named(each, words) or each.id in said)))
    ]
    return _sorted(found, wanted.order)


def page_of(found: Sequence[T], number: int, size: int = PAGE) -> tuple[Sequence[T], int]:
    """The entries of a page, from 1, and how many pages there are; past the last, the last."""
    pages = max(1, -(-len(found) // size))
    first = (min(max(number, 1), pages) - 1) * size
    return found[first : first + size], pages


def formats_of(debates: Sequence[Listing]) -> list[str]:
    """Names of the formats that occur, the commonest first."""
    names = [each.format for each in debates]
    return sorted(set(names), key=lambda name: (-names.count(name), name))


def highlighted(passage: str, words: str) -> str:
    """A passage as Markdown, the words in bold, everything else as it is."""
    terms = sorted(map(re.escape, asked(words)), key=len, reverse=True)
    if not terms:
        return plain(passage)
    found = re.compile(rf"(?<![^\W_])({'|'.join(terms)})(?![^\W_])", re.IGNORECASE)
    return found.sub(r"**\1**", plain(passage))


def _named(listing: Listing, words: Sequence[str]) -> bool:
    name = f"{listing.title} {listing.id} {listing.scenario}".casefold()
    return all(word.casefold() in name for word in words)


def _sorted(found: list[Found], order: Order) -> list[Found]:
    match order:
        case "newest":
            return sorted(found, key=lambda each: each.listing.created, reverse=True)
        case "oldest":
            return sorted(found, key=lambda each: each.listing.created)
        case "title":
            return sorted(found, key=lambda each: each.listing.title.casefold())
        case "turns":
            return sorted(found, key=lambda each: each.listing.turns, reverse=True)
        case "cost":
            return sorted(found, key=lambda each: each.listing.cost, reverse=True)
