"""A debate among its kin: where a fork comes from, and what else was said in the place of a turn, in debates that asked for it anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from rostra.debate import Debate, Idea, Turn
from rostra.errors import NotFound
from rostra.forking import alternatives, origin
from rostra.ledger import Listing
from rostra.ledger.wanted import Wanted
from rostra.lineage import Lineage
from rostra.web.hub import Hub
from rostra.web.places import go
from rostra.web.scene import Frame, item, seated
from rostra.web.their_hub import listed

_MOST = 100
"""Debates of a family that are looked through; it is their lines in a list, not what was said."""
_READ = 8
"""Others whose words are offered for a turn, the newest."""
_GENERATIONS = 12
_ANEW = "regenerate"
_GOING = "going to kin"


def kin(hub: Hub, debate: Debate) -> Frame:
    """For `components.stage`: `origin`, null for a debate that is no fork, and `words`, by the key of a turn all that was said in its
    place, the oldest first, null where this debate's own words are. Of debates that whoever asks may see. `LedgerError`."""
    family = _family(hub, debate)
    said = origin(debate)
    parent = debate.lineage.parent if debate.lineage and debate.lineage.of_debate else ""
    return {
        "origin": {"said": said, "parent": parent if parent in family else None} if said else None,
        "words": {
            f"slot-{slot}": told
            for slot, ids in anew(debate, family).items()
            if len(told := _told(hub, debate, slot, ids, family)) > 1
        },
    }


def anew(debate: Debate, family: Mapping[str, Listing]) -> dict[int, list[str]]:
    """By slot, the debates in which its turn was asked anew, or from which it was: the newest first. By what lists say of them; pure."""
    lineages = {each.id: each.lineage for each in family.values()} | {debate.id: debate.lineage}
    again = [(id_, line) for id_, line in lineages.items() if line is not None and line.how == _ANEW]
    found: dict[int, list[str]] = {}
    for slot in sorted({line.at + 1 for _, line in again}):
        same = _same_turn(debate, slot, lineages)
        circle, before = set(same), 0
        while before < len(circle):
            before = len(circle)
            for id_, line in again:
                if line.at + 1 == slot and circle & {id_, line.parent}:
                    circle |= {id_, line.parent}
        others = [family[id_] for id_ in circle - same if id_ in family]
        if others:
            found[slot] = [each.id for each in sorted(others, key=lambda each: each.created, reverse=True)]
    return found


def wants(wish: Any) -> None:
    """Somebody wants to see another debate of the family, or to compare: the next drawing goes there."""
    st.session_state[_GOING] = wish


def follow(debate_id: str) -> None:
    """Go where somebody wanted to go, if anybody did."""
    wish = st.session_state.pop(_GOING, None)
    if not isinstance(wish, Mapping) or not wish.get("debate"):
        return
    there = str(wish["debate"])
    if wish.get("compare"):
        go("compare", debates=f"{there},{debate_id}")
    go("transcript", **({"debate": there} | ({"turn": str(wish["turn"])} if wish.get("turn") else {})))


def _same_turn(debate: Debate, slot: int, lineages: Mapping[str, Lineage | None]) -> set[str]:
    """The debate, and those it has this slot from."""
    same, line = {debate.id}, debate.lineage
    while line is not None and line.at >= slot and line.parent not in same:
        same.add(line.parent)
        line = lineages.get(line.parent)
    return same


def _told(hub: Hub, debate: Debate, slot: int, ids: Iterable[str], family: Mapping[str, Listing]) -> list[Frame | None]:
    """What was said in that place, by the age of the debates."""
    others: list[Debate] = []
    for id_ in list(ids)[:_READ]:
        try:
            others.append(hub.look(id_).debate)
        except NotFound:
            continue  # deleted since it was listed, or not theirs any more
    told = [(each.created, each.id, _words(each, slot)) for each in alternatives(debate, slot, others)[1:]]
    own: tuple[Any, str, Frame | None] = (debate.created, debate.id, None)
    return [words for _, id_, words in sorted([*told, own], key=lambda each: each[:2]) if words or id_ == debate.id]


def _words(debate: Debate, slot: int) -> Frame | None:
    entry = next((each for each in debate.entries if each.slot == slot), None)
    if not isinstance(entry, Turn | Idea):
        return None
    return {
        "debate": debate.id,
        "act": item(debate, entry),
        "seat": seated(debate, debate.seat(entry.seat)),
    }


def _family(hub: Hub, debate: Debate) -> dict[str, Listing]:
    """Its forebears, and whatever asked again for a turn of theirs or of its own; a query a generation, one where there are none."""
    family: dict[str, Listing] = {}
    line = debate.lineage if debate.whole and not debate.final else None
    while line is not None and len(family) < _GENERATIONS and line.parent not in family:
        found = listed(hub, Wanted(among=(line.parent,)), 1)
        family |= {each.id: each for each in found}
        line = found[0].lineage if found else None
    new = {debate.id, *family}
    while new and len(family) < _MOST:
        children = listed(hub, Wanted(parents=tuple(sorted(new))), _MOST)
        new = {each.id for each in children if each.lineage and each.lineage.how == _ANEW} - {debate.id, *family}
        family |= {each.id: each for each in children if each.id in new}
    return family
