"""Small debates and entries for the ledger's tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from builders import NOON, a_debate
from rostra.debate import Claim, Debate, Notice, Reply, Turn, Usage
from rostra.format import Format, Phase
from rostra.ledger import Ledger, open_ledger

ROUND_TABLE = Format(name="table", title="A table", purpose="To test.", phases=(Phase(name="talk", title="Talk"),))


@dataclass
class Store:
    """Where the ledgers of one test are opened, by a clock that the test moves. For memory there is only one."""

    url: str
    now: float = 1_800_000_000.0
    opened: list[Ledger] = field(default_factory=list)

    def open(self, *, real_time: bool = False, **options: Any) -> Ledger:
        if self.url == "memory" and self.opened:
            return self.opened[0]
        clock: Callable[[], float] | None = None if real_time else (lambda: self.now)
        self.opened.append(open_ledger(self.url, clock=clock, **options))
        return self.opened[-1]


def debate(debate_id: str = "d", *, minute: int = 0, **fields: Any) -> Debate:
    """A debate created so many minutes after noon."""
    created = NOON + timedelta(minutes=minute)
    return a_debate(ROUND_TABLE, 2).model_copy(update={"id": debate_id, "created": created} | fields)


def turn(slot: int | None, text: str = "We should. [A1.1]", **fields: Any) -> Turn:
    return Turn(at=NOON, slot=slot, phase="talk", seat="aaa", text=text, **fields)


def rich_turn(slot: int) -> Turn:
    """A turn with everything a model's turn has, about 600 bytes of text."""
    points = [f"Point {n} of turn {slot} says that measure {slot * 7 + n} beats guess {slot + n}." for n in range(1, 4)]
    text = " ".join(f"{point} [A{slot}.{n}]" for n, point in enumerate(points, 1))
    words = iter(f"word{(slot * 31 + n * 17) % 997}" for n in range(1000))
    while len(text) < 592:
        text += " " + next(words)
    return turn(
        slot,
        text,
        claims=tuple(Claim(id=f"A{slot}.{n}", text=point) for n, point in enumerate(points, 1)),
        replies=tuple(Reply(to=f"B{slot}.{n}", relation="rebuts", by=f"A{slot}.{n}") for n in range(1, 4)),
        model="anthropic:claude-opus-5-5",
        usage=Usage(input=312, cache_write=640, cache_read=12034, output=170),
        cost=0.012345,
        started=NOON - timedelta(seconds=3.25),
    )


def notice(text: str, after: int = 0) -> Notice:
    return Notice(at=NOON, after=after, code="test", text=text)
