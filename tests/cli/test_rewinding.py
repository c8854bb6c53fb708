"""`rostra debates fork`, `regenerate`, `what-if`, `compare` and `tree`."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli_helpers import PROGRAM, SMALL, Rostra
from rostra.agenda import next_slots
from rostra.debate import Debate
from rostra.disclosure import EDITED
from rostra.ledger import open_ledger


@pytest.fixture(autouse=True)
def a_third_persona() -> None:
    Path("cyd.md").write_text("---\nname: cyd\ndescription: Speaks.\nkind: role\n---\nYou are Cyd. You doubt things.\n")


def loaded(id_: str) -> Debate:
    async def load() -> Debate:
        ledger = open_ledger(os.environ["ROSTRA_STORE"])
        try:
            return await ledger.load(id_)
        finally:
            await ledger.close()

    return asyncio.run(load())


def test_a_fork_is_staged_at_once_and_the_parent_stays_as_it_is(rostra: Rostra, staged: str) -> None:
    before = rostra("debates", "show", staged).out
    ran = rostra("debates", "fork", staged, "--at", "A1", "--recast", "ada=cyd.md", "--as", "other")
    assert ran.code == 0, ran.err
    assert "Cyd took over the chair of Ada" in " ".join(ran.out.split())
    assert rostra("debates", "show", staged).out == before
    child = loaded("other")
    assert next_slots(child) == ()
    assert {turn.seat for turn in child.turns} == {"ada", "bob", "cyd", "moderator"}
    again = rostra("debates", "show", "other").out
    assert "Ada  A1" in again
    assert "Cyd  C1" in again
    assert "Ada  until slot" in again


def test_no_go_only_stores_it_and_says_how_to_stage_it(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "fork", staged, "--at", "1", "--say", "And the rain?", "--as", "later", "--no-go")
    assert ran.code == 0
    assert "rostra debates resume later" in ran.out
    assert len(loaded("later").turns) == 1
    assert rostra("debates", "resume", "later", "--quiet").code == 0
    assert "And the rain?" in rostra("debates", "show", "later").out


def test_json_is_the_stored_fork_or_its_events(rostra: Rostra, staged: str) -> None:
    stored = rostra("debates", "fork", staged, "--at", "start", "--as", "a", "--no-go", "--json")
    assert json.loads(stored.out)["lineage"]["parent"] == staged
    events = [json.loads(line) for line in rostra("debates", "fork", staged, "--at", "end", "--json").out.splitlines()]
    assert [event["event"] for event in events] == ["started", "ended"]


def test_an_edit_is_seen_wherever_it_is_read(rostra: Rostra, staged: str) -> None:
    Path("new.txt").write_text("The moon is near. [A1.1]\n")
    ran = rostra("debates", "fork", staged, "--edit", "A1=new.txt", "--as", "edited", "--export", "e.md")
    assert ran.code == 0, ran.err
    assert loaded("edited").lineage is not None
    shown = rostra("debates", "show", "edited").out
    assert EDITED in " ".join(shown.split())
    assert "Ada  A1  edited\n" in shown
    assert "**Ada, edited**\n\nThe moon is near." in Path("e.md").read_text()


def test_a_model_is_changed_from_there_on(rostra: Rostra, staged: str) -> None:
    rostra("debates", "fork", staged, "--at", "A1", "--model", "bob=offline", "--as", "m", "--no-go")
    assert [seat.model for seat in loaded("m").debaters] == ["scripted", "offline"]


def test_a_turn_asked_again_has_another_seed_each_time(rostra: Rostra, staged: str) -> None:
    for id_ in ("one", "two"):
        assert rostra("debates", "regenerate", staged, "B1", "--as", id_, "--quiet").code == 0
    assert [loaded(id_).seed for id_ in (staged, "one", "two")] == [0, 1, 2]
    lineage = loaded("two").lineage
    assert lineage is not None
    assert (lineage.how, lineage.parent) == ("regenerate", staged)


def test_what_if_stages_several_and_compares_them(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "what-if", staged, "--at", "A1", "-n", "2", "--recast", "bob=cyd.md", "--as", "if")
    assert ran.code == 0, ran.err
    assert {line.split()[0] for line in ran.out.splitlines() if "new turns" in line} == {"if-1", "if-2"}
    assert "2  if-1  what-if of small after slot" in ran.out
    assert "rostra debates compare small if-1 if-2" in ran.out
    assert max(map(len, ran.out.splitlines()[:-1])) <= 80
    assert [loaded(id_).seed for id_ in ("if-1", "if-2")] == [0, 1]
    tree = rostra("debates", "tree").out
    assert tree.splitlines()[0].startswith("small  ")
    assert "├─ if-1  what-if after slot" in tree
    assert "└─ if-2  what-if after slot" in tree
    assert rostra("debates", "tree", "if-2").out == tree


def test_what_if_as_json_is_the_comparison_and_nothing_else(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "what-if", staged, "--at", "1", "--forks", "1", "--json", "--as", "if")
    assert [column["id"] for column in json.loads(ran.out)["debates"]] == [staged, "if"]


def test_compare_fits_eighty_columns_and_says_what_these_debates_are(rostra: Rostra) -> None:
    rostra("stage", "existential-risk", "--rounds", "1", "--id", "er", "--quiet")
    rostra("debates", "fork", "er", "--at", "A1", "--recast", "yann-lecun=andrew-ng", "--as", "ng", "--quiet")
    ran = rostra("debates", "compare", "er", "ng")
    assert ran.code == 0
    assert ran.out.startswith("Offline demo")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "\x1b" not in ran.out
    assert "All say the same up to slot" in ran.out
    assert "Andrew Ng (simulated)" in ran.out
    for said in ("Claims gained and lost", "What it turns on", "dropped", "Own cost"):
        assert said in ran.out
    assert len(rostra("debates", "compare", "er", "ng", "--full").out) > len(ran.out)
    assert json.loads(rostra("debates", "compare", "er", "ng", "--json").out)["shared"] > 0


def test_without_forks_the_tree_says_how_to_make_one(rostra: Rostra, staged: str) -> None:
    assert "rostra debates fork ID --at TURN" in rostra("debates", "tree").out
    assert rostra("debates", "tree", staged).out.startswith("small  ")
    assert rostra("debates", "tree", "smal").code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fork", "small"), "--at 12"),
        (("fork", "smal", "--at", "1"), "Did you mean 'small'?"),
        (("fork", "small", "--at", "99"), "Turns go from 1 to"),
        (("fork", "small", "--at", "Z9"), "Z9"),
        (("fork", "small", "--at", "slot:999"), "Slots go from"),
        (("fork", "small", "--at", "1", "--recast", "ada"), "As in --recast"),
        (("fork", "small", "--at", "1", "--recast", "adda=cyd.md"), "Did you mean 'ada'?"),
        (("fork", "small", "--at", "1", "--recast", "ada=nobody-at-all"), "nobody-at-all"),
        (("fork", "small", "--at", "1", "--recast", "ada=bob.md"), "sits in this debate already"),
        (("fork", "small", "--at", "1", "--recast", "ada=cyd.md", "--recast", "ada=bob.md"), "twice"),
        (("fork", "small", "--at", "1", "--model", "ada=opsu"), "opus"),
        (("fork", "small", "--at", "1", "--edit", "A1=nothing.txt"), "nothing.txt"),
        (("fork", "small", "--edit", "A1=latin.txt"), "UTF-8"),
        (("fork", "small", "--at", "1", "--as", "small"), "There is a debate 'small' already"),
        (("fork", "small", "--at", "1", "--as", "../x"), "cannot be a debate's id"),
        (("regenerate", "small", "slot:0"), "is no turn"),
        (("what-if", "small", "--at", "1", "-n", "0"), "--forks"),
        (("compare", "small"), "two debates or more"),
        (("compare", "small", "small"), "named twice"),
    ],
)  # fmt: skip
def test_wrong_use_exits_with_2_and_stores_nothing(
    rostra: Rostra, staged: str, arguments: tuple[str, ...], said: str
) -> None:
    Path("latin.txt").write_bytes(b"Gr\xfc\xdfe")
    ran = rostra("debates", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert "fork" not in rostra("debates", "tree", staged).out


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_in_the_middle_every_fork_can_be_taken_up(rostra: Rostra) -> None:
    # Enough rounds that it is not over before it is killed.
    rostra("stage", *SMALL[:-1], "40", "--id", "long", "--quiet")
    command = [*PROGRAM, "debates", "what-if", "long", "--at", "A1", "-n", "3", "--as", "if"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parts: list[Debate] = []
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            parts = [loaded(f"if-{n}") for n in (1, 2, 3)]
        except Exception:
            continue
        if all(len(part.own) > 1 for part in parts):
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.returncode == -signal.SIGKILL
    whole = loaded("long")
    for n in (1, 2, 3):
        left = loaded(f"if-{n}")
        assert next_slots(left), "killed before its end"
        assert left.lineage is not None
        assert left.entries[: left.lineage.copied] == whole.entries[: left.lineage.copied]
        assert rostra("debates", "resume", f"if-{n}", "--quiet").code == 0
        again = loaded(f"if-{n}")
        assert next_slots(again) == ()
        slots = [entry.slot for entry in again.entries if entry.slot]
        assert sorted(slots) == sorted(set(slots))
        assert again.entries[: len(left.entries)] == left.entries
