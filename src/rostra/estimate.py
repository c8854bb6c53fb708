"""What a debate will take, before it starts: the agenda is run with made-up entries of the length that will be asked for.

Every prompt is rendered and counted by the cache layout, as the real run will send it; nothing is sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from rostra.agenda import next_slots
from rostra.claims import number
from rostra.debate import (
    Ballot,
    Debate,
    Decision,
    Entry,
    Idea,
    Point,
    Question,
    Section,
    Stance,
    Summary,
    Turn,
    Usage,
    Verdict,
)
from rostra.models.catalogue import ModelCard, catalogue
from rostra.models.choose import KEYLESS, provider_of
from rostra.models.cost import cost_of, tokens_in
from rostra.prompts import Prompt, render
from rostra.settings import Effort
from rostra.slot import Slot, view
from rostra.values import Value

_TOKENS_A_WORD = 1.4
_STRUCTURED = {"steer": 80, "call": 70, "bid": 30, "stance": 60, "vote": 50, "question": 50, "synthesise": 800}
"""Tokens of an answer with a schema."""
_THINKING: dict[str | None, tuple[int, int]] = {
    "low": (0, 300), "medium": (100, 1_200), "high": (400, 4_000), "xhigh": (1_000, 8_000), "max": (2_000, 16_000),
    None: (400, 4_000),
}  # fmt: skip
"""Tokens a model that thinks may spend before it answers, from little to much. An assumption: no model says beforehand."""
_LONGER = 1.4
"""How much longer than asked answers run at worst."""
_FIRST_WORD = (1.0, 4.0)
"""Seconds."""
_RATE = (100.0, 45.0)
"""Tokens a second."""
_LOOKBACK = 20
"""Blocks before a mark in which the service finds an older, shorter prefix."""


class Estimate(Value):
    """Ranges from what is planned to what happens when caches miss, answers run long and models think much."""

    calls: int
    """To a model of any kind."""
    turns: int
    """Of debaters, ideas among them."""
    usage: Usage
    """Tokens as planned. The offline model uses none."""
    cost: tuple[float, float] | None
    """US dollars; None where a price is not known."""
    seconds: tuple[float, float]
    """Along the critical path: what happens at once counts once. People's own time is not in it."""
    models: tuple[str, ...]
    unpriced: tuple[str, ...] = ()
    """Models of which no price is known."""
    prices_as_of: date | None = None
    """The day the price table was read; None where nothing costs anything."""


class _Call(NamedTuple):
    slot: Slot
    model: str
    low: Usage
    high: Usage


def estimate(debate: Debate, *, effort: Effort | None = "medium") -> Estimate:
    """What is left of a debate will take. Pure."""
    caches: dict[str, _Cache] = {}
    calls: list[_Call] = []
    turns, fastest, slowest = 0, 0.0, 0.0
    for now, slots in played(debate):
        fan_out = []
        for slot in slots:
            seat = now.seat(slot.seat)
            turns += slot.kind in ("speak", "idea")
            if slot.kind != "put" and not seat.human:
                fan_out.append(_call(now, slot, seat.model or "offline", caches, effort))
        fastest += max((_seconds(call, call.low, 0) for call in fan_out), default=0.0)
        slowest += max((_seconds(call, call.high, 1) for call in fan_out), default=0.0)
        calls += fan_out
    return _summed(calls, turns, (fastest, slowest))


def played(debate: Debate) -> Iterator[tuple[Debate, tuple[Slot, ...]]]:
    """What is left of a debate as it may go: each fan-out, and the debate just before it, filled with made-up entries. Pure."""
    while slots := next_slots(debate):
        yield debate, slots
        debate = debate.append(*(_made_up(debate, slot) for slot in slots))


def _summed(calls: list[_Call], turns: int, seconds: tuple[float, float]) -> Estimate:
    prices = [(call.model, cost_of(call.low, call.model), cost_of(call.high, call.model)) for call in calls]
    unpriced = sorted({model for model, low, _ in prices if low is None})
    paid = any(provider_of(call.model) not in KEYLESS for call in calls)
    return Estimate(
        calls=len(calls),
        turns=turns,
        usage=sum((call.low for call in calls), Usage()),
        cost=None if unpriced else (sum(low or 0 for _, low, _ in prices), sum(high or 0 for _, _, high in prices)),
        seconds=seconds,
        models=tuple(sorted({call.model for call in calls})),
        unpriced=tuple(unpriced),
        prices_as_of=catalogue().as_of if paid else None,
    )


def _call(debate: Debate, slot: Slot, model: str, caches: dict[str, _Cache], effort: Effort | None) -> _Call:
    if provider_of(model) in KEYLESS:
        return _Call(slot, model, Usage(), Usage())
    card = catalogue().find(model)
    cache = caches.setdefault(f"{model} {slot.kind if slot.kind in _STRUCTURED else ''}", _Cache(card))
    read = cache.charge(render(view(debate, slot), slot))
    answer = _STRUCTURED.get(slot.kind) or round(slot.words * _TOKENS_A_WORD)
    little, much = _THINKING[effort] if card is None or card.thinks else (0, 0)
    missed = read.model_copy(update={"cache_write": read.cache_write + read.cache_read, "cache_read": 0})
    low = read.model_copy(update={"output": answer + little})
    return _Call(slot, model, low, missed.model_copy(update={"output": round(answer * _LONGER) + much}))


def _seconds(call: _Call, usage: Usage, worst: int) -> float:
    if provider_of(call.model) in KEYLESS:
        return 0.0
    return _FIRST_WORD[worst] + usage.output / _RATE[worst]


class _Cache:
    """The prefixes of one model (and one answer schema) that are warm by now."""

    def __init__(self, card: ModelCard | None) -> None:
        self._from = card.cache_from if card else 1_024
        self._warm: set[bytes] = set()

    def charge(self, prompt: Prompt) -> Usage:
        """The input of a call by class; what it writes is warm from then on."""
        prefixes, sizes, marks = [], [], []
        digest, size = hashlib.sha256(), 0
        for index, block in enumerate((*prompt.system, *prompt.user)):
            digest.update(block.text.encode() + b"\0")
            size += tokens_in(block.text)
            prefixes.append(digest.digest())
            sizes.append(size)
            if block.cache and size >= self._from:
                marks.append(index)
        reach = {index for mark in marks for index in range(max(0, mark - _LOOKBACK), mark + 1)}
        read = max((sizes[index] for index in reach if prefixes[index] in self._warm), default=0)
        write = max((sizes[mark] - read for mark in marks), default=0)
        self._warm.update(prefixes[mark] for mark in marks)
        return Usage(input=size - read - max(write, 0), cache_write=max(write, 0), cache_read=read)


def _made_up(debate: Debate, slot: Slot) -> Entry:
    """An entry such as the slot may bring, of the length asked for."""
    at = debate.created
    place: dict[str, Any] = {"slot": slot.number, "phase": slot.phase, "round": slot.round, "at": at}
    says = _words(25)
    match slot.kind:
        case "speak":
            return _turn(debate, slot, place)
        case "introduce" | "frame":
            return Turn(seat=slot.seat, text=_words(slot.words if slot.kind == "introduce" else 50), **place)
        case "put":
            asked = debate.scenario.questions[slot.prepared or 0]
            return Question(text=asked.text, by=asked.by, to=asked.to, **place)
        case "question":
            return Question(text=_words(25), by=slot.seat, **place)
        case "steer":
            return Decision(action="steer", by=slot.seat, says=_words(50), **place)
        case "call":
            return Decision(
                action="call", by=slot.seat, seat=next(iter(slot.candidates), None), says=_words(35), **place
            )
        case "bid":
            return Decision(action="bid", by=slot.seat, seat=slot.seat, urgency=5, **place)
        case "stance":
            return Stance(seat=slot.seat, value=0, says=says, **place)
        case "vote":
            return Ballot(voter=slot.seat, poll=slot.phase, choice="undecided", says=says, **place)
        case "idea":
            return Idea(seat=slot.seat, text=_words(slot.words), **place)
        case "verdict":
            return Verdict(judge=slot.seat, reasons=(Point(text=says),), **place)
        case "rank":
            return Ballot(voter=slot.seat, poll=slot.phase, says=says, **place)
        case "cluster":
            section = Section(title="All", points=(Point(text=_words(300)),))
            return Summary(scope="clusters", covers=slot.sees.horizon, sections=(section,), **place)
        case "summarise":
            return Summary(scope="rolling", covers=slot.covers or 0, text=_words(400), **place)
        case "synthesise":
            section = Section(title="All", points=(Point(text=_words(500)),))
            return Summary(scope="synthesis", covers=slot.sees.horizon, sections=(section,), **place)


def _turn(debate: Debate, slot: Slot, place: dict[str, Any]) -> Turn:
    mark = debate.seat(slot.seat).mark
    earlier = [claim.id for turn in debate.turns for claim in turn.claims if turn.seat != slot.seat]
    half = _words(slot.words // 2)
    against = f" (rebuts [{earlier[-1]}])" if earlier else ""
    text = f"{half}. [{mark}{slot.turn}.1]{against} {half}. [{mark}{slot.turn}.2]"
    read = number(text, mark=mark, turn=slot.turn, known=frozenset(earlier))
    return Turn(seat=slot.seat, text=read.text, claims=read.claims, replies=read.replies, **place)


def _words(count: int) -> str:
    """So many words, as long as English ones are."""
    return " ".join(_syllables(count))


def _syllables(count: int) -> Iterator[str]:
    for index in range(count):
        yield ("model", "of", "language", "can", "reason")[index % 5]


__all__ = ["Estimate", "estimate", "played"]
