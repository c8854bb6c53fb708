"""`rostra debates replay`: as it was live, at another time."""

from __future__ import annotations

import json
import time

import pytest

from cli_helpers import SMALL, Rostra
from rostra.events import Ended
from terminals import Terminal


def test_in_a_pipe_a_replay_prints_at_once_what_live_did(rostra: Rostra) -> None:
    live = rostra("stage", *SMALL, "--id", "twice").out
    began = time.monotonic()
    ran = rostra("debates", "replay", "twice")
    assert ran.code == 0
    assert live.startswith(ran.out.rstrip())
    assert len(ran.out) > 500
    assert time.monotonic() - began < 5


def test_json_lines_are_the_events_of_a_run(rostra: Rostra, staged: str) -> None:
    events = [json.loads(line) for line in rostra("debates", "replay", staged, "--json").out.splitlines()]
    assert {event["event"] for event in events} == {"started", "slot-opened", "delta", "entry", "ended"}
    assert events[0]["debate"]["id"] == staged
    assert Ended.model_validate(events[-1]) == Ended(status="ended")


def test_from_a_turn_on_the_earlier_ones_are_told_in_a_line(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "replay", staged, "--from", "3")
    assert "Said so far: 2 turns" in ran.out
    missing = rostra("debates", "replay", staged, "--from", "77")
    assert (missing.code, "no turn 77" in missing.err) == (2, True)


def test_an_open_debate_says_how_to_go_on(rostra: Rostra) -> None:
    rostra("stage", *SMALL, "--me", "ada", "--id", "open", "--quiet")
    ran = rostra("debates", "replay", "open")
    assert ran.code == 0
    assert "so far" in ran.err
    assert "debates resume open" in ran.err


def test_what_a_person_said_beside_others_is_replayed_in_order(rostra: Rostra, monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(*_: object) -> str:
        return "I have measured it."

    monkeypatch.setattr("rostra.cli.person.ask", answer)
    monkeypatch.setattr("rostra.cli.person.is_there", lambda: True)
    assert rostra("stage", *SMALL, "--me", "bob", "--id", "mine").code == 0
    shown, replayed = rostra("debates", "show", "mine").out, rostra("debates", "replay", "mine").out
    assert "I have measured it." in replayed
    assert replayed.rstrip() == shown.rstrip()


def test_in_a_terminal_words_come_one_by_one_and_stay_as_they_were_shown() -> None:
    stage = Terminal("stage", *SMALL, "--id", "seen", "--quiet")
    assert stage.exit_code() == 0
    terminal = Terminal("debates", "replay", "seen", "--speed", "40")
    assert terminal.exit_code() == 0
    shown = Terminal("debates", "show", "seen")
    assert shown.exit_code() == 0
    assert "speaks" in terminal.text
    assert b"\x1b[?25h" in terminal.raw, "the cursor is back"
    lines = [line for line in shown.text.splitlines() if line.strip()]
    assert [line for line in lines if line not in terminal.text] == []


def test_ctrl_c_leaves_and_says_that_nothing_is_lost() -> None:
    stage = Terminal("stage", *SMALL, "--id", "left", "--quiet")
    assert stage.exit_code() == 0
    terminal = Terminal("debates", "replay", "left", "--speed", "0.05")
    terminal.read_until(lambda text: "opens the debate" in text)
    terminal.type("\x03")
    assert terminal.exit_code() == 130
    assert "Nothing is lost" in terminal.text
    assert "debates replay left" in terminal.text
    assert "Traceback" not in terminal.text
    assert b"\x1b[?25h" in terminal.raw, "the cursor is back"
