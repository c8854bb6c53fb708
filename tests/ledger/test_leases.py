"""Who is there, and who is not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rostra.ledger import leases
from rostra.ledger.leases import Holder, Lease, moment, seconds


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def holder(pid: int) -> Holder:
    return Holder(Holder.here().host, pid, leases._started(pid) or "")


def test_this_process_is_alive() -> None:
    assert not Holder.here().dead
    assert str(Holder.here()).startswith(f"process {os.getpid()} on ")


def test_a_process_is_dead_from_its_kill_on_reaped_or_not(child: subprocess.Popen[bytes]) -> None:
    there = holder(child.pid)
    assert not there.dead
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert there.dead
    child.wait()
    assert there.dead


def test_another_process_with_the_same_id_is_not_the_holder() -> None:
    assert replace(Holder.here(), started="1").dead


def test_where_no_start_time_is_told_the_id_decides(child: subprocess.Popen[bytes]) -> None:
    there = replace(holder(child.pid), started="")
    assert not there.dead
    child.kill()
    child.wait()
    assert there.dead


def test_nothing_is_known_of_another_host() -> None:
    there = Holder("elsewhere", 1, "1")
    assert not there.dead
    assert Lease(there, expires=10).live(now=9.9)
    assert not Lease(there, expires=10).live(now=10)


def test_moments_survive_being_numbers() -> None:
    now = datetime.now(UTC)
    assert moment(seconds(now)) == now
    assert moment(seconds(now.replace(tzinfo=None))) == now
