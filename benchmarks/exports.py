"""What it takes to write a debate of 200 turns, in every format there is. The first of each, which imports libraries, is left out."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import timedelta

from benchmarks.figures import Figure
from benchmarks.fixed import fixed_debate
from rostra.claims import number
from rostra.debate import Debate, Turn, Usage
from rostra.errors import RostraError
from rostra.export import EXPORTERS, Exporter

TURNS, CLAIMS, TIMES = 200, 3, 3
SLOW = {".html": 1.0, ".docx": 2.0, ".xlsx": 2.0, ".pdf": 15.0}
"""Seconds that a format may take which does more than write text."""
TEXT = 0.5
"""Seconds for every other."""
_WORDS = (
    "reason",
    "claim",
    "market",
    "school",
    "court",
    "city",
    "risk",
    "trust",
    "duty",
    "limit",
    "model",
    "proof",
    "voter",
)


def figures() -> Iterator[Figure]:
    """Seconds a format, the best of a few; what is asked for by name alone, and what is not installed, is left out."""
    debate = long_debate()
    for exporter in EXPORTERS:
        if not exporter.in_all:
            continue
        try:
            exporter.render(debate)
        except RostraError:
            continue
        yield Figure(
            what=f"Export of {TURNS} turns, {exporter.suffix}",
            measured=min(_seconds(exporter, debate) for _ in range(1 if exporter.suffix == ".pdf" else TIMES)),
            unit="s",
            target=SLOW.get(exporter.suffix, TEXT),
        )


def long_debate() -> Debate:
    """Four speakers by turns, each with three claims and an answer to each claim of the turn before."""
    chance = random.Random(0)
    debate = fixed_debate("sequential")
    known: list[str] = []
    for slot in range(1, TURNS + 1):
        seat = debate.debaters[(slot - 1) % len(debate.debaters)]
        before = known[-CLAIMS:]
        sentences = [
            f"{' '.join(chance.choices(_WORDS, k=24)).capitalize()}. [{seat.mark}{slot}.{n}]"
            + (f" (rebuts [{before[n - 1]}])" if len(before) == CLAIMS else "")
            for n in range(1, CLAIMS + 1)
        ]
        read = number(" ".join(sentences), mark=seat.mark, turn=slot, known=known)
        known += [claim.id for claim in read.claims]
        debate = debate.append(
            Turn(
                seq=slot,
                slot=slot,
                seat=seat.name,
                phase="rebuttals",
                round=1 + (slot - 1) // len(debate.debaters),
                at=debate.created + timedelta(minutes=slot),
                usage=Usage(input=5_000, output=160),
                cost=0.02,
                model=seat.model,
                text=read.text,
                claims=read.claims,
                replies=read.replies,
            )
        )
    return debate


def _seconds(exporter: Exporter, debate: Debate) -> float:
    began = time.perf_counter()
    exporter.render(debate)
    return time.perf_counter() - began
