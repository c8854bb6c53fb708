"""Debates spoken by Claude's stand-in, and what must be true of them however they were disturbed.

The local Messages API answers as a function of the whole prompt. So a debate that was killed fifty times and one that nobody
touched have the same entries if, and only if, every call was shown the same: nothing lost, doubled, swapped or unblinded.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from builders import a_debate, shipped_format
from rostra.agenda import next_slots, replay
from rostra.debate import Debate, Turn
from rostra.ledger.memory import MemoryLedger
from rostra.models.registry import Models
from rostra.prompts import render
from rostra.settings import Settings
from rostra.stage import stage
from rostra.testing.messages_api import MessagesApi, Received

MODEL = "anthropic:claude-haiku-4-5"
CHANCES = {"seq", "at", "started", "usage", "cost", "attempts"}
"""What may differ between two runs of one debate: times, order of arrival, and what was paid."""
_UNDISTURBED: dict[str, Debate] = {}


def spoken_by_claude(format_name: str, id_: str = "d", seats: int = 4) -> Debate:
    questions = 2 if format_name == "oxford" else 0
    debate = a_debate(shipped_format(format_name), seats, audience=2, questions=questions)
    cast = tuple(seat.model_copy(update={"model": MODEL}) for seat in debate.cast)
    return debate.model_copy(update={"id": id_, "cast": cast})


async def until(so: Callable[[], bool]) -> None:
    """Come back when it is so. What happens in other processes can only be looked at."""
    while not so():  # noqa: ASYNC110
        await asyncio.sleep(0.01)


def quick(**options: Any) -> MessagesApi:
    """A service that takes about a tenth of a second an answer, in pieces."""
    return MessagesApi(**({"ttft": 0.03, "tps": 300.0, "out_tokens": 20} | options))


def settings(server: MessagesApi, **options: Any) -> Settings:
    return Settings(_env_file=None, base_url=server.url, api_key="any", **options)


async def undisturbed(format_name: str) -> Debate:
    """The debate of that format as it goes when nothing happens to it."""
    if format_name not in _UNDISTURBED:
        ledger, debate = MemoryLedger(), spoken_by_claude(format_name)
        async with quick(ttft=0, tps=0) as server, Models(settings(server)) as models:
            async for _ in stage(debate, models, ledger=ledger):
                pass
        _UNDISTURBED[format_name] = await ledger.load(debate.id)
    return _UNDISTURBED[format_name]


def asked(debate: Debate) -> dict[str, int]:
    """Prompt to slot, for every call that a whole debate takes: its agenda replayed from its entries."""
    slots = [slot for fan_out in replay(debate) for slot in fan_out if slot.kind != "put"]
    prompts = {render(debate, slot).text: slot.number for slot in slots}
    assert len(prompts) == len(slots), "no two slots are shown the same"
    return prompts


def slots_of(requests: Iterable[Received], prompts: dict[str, int]) -> Counter[int]:
    """How often each slot was asked for. KeyError for a call that was shown anything else than its slot should see."""
    return Counter(prompts[request.text] for request in requests)


def said(debate: Debate) -> list[dict[str, Any]]:
    """What a debate holds, by slots."""
    entries = sorted(debate.entries, key=lambda entry: entry.slot or 0)
    return [entry.model_dump(mode="json", exclude=CHANCES) for entry in entries]


def assert_whole(debate: Debate, reference: Debate) -> None:
    """Nothing lost, doubled, swapped or cut; numbered without a gap; and blind turns were blind."""
    assert next_slots(debate) == ()
    assert [entry.seq for entry in debate.entries] == list(range(1, len(debate.entries) + 1))
    assert said(debate) == said(reference)
    assert_blind(debate)


def assert_blind(debate: Debate) -> None:
    """No prompt of a blind turn holds a word of what the others said in its phase."""
    said_in = {(turn.phase, turn.seat): turn.text for turn in debate.turns if isinstance(turn, Turn)}
    blind = {phase.name for phase in debate.format.phases if phase.slot == "speak" and phase.sees == "before-phase"}
    assert blind
    for slot in (slot for fan_out in replay(debate) for slot in fan_out if slot.phase in blind):
        shown = render(debate, slot).text
        others = [text for (phase, _), text in said_in.items() if phase == slot.phase]
        assert others
        assert not [text for text in others if text in shown]
