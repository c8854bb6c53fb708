"""The fixed debate against the local service: how long it takes, what it sends, what it costs this machine."""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.fixed import CALLS, MODEL, fixed_debate
from benchmarks.service import TOKENS, TPS, Service, service
from rostra.agenda import replay
from rostra.debate import Debate
from rostra.events import Ended
from rostra.ledger import open_ledger
from rostra.models.anthropic import strict_schema
from rostra.models.catalogue import catalogue
from rostra.models.registry import Models
from rostra.prompts import SCHEMAS, max_tokens, render
from rostra.settings import Settings
from rostra.stage import stage

OWN, SHARED = None, 150
"""Words asked of a turn: with cards of this length, what the format says makes each seat's prefix its own, more makes it shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Milliseconds a call, of this process alone."""
    at_once: float
    """The same where the service keeps no pace, and whole answers come at once."""
    equivalent: float
    """Input tokens as they are billed: 1.25 for a write to the cache, 0.1 for a read."""
    uncached: float
    """The same had nothing been cached."""


def figures() -> Iterator[Figure]:
    """Runs by twos, each with a service of its own: they mostly wait."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1) as processes:
        ours = dict(zip(FORMATS, processes.map(_ours, FORMATS), strict=True))
        naive = dict(zip(FORMATS, processes.map(_naive, FORMATS), strict=True))
        shared = dict(zip(FORMATS, processes.map(_ours_shared, FORMATS), strict=True))
    for name, (depth, target) in FORMATS.items():
        yield Figure(
            what=f"Fixed debate, {name}, depth {depth}",
            measured=ours[name].wall,
            unit="s",
            target=target,
            naive=naive[name].wall,
            naively=f"{CALLS} calls one after another",
        )
    for layout, runs in (("own", ours), ("shared", shared)):
        for name in FORMATS:
            yield Figure(
                what=f"Input tokens against the same prompts uncached, {layout} layout, {name}",
                measured=runs[name].equivalent / runs[name].uncached,
                unit="",
                target=0.5,
                naive=naive[name].equivalent / naive[name].uncached,
                naively="no cache marks",
            )
    for name in FORMATS:
        yield Figure(what=f"Fixed debate, {name}, shared layout", measured=shared[name].wall, unit="s")
    for name in FORMATS:
        yield Figure(
            what=f"Client CPU a streamed turn, everything included, {name}",
            measured=ours[name].cpu,
            unit="ms",
            target=30.0,
            naive=naive[name].cpu,
            naively="the SDK's .stream() helper, nothing stored",
        )
    yield Figure(
        what="Client CPU a streamed turn, where its tokens come at once",
        measured=ours["sequential"].at_once,
        unit="ms",
        naive=naive["sequential"].at_once,
        naively="the SDK's .stream() helper, nothing stored",
    )
    yield Figure(
        what=f"An asyncio loop on this machine, only to wake for each of {TOKENS} tokens",
        measured=asyncio.run(_only_waking()),
        unit="ms",
    )


FORMATS = {"sequential": (19, 43.4), "simultaneous": (7, 16.0)}
"""Format to the calls on its critical path, and the seconds it may take."""


def _ours(format_name: str) -> Measured:
    return asyncio.run(_measured(fixed_debate(format_name, words=OWN), _stage))


def _ours_shared(format_name: str) -> Measured:
    return asyncio.run(_measured(fixed_debate(format_name, words=SHARED), _stage))


def _naive(format_name: str) -> Measured:
    return asyncio.run(_measured(fixed_debate(format_name), _one_by_one))


async def _measured(debate: Debate, run: Callable[[Debate, str], Awaitable[object]]) -> Measured:
    card = catalogue().find(MODEL)
    assert card is not None
    with service(cache_from=card.cache_from, paced=False) as hasty:
        as_staged = await _stage(debate, hasty.url)  # imports and first connections are not what is measured
        hasty.reset()
        subject = debate if run is _stage else as_staged
        cpu = time.process_time()
        await run(subject, hasty.url)
        at_once = time.process_time() - cpu
    with service(cache_from=card.cache_from) as paced:
        cpu, wall = time.process_time(), time.monotonic()
        await run(subject, paced.url)
        cpu, wall = time.process_time() - cpu, time.monotonic() - wall
        return _account(paced, wall=wall, cpu=cpu, at_once=at_once)


def _account(paced: Service, *, wall: float, cpu: float, at_once: float) -> Measured:
    stats = paced.stats()
    assert stats["answered"] == CALLS, f"{stats['answered']} answers, not {CALLS}"
    assert stats["output"] == TOKENS * CALLS, f"{stats['output']} tokens, not {TOKENS * CALLS}"
    return Measured(
        wall=wall,
        cpu=1000 * cpu / CALLS,
        at_once=1000 * at_once / CALLS,
        equivalent=stats["equivalent"],
        uncached=stats["uncached"],
    )


async def _stage(debate: Debate, url: str) -> Debate:
    """Everything there is: graph, prompts, events, a ledger in a file."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(str(Path(folder) / "rostra.db"))
        async with Models(Settings(_env_file=None, base_url=url, api_key="any")) as models:
            async for event in stage(debate, models, ledger=ledger):
                if isinstance(event, Ended):
                    assert event.status == "ended", event.reason
        staged = await ledger.load(debate.id)
        await ledger.close()
    return staged


async def _one_by_one(debate: Debate, url: str) -> None:
    """The same prompts, as one would send them who thinks of nothing: in turn, whole, with the SDK as it comes."""
    from anthropic import AsyncAnthropic

    async with AsyncAnthropic(api_key="any", base_url=url) as client:
        for slot in (slot for fan_out in replay(debate) for slot in fan_out):
            prompt, schema = render(debate, slot), SCHEMAS.get(slot.kind)
            form = {"format": {"type": "json_schema", "schema": strict_schema(schema)}} if schema else {}
            async with client.messages.stream(
                model=MODEL,
                max_tokens=max_tokens(slot),
                system="\n\n".join(block.text for block in prompt.system),
                messages=[{"role": "user", "content": "\n\n".join(block.text for block in prompt.user)}],
                **({"output_config": form} if form else {}),
            ) as stream:
                async for _ in stream.text_stream:
                    pass


async def _only_waking(times: int = 5) -> float:
    """CPU milliseconds, the middle one: what the machine and its load make of the least that a streamed turn can cost."""
    taken = []
    for _ in range(times):
        cpu = time.process_time()
        for _ in range(TOKENS):
            await asyncio.sleep(1 / TPS)
        taken.append(1000 * (time.process_time() - cpu))
    return statistics.median(taken)
