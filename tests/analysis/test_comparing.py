"""Debates side by side, and families of forks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.analysis.comparing import Comparison, compare
from rostra.analysis.lineages import Branch, Kin, family, family_tree, kindred, trees
from rostra.debate import Claim, Debate, Reply, Usage
from rostra.errors import WrongUse
from rostra.forking import fork, regenerate, turn_of
from rostra.importing import read
from rostra.ledger import MemoryLedger, Wanted
from rostra.persona import Persona

ZED = Persona(name="zed", display_name="Zed Zimmer", kind="real-person", body="You are Zed Zimmer.")


def played(debate: Debate, *, aside: str = "", cost: float | None = None) -> Debate:
    """To its end; `aside` is added to what everybody claims."""
    while slots := next_slots(debate):
        for slot in slots:
            entry = closing(debate, slot, cost=cost, usage=Usage(output=1))
            if slot.kind == "speak" and aside and (mark := debate.seat(slot.seat).mark):
                claim = Claim(id=f"{mark}{slot.turn}.1", text=f"{slot.seat} says {aside} {slot.turn}.")
                entry = entry.model_copy(update={"text": f"{claim.text} [{claim.id}]", "claims": (claim,)})
            debate = debate.append(entry)
    entries = tuple(entry.model_copy(update={"seq": n}) for n, entry in enumerate(debate.entries, 1))
    return debate.model_copy(update={"entries": entries})


def an_original() -> Debate:
    return played(a_debate(shipped_format("oxford"), 4, audience=2), cost=0.5)


def a_fork(debate: Debate, at: int, id: str = "fork", **changes: object) -> Debate:
    return fork(debate, at, id=id, created=NOON + timedelta(days=1), **changes)  # type: ignore[arg-type]


def test_forks_part_where_one_of_them_says_something_else() -> None:
    whole = an_original()
    turn = turn_of(whole, "B2")
    assert turn.slot
    other = played(a_fork(whole, turn.slot - 1), aside="otherwise")
    found = compare(whole, other)
    assert found.shared == turn.slot - 1
    first = found.places[0]
    assert (first.slot, first.how) == (turn.slot, "differs")
    mine, theirs = first.said
    assert mine is not None
    assert theirs is not None
    assert (mine.text, theirs.text) == (turn.text, "bbb says otherwise 2. [B2.1]")
    assert all(place.slot > found.shared for place in found.places)


def test_what_is_the_same_again_is_told_as_the_same() -> None:
    whole = an_original()
    again = played(a_fork(whole, 4))
    found = compare(whole, again)
    assert found.places == ()
    assert found.shared == max(entry.slot or 0 for entry in whole.entries)
    assert (found.debates[1].gained, found.debates[1].lost) == ((), ())


def test_a_debate_that_stopped_has_nothing_in_the_places_of_the_other() -> None:
    whole = an_original()
    cut = a_fork(whole, turn_of(whole, "A2").slot or 0)
    found = compare(whole, cut)
    assert {place.how for place in found.places} == {"some"}
    assert all(place.said[1] is None for place in found.places)
    assert [column.status for column in found.debates] == ["ended", "open"]


def test_claims_are_gained_and_lost_by_their_words_and_not_by_their_numbers() -> None:
    whole = an_original()
    turn = turn_of(whole, "A1")
    other = a_fork(whole, turn.slot or 0, edits={turn.slot or 0: "The sun shines. [A1.1]"})
    column = compare(whole, other).debates[1]
    assert column.gained == (Claim(id="A1.1", text="The sun shines."),)
    assert Claim(id="A1.1", text="aaa makes point 1.") in column.lost
    assert column.disclosure.endswith("no speaker said them so.")


def test_each_pays_for_its_own() -> None:
    whole = an_original()
    other = played(a_fork(whole, 6), cost=2.0)
    one, two = compare(whole, other).debates
    assert one.cost == 0.5 * len(whole.entries)
    assert two.cost == 2.0 * (len(other.entries) - 6)
    assert two.usage.total == len(other.entries) - 6


def test_results_stand_side_by_side_with_whoever_gave_them() -> None:
    whole = an_original()
    other = played(a_fork(whole, 8, recast={"aaa": ZED}))
    found = compare(whole, other)
    assert [poll.poll for poll in found.debates[0].polls] == [poll.poll for poll in found.debates[1].polls]
    assert any(said and said.byline == "Zed Zimmer (simulated)" for place in found.places for said in place.said)
    assert "Zed Zimmer" in found.debates[1].simulated
    assert found.debates[0].simulated == ()


def test_fates_count_what_was_dropped() -> None:
    debate = a_debate(shipped_format("panel"), 2)
    while len(debate.claimants) < 6:
        slot = next_slots(debate)[0]
        entry = closing(debate, slot)
        if slot.seat == "bbb" and slot.kind == "speak":
            entry = entry.model_copy(update={"replies": (Reply(to="A1.1", relation="rebuts"),)})
        debate = debate.append(entry)
    other = a_fork(debate, 0)
    column = compare(debate, other).debates[0]
    assert column.fates["answered"] == 1
    assert sum(column.fates.values()) == column.claims


def test_a_comparison_reads_back_from_its_json() -> None:
    whole = an_original()
    found = compare(whole, played(a_fork(whole, 6), aside="otherwise"))
    assert Comparison.model_validate_json(found.model_dump_json()) == found


def test_one_debate_or_one_named_twice_cannot_be_compared() -> None:
    whole = an_original()
    with pytest.raises(WrongUse, match="two debates or more"):
        compare(whole)
    with pytest.raises(WrongUse, match="named twice"):
        compare(whole, a_fork(whole, 2), whole)


def kin(id: str, parent: str | None = None) -> Kin:
    return Kin(id=id, title="A", parent=parent, at=1, how="", created=NOON, turns=1, status="ended", cost=0.0)


def test_a_family_is_a_tree_and_a_fork_whose_parent_is_gone_begins_one() -> None:
    members = [kin("a"), kin("b", "a"), kin("c", "b"), kin("d", "a"), kin("e", "gone"), kin("f", "e"), kin("g", "g")]
    grown = trees(members)
    assert [tree.kin.id for tree in grown] == ["a", "e", "g"]
    assert [fork.kin.id for fork in grown[0].forks] == ["b", "d"]
    assert [each.id for each in family(members, "c")] == ["a", "b", "c", "d"]
    assert family(members, "nobody") == ()


async def test_the_ledger_tells_who_came_from_whom() -> None:
    ledger = MemoryLedger()
    whole = an_original()
    again = regenerate(whole, whole.turns[3], id="again", created=NOON)
    await ledger.create(whole)
    await ledger.create(again)
    await ledger.create(a_fork(again, 2, id="third").model_copy(update={"title": "Another title"}))
    found = {each.id: (each.parent, each.how, each.at) for each in await kindred(ledger)}
    slot = (whole.turns[3].slot or 0) - 1
    assert found == {"test": (None, "", None), "again": ("test", "regenerate", slot), "third": ("again", "fork", 2)}
    await ledger.rename("again", "Another title")
    assert [each.id for each in family(await kindred(ledger), "third")] == ["test", "again", "third"]
    assert not family(await kindred(ledger, Wanted(visible_to="ann@example.org")), "third")


async def test_what_was_imported_came_from_a_file_and_is_nobodys_fork() -> None:
    ledger = MemoryLedger()
    await ledger.create(an_original())
    await ledger.create(read("test", b"Ann: Walls.\n\nBen: Moats.\n\nAnn: Walls.\n", now=NOON, id="brought").debate)
    kin = await kindred(ledger)
    assert (await ledger.list(Wanted(among=("brought",))))[0].lineage is not None
    assert {each.parent for each in kin} == {None}
    assert family_tree(kin, "brought") == Branch(kin=next(each for each in kin if each.id == "brought"))
    assert family_tree(kin, "nobody") is None
