"""Which debate came from which: families of forks as trees. Pure, but for the one function that asks the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rostra.ledger.base import Ledger
from rostra.values import Value

_MOST = 1_000
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
    status: str
    cost: float


class Branch(Value):
    """A debate and the forks of it, the oldest first."""

    kin: Kin
    forks: tuple[Branch, ...] = ()


async def kindred(ledger: Ledger, *, title: str | None = None) -> tuple[Kin, ...]:
    """Every debate of a store with its parent, the oldest first; with `title`, those of that title, which forks keep.

    Lineages stand in the debates, and so each is loaded.
    """
    found = []
    for listing in reversed(await ledger.list(limit=_MOST)):
        if title not in (None, listing.title):
            continue
        lineage = (await ledger.load(listing.id)).lineage
        found.append(
            Kin(
                id=listing.id,
                title=listing.title,
                parent=lineage.parent if lineage and lineage.of_debate else None,
                at=lineage.at if lineage and lineage.of_debate else None,
                how=lineage.how if lineage else "",
                created=listing.created,
                turns=listing.turns,
                status=listing.status,
                cost=listing.cost,
            )
        )
    return tuple(found)


def trees(kin: Sequence[Kin]) -> tuple[Branch, ...]:
    """Each family under its eldest; a fork whose parent is gone is an eldest. Debates without forks are trees of one."""
    known = {each.id for each in kin}
    forks: dict[str, list[Kin]] = {}
    for each in kin:
        if each.parent in known and each.parent != each.id:
            forks.setdefault(each.parent or "", []).append(each)
    eldest = [each for each in kin if each.parent not in known or each.parent == each.id]
    return tuple(_branch(each, forks) for each in eldest)


def family(kin: Sequence[Kin], debate_id: str) -> tuple[Kin, ...]:
    """The members of a debate's family, itself among them, each after its parent; () where the debate is not there."""
    for tree in trees(kin):
        members = tuple(_members(tree))
        if any(each.id == debate_id for each in members):
            return members
    return ()


def _branch(kin: Kin, forks: dict[str, list[Kin]]) -> Branch:
    return Branch(kin=kin, forks=tuple(_branch(each, forks) for each in forks.get(kin.id, ())))


def _members(tree: Branch) -> Iterator[Kin]:
    yield tree.kin
    for fork in tree.forks:
        yield from _members(fork)
