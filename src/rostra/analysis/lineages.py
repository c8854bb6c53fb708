"""Which debate came from which: families of forks as trees. Pure, but for the one function that asks the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rostra.debate import Lineage
from rostra.ledger.base import Ledger, Listing
from rostra.ledger.wanted import EVERYTHING, Status, Wanted
from rostra.values import Value

_MOST = 10_000
"""Debates that are looked through, the newest first."""


class Kin(Value):
    """A debate as a member of its family."""

    id: str
    title: str
    parent: str | None
    """None for a debate that is no fork. It may have been deleted since."""
    at: int | None
    """The last slot it has from its parent."""
    how: str
    created: datetime
    turns: int
    status: Status
    cost: float


class Branch(Value):
    """A debate and the forks of it, the oldest first."""

    kin: Kin
    forks: tuple[Branch, ...] = ()


async def kindred(ledger: Ledger, wanted: Wanted = EVERYTHING) -> tuple[Kin, ...]:
    """Debates of a store, each with its parent, the oldest first: one look at the list, no debate is loaded."""
    newest = wanted.model_copy(update={"sort": "newest"})
    return tuple(map(_kin, reversed(await ledger.list(newest, limit=_MOST))))


def trees(kin: Sequence[Kin]) -> tuple[Branch, ...]:
    """Each family under its eldest; a fork whose parent is gone is an eldest. Debates without forks are trees of one."""
    known = {each.id for each in kin}
    forks: dict[str, list[Kin]] = {}
    for each in kin:
        if each.parent in known and each.parent != each.id:
            forks.setdefault(each.parent or "", []).append(each)
    eldest = [each for each in kin if each.parent not in known or each.parent == each.id]
    return tuple(_branch(each, forks) for each in eldest)


def family_tree(kin: Sequence[Kin], debate_id: str) -> Branch | None:
    """The tree in which a debate is; None where it is not there."""
    return next((tree for tree in trees(kin) if any(each.id == debate_id for each in _members(tree))), None)


def family(kin: Sequence[Kin], debate_id: str) -> tuple[Kin, ...]:
    """The members of a debate's family, itself among them, each after its parent; () where the debate is not there."""
    tree = family_tree(kin, debate_id)
    return tuple(_members(tree)) if tree else ()


def forked(listing: Listing) -> Lineage | None:
    """Where a debate came from, if it is a fork. What was imported came from a file."""
    lineage = listing.lineage
    return lineage if lineage is not None and lineage.of_debate else None


def _kin(listing: Listing) -> Kin:
    lineage = forked(listing)
    return Kin(
        id=listing.id,
        title=listing.title,
        parent=lineage.parent if lineage else None,
        at=lineage.at if lineage else None,
        how=lineage.how if lineage else "",
        created=listing.created,
        turns=listing.turns,
        status=listing.status,
        cost=listing.cost,
    )


def _branch(kin: Kin, forks: dict[str, list[Kin]]) -> Branch:
    return Branch(kin=kin, forks=tuple(_branch(each, forks) for each in forks.get(kin.id, ())))


def _members(tree: Branch) -> Iterator[Kin]:
    yield tree.kin
    for fork in tree.forks:
        yield from _members(fork)
