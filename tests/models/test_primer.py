from __future__ import annotations

import asyncio

import pytest

from rostra.models.primer import Primer


async def call(primer: Primer, prefixes: list[str], log: list[str], name: str, *, fails: bool = False) -> None:
    async with primer.turn(prefixes) as begun:
        log.append(f"{name} out")
        await asyncio.sleep(0.01)
        if fails:
            raise RuntimeError(name)
        log.append(f"{name} begun")
        begun()
        await asyncio.sleep(0.02)
        log.append(f"{name} done")


async def test_the_rest_start_at_the_first_byte_of_the_first() -> None:
    log: list[str] = []
    primer = Primer()
    await asyncio.gather(*(call(primer, ["p"], log, name) for name in "abc"))
    assert log[:2] == ["a out", "a begun"]
    assert log.index("b out") < log.index("a done")
    assert log.index("c out") < log.index("b begun")


async def test_calls_without_a_common_prefix_do_not_wait() -> None:
    log: list[str] = []
    primer = Primer()
    await asyncio.gather(call(primer, ["p"], log, "a"), call(primer, ["q"], log, "b"), call(primer, [], log, "c"))
    assert log[:3] == ["a out", "b out", "c out"]


async def test_a_warm_prefix_is_not_waited_for_until_it_is_cold() -> None:
    now = 0.0
    primer = Primer(ttl=300, clock=lambda: now)
    await call(primer, ["p"], [], "a")
    warm: list[str] = []
    await asyncio.gather(*(call(primer, ["p"], warm, name) for name in "bc"))
    assert warm[:2] == ["b out", "c out"]
    now = 301.0
    cold: list[str] = []
    await asyncio.gather(*(call(primer, ["p"], cold, name) for name in "de"))
    assert cold[:2] == ["d out", "d begun"]


async def test_when_the_first_fails_the_next_leads() -> None:
    log: list[str] = []
    primer = Primer()
    results = await asyncio.gather(
        call(primer, ["p"], log, "a", fails=True),
        call(primer, ["p"], log, "b"),
        call(primer, ["p"], log, "c"),
        return_exceptions=True,
    )
    assert isinstance(results[0], RuntimeError)
    assert log[:3] == ["a out", "b out", "b begun"]
    assert "c done" in log


async def test_when_the_first_is_cancelled_the_next_leads() -> None:
    log: list[str] = []
    primer = Primer()
    first = asyncio.create_task(call(primer, ["p"], log, "a"))
    await asyncio.sleep(0)
    second = asyncio.create_task(call(primer, ["p"], log, "b"))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    await second
    assert log[:2] == ["a out", "b out"]


async def test_whoever_waits_longer_than_patience_goes_anyway() -> None:
    log: list[str] = []
    primer = Primer(patience=0.001)
    await asyncio.gather(call(primer, ["p"], log, "a"), call(primer, ["p"], log, "b"))
    assert log[:2] == ["a out", "b out"]


async def test_a_longer_prefix_of_its_own_does_not_lock_anybody_out() -> None:
    log: list[str] = []
    primer = Primer()
    calls = (call(primer, ["p", f"p{name}"], log, name) for name in "abcd")
    await asyncio.wait_for(asyncio.gather(*calls), 2)
    assert [line for line in log if line.endswith("done")] == [f"{name} done" for name in "abcd"]
