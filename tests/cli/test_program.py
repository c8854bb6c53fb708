"""The command as a process: signals, pipes, services that fail, budgets."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli_helpers import PROGRAM, SMALL, Rostra
from rostra.cli.performing import opened
from rostra.settings import Settings
from rostra.testing.messages_api import MessagesApi
from rostra.testing.replies import Reply

CLAUDE = ("Tests are worth writing.", "--cast", "ada.md,bob.md", "--rounds", "1", "--words", "20")
HEAVY = ("langgraph", "anthropic", "sqlalchemy", "pydantic", "rich.live", "yaml", "streamlit")


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[MessagesApi]:
    """A service beside us, in a loop of its own; the commands of this test ask it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    served = MessagesApi(out_tokens=30)
    asyncio.run_coroutine_threadsafe(served.__aenter__(), loop).result()
    monkeypatch.setenv("ANTHROPIC_BASE_URL", served.url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "any")
    yield served
    asyncio.run_coroutine_threadsafe(served.__aexit__(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_debate_says_how_to_go_on_and_then_ends(
    api: MessagesApi, rostra: Rostra, number: signal.Signals, code: int
) -> None:
    def answer(_: object) -> Reply:
        if len(api.requests) == 5:
            os.kill(os.getpid(), number)
        return Reply()

    api.ttft, api.answer = 0.05, answer
    ran = rostra("stage", *CLAUDE, "--id", "cut")
    assert ran.code == code
    assert "rostra debates resume cut" in ran.err
    assert "── First positions" in ran.out
    resumed = rostra("debates", "resume", "cut")
    assert resumed.code == 0
    assert "Said so far: " in resumed.out
    assert "── Synthesis" in resumed.out


def test_a_service_that_fails_can_be_resumed(api: MessagesApi, rostra: Rostra) -> None:
    api.replies.extend([Reply()] * 3 + [Reply(status=401, message="invalid x-api-key")] * 40)
    failed = rostra("stage", *CLAUDE, "--id", "broken")
    assert failed.code == 3
    assert "rostra debates resume broken" in failed.err
    api.replies.clear()
    assert rostra("debates", "resume", "broken", "--quiet") == (0, "", "")


def test_a_budget_ends_the_debate_with_a_summary_before_it_is_spent(api: MessagesApi, rostra: Rostra) -> None:
    ran = rostra("stage", *CLAUDE, "--budget-usd", "0.55", "--json")
    assert ran.code == 4
    events = [json.loads(line) for line in ran.out.splitlines()]
    entries = [event["entry"] for event in events if event["event"] == "entry"]
    assert entries[-1]["kind"] == "summary"
    assert sum(entry["cost"] or 0 for entry in entries) <= 0.55


@contextmanager
def held(debate: str) -> Iterator[None]:
    """Somebody else has the pen."""
    taken, free = threading.Event(), threading.Event()

    async def hold() -> None:
        async with opened(None, Settings()) as ledger, ledger.write(debate):
            taken.set()
            await asyncio.to_thread(free.wait)

    holder = threading.Thread(target=lambda: asyncio.run(hold()))
    holder.start()
    taken.wait()
    try:
        yield
    finally:
        free.set()
        holder.join()


def test_two_cannot_stage_one_debate(api: MessagesApi, rostra: Rostra) -> None:
    rostra("stage", *CLAUDE, "--id", "held", "--quiet")

    with held("held"):
        ran = rostra("debates", "continue", "held", "--rounds", "1")
    assert ran.code == 1
    assert "process" in ran.err
    assert ran.out == "", "whoever cannot have the pen needs no recap"
    assert rostra("debates", "resume", "held", "--quiet").code == 0
    assert "more round" not in rostra("debates", "show", "held").out, "the wish went with the refusal"


def test_a_reader_that_goes_away_is_no_reason_to_complain() -> None:
    shell = f"{' '.join(PROGRAM)} stage {' '.join(repr(word) for word in SMALL)} | head -n 2"
    ran = subprocess.run(["bash", "-c", shell], env=_path(), capture_output=True, text=True, timeout=60)
    assert len(ran.stdout.splitlines()) == 2
    assert ran.stderr == ""


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", *PROGRAM[1:], "--help"],
        env=_path(),
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "stage" in ran.stdout
    assert not [name for name in imported if name in HEAVY]
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= 0.5


def _path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "80", "HOME": str(Path.home())}
