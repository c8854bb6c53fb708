"""What it takes to bring a thousand transcripts in."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure
from rostra.agenda import next_slots
from rostra.importing import read
from rostra.ledger import open_ledger

COUNT, TURNS, CLAIMS = 1_000, 10, 6
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def figures() -> Iterator[Figure]:
    """Seconds of the clock and of this process for all, read, stored and durable."""
    wall, cpu = asyncio.run(_imported())
    what = f"Importing {COUNT:,} transcripts of {TURNS} turns and {TURNS * CLAIMS} claims into SQLite"
    yield Figure(what=f"{what}, by the clock", measured=wall, unit="s", target=20)
    yield Figure(what=f"{what}, CPU of the process", measured=cpu, unit="s", target=20)


async def _imported() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"talk-{number}.md" for number in range(COUNT)]
        for number, path in enumerate(paths):
            path.write_text(_transcript(number), encoding="utf-8")
        ledger = open_ledger(str(Path(folder) / "rostra.db"))
        wall, cpu = time.perf_counter(), time.process_time()
        for path in paths:
            debate = read(path.name, path.read_bytes(), now=NOON).debate
            await ledger.create(debate, ended=not next_slots(debate))
        taken = time.perf_counter() - wall, time.process_time() - cpu
        assert len(await ledger.list(limit=2 * COUNT)) == COUNT
        await ledger.close()
    return taken


def _transcript(number: int) -> str:
    """A debate of two sides as public benchmarks write them, about 15 KB."""
    head = f"# Debate {number}\n\n- proposition: Harbour {number} should light its piers.\n- model_pro: one\n- model_con: two\n"
    return head + "".join(_turn(turn) for turn in range(TURNS))


def _turn(turn: int) -> str:
    side, mark, other = (("PRO", "P", "C"), ("CON", "C", "P"))[turn % 2]
    ordinal = turn // 2 + 1
    ids = [f"[{mark}{ordinal}.{n}]" for n in range(1, CLAIMS + 1)]
    cited = f"[{other}{ordinal - 1}.1]" if ordinal > 1 else ""
    lines = [f"{id_} {_sentence(turn, n)} {cited}" for n, id_ in enumerate(ids)]
    facts = f"- model: one\n- claim_ids: {', '.join(ids)}\n- cited_claim_ids: {cited or '(none)'}\n- missing_claim_id_refs: (none)"
    return f"\n## Turn {turn + 1}: {side} Part {ordinal}\n\n{facts}\n\n" + "\n".join(lines) + "\n"


def _sentence(turn: int, claim: int) -> str:
    words = " ".join(f"word{(turn * 31 + claim * 7 + n * 17) % 997}" for n in range(32))
    return f"What was seen in part {turn} supports this. It goes on: {words}."
