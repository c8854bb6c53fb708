"""Rostra's own JSON comes back to the byte, and what does not fit together is refused with its line."""

from __future__ import annotations

import asyncio
import json
import random
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import NOON, a_debate, closing, passing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Debate, Notice
from rostra.errors import BadFile
from rostra.export import Options, shaped
from rostra.export.json import render
from rostra.importing import read
from rostra.importing.own_json import VERSIONS
from rostra.ledger import MemoryLedger, open_ledger
from rostra.transcript import VERSION
from shipped import shipped, staged_offline

FORMATS = ("oxford", "panel", "brainstorm", "courtroom", "delphi", "fishbowl", "lincoln-douglas", "six-hats")


@cache
def flagship() -> Debate:
    return asyncio.run(staged_offline(shipped("existential-risk")))


def again(text: str, *, id: str | None = None) -> Debate:
    return read("debate.json", text.encode(), now=NOON, id=id).debate


def stored(debate: Debate) -> Debate:
    """What a store gives back of it."""

    async def kept() -> Debate:
        ledger = MemoryLedger()
        await ledger.create(debate)
        return await ledger.load(debate.id)

    return asyncio.run(kept())


@given(
    format_name=st.sampled_from(FORMATS),
    seats=st.integers(2, 5),
    seed=st.integers(0, 2**32),
    steps=st.integers(0, 60),
    words=st.text(max_size=60),
)
def test_any_debate_comes_back_to_the_byte(format_name: str, seats: int, seed: int, steps: int, words: str) -> None:
    chance = random.Random(seed)
    debate = a_debate(shipped_format(format_name), seats, audience=chance.randint(0, 2), questions=chance.randint(0, 2))
    for _ in range(steps):
        slots = next_slots(debate)
        if not slots:
            break
        slot = chance.choice(slots)
        debate = debate.append(passing(slot) if chance.random() < 0.2 else closing(debate, slot))
    debate = debate.append(Notice(code="aside", text=words, at=NOON, after=0))
    once = render(debate)
    assert render(again(once)) == once
    kept = render(stored(debate))
    assert render(stored(again(kept))) == kept


@pytest.mark.parametrize("name", ["existential-risk", "do-language-models-understand"])
def test_a_debate_staged_offline_comes_back_to_the_byte_through_a_store(name: str, tmp_path: Any) -> None:
    debate = asyncio.run(staged_offline(shipped(name)))

    async def through() -> str:
        ledger = open_ledger(str(tmp_path / "other.db"))
        await ledger.create(again(render(debate)))
        loaded = await ledger.load(debate.id)
        await ledger.close()
        return render(loaded)

    assert asyncio.run(through()) == render(debate)


@pytest.mark.parametrize(
    "options",
    [Options(phases=("openings",)), Options(speakers=("yann-lecun",)), Options(markers=False), Options(costs=False)],
    ids=["phases", "speakers", "markers", "costs"],
)
def test_a_selection_comes_back_to_the_byte_through_a_store(options: Options) -> None:
    once = render(shaped(flagship(), options))
    assert render(stored(again(once))) == once


def test_a_selection_stays_one_and_cannot_go_on() -> None:
    selection = again(render(shaped(flagship(), Options(phases=("openings",)))))
    assert not selection.whole
    assert next_slots(selection) == ()
    assert json.loads(render(selection))["status"] == "ended"


def test_a_debate_that_had_not_ended_can_be_gone_on_with() -> None:
    debate = a_debate(shipped_format("oxford"))
    assert next_slots(again(render(debate))) == next_slots(debate)


def test_another_id_changes_nothing_else() -> None:
    once = render(flagship())
    assert render(again(once, id="other")) == once.replace('"id": "existential-risk"', '"id": "other"', 1)


def test_the_account_counts_what_is_there() -> None:
    account = read("debate.json", render(flagship()).encode(), now=NOON).account
    assert account.format == f"Rostra's JSON ({VERSION})"
    assert account.turns == len(flagship().turns)
    assert account.claims == sum(len(turn.claims) for turn in flagship().turns)
    assert {speaker.name for speaker in account.speakers} >= {"Yann LeCun", "Gary Marcus"}


def test_every_version_has_its_reader_and_a_newer_one_is_named() -> None:
    assert list(VERSIONS) == [VERSION]
    newer = render(flagship()).replace(VERSION, "rostra.transcript/7", 1)
    with pytest.raises(BadFile, match=r"debate\.json:2: .*'rostra.transcript/7'.*Upgrade Rostra.*rostra.transcript/1"):
        again(newer)


def changed(**fields: Any) -> str:
    return json.dumps(json.loads(render(flagship())) | fields, indent=2)


def entry(number: int, **fields: Any) -> str:
    value = json.loads(render(flagship()))
    value["entries"][number] |= fields
    return json.dumps(value, indent=2)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (changed(id="../../etc/passwd"), r"has the id '../../etc/passwd'.*--as NEW"),
        (changed(id=""), "has the id ''"),
        (changed(id="x" * 1_000_000), "has the id 'xxx"),
        (changed(created="2026-11-23T12:00:00"), "a time without a zone"),
        (changed(created="0001-01-01T00:00:00+14:00"), "an impossible year"),
        (changed(surprise=1), "does not fit its schema at surprise"),
        (changed(cast=[]), "has no moderator|not in its cast"),
        (entry(3, seat="nobody"), "has words of 'nobody'"),
        (entry(3, slot=10**30), "out of range"),
        (entry(3, slot=-1), "out of range"),
        (entry(3, at=7.5e300), "does not fit its schema at entries.3.at"),
        (entry(3, text=["no", "text"]), "does not fit its schema at entries.3.text"),
    ],
)
def test_what_would_break_something_later_is_refused_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(BadFile, match=problem) as refused:
        again(text)
    assert refused.value.line is not None


def test_the_line_is_that_of_the_field() -> None:
    text = entry(3, slot=10**30)
    with pytest.raises(BadFile) as refused:
        again(text)
    assert f'"slot": {10**30}' in text.split("\n")[(refused.value.line or 0) - 1]


def test_a_hostile_id_gives_way_to_one_that_is_asked_for() -> None:
    assert again(changed(id="../../etc/passwd"), id="mine").id == "mine"
