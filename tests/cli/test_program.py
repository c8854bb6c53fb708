"""The command as a process: signals, pipes, services that fail, budgets."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli_helpers import PROGRAM, SMALL, finished, start

from rostra.testing.messages_api import MessagesApi
from rostra.testing.replies import Reply

CLAUDE = ("Tests are worth writing.", "--cast", "ada.md,bob.md", "--rounds", "1", "--words", "20")
HEAVY = ("langgraph", "anthropic", "sqlalchemy", "pydantic", "rich.live", "yaml", "streamlit")


def environment(api: MessagesApi) -> dict[str, str]:
    return {"ANTHROPIC_BASE_URL": api.url, "ANTHROPIC_API_KEY": "any"}


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
async def test_an_interrupted_debate_says_how_to_go_on_and_then_ends(number: signal.Signals, code: int) -> None:
    async with MessagesApi(ttft=0.05, tps=120, out_tokens=30) as api:
        process = await start("stage", *CLAUDE, "--json", "--id", "cut", **environment(api))
        assert process.stdout is not None
        async for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "entry" and event["entry"]["kind"] == "turn":
                process.send_signal(number)
                break
        ran = await finished(process)
        assert ran.code == code
        assert "rostra debates resume cut" in ran.err
        assert "Traceback" not in ran.err
        api.ttft = api.tps = 0
        resumed = await finished(await start("debates", "resume", "cut", **environment(api)))
    assert resumed.code == 0
    assert "Said so far: " in resumed.out
    assert "── Synthesis" in resumed.out


async def test_a_service_that_fails_can_be_resumed() -> None:
    async with MessagesApi(out_tokens=30) as api:
        api.replies.extend([Reply()] * 3 + [Reply(status=401, message="invalid x-api-key")] * 40)
        failed = await finished(await start("stage", *CLAUDE, "--id", "broken", **environment(api)))
        assert failed.code == 3
        assert "rostra debates resume broken" in failed.err
        assert "Traceback" not in failed.err
        api.replies.clear()
        resumed = await finished(await start("debates", "resume", "broken", "--quiet", **environment(api)))
    assert resumed == (0, "", "")


async def test_a_budget_ends_the_debate_with_a_summary_before_it_is_spent() -> None:
    async with MessagesApi(out_tokens=30) as api:
        ran = await finished(await start("stage", *CLAUDE, "--budget-usd", "0.55", "--json", **environment(api)))
    assert ran.code == 4
    events = [json.loads(line) for line in ran.out.splitlines()]
    entries = [event["entry"] for event in events if event["event"] == "entry"]
    assert entries[-1]["kind"] == "summary"
    assert sum(entry["cost"] or 0 for entry in entries) <= 0.55


def test_a_reader_that_goes_away_is_no_reason_to_complain() -> None:
    shell = f"{' '.join(PROGRAM)} stage {' '.join(repr(word) for word in SMALL)} | head -n 2"
    ran = subprocess.run(["bash", "-c", shell], env=_path(), capture_output=True, text=True, timeout=60)
    assert len(ran.stdout.splitlines()) == 2
    assert ran.stderr == ""


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", *PROGRAM[1:], "--help"], env=_path(), capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "stage" in ran.stdout
    assert not [name for name in imported if name in HEAVY]
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= 0.5


async def test_two_cannot_stage_one_debate() -> None:
    async with MessagesApi(ttft=0.2, tps=60, out_tokens=60) as api:
        first = await start("stage", *CLAUDE, "--json", "--id", "held", **environment(api))
        assert first.stdout is not None
        await first.stdout.readline()
        second = await finished(await start("debates", "resume", "held", **environment(api)))
        first.send_signal(signal.SIGINT)
        await finished(first)
    assert second.code == 1
    assert "process" in second.err
    await asyncio.sleep(0)


def _path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "80", "HOME": str(Path.home())}
