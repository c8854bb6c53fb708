"""In a terminal: the live view, and a person's own turn."""

from __future__ import annotations

import re

from cli_helpers import SMALL
from terminals import Terminal

OFFLINE = ("--cast", "yann-lecun,geoffrey-hinton", "--model", "offline")


def test_the_live_view_shows_words_as_they_come_and_leaves_what_show_prints() -> None:
    terminal = Terminal("stage", "Is AI dangerous?", *OFFLINE, "--rounds", "1", "--pace", "1500", "--id", "seen")
    terminal.read_until(lambda text: "opens the debate" in text)
    code = terminal.exit_code()
    assert code == 0
    assert "Yann LeCun speaks" in terminal.text
    assert "being written" in terminal.text
    assert "▌ Yann LeCun (simulated)  A1" in terminal.text
    assert b"\x1b[?25h" in terminal.raw, "the cursor is back"
    shown = Terminal("debates", "show", "seen", NO_COLOR="1")
    shown.exit_code()
    assert re.search(rb"\x1b\[[0-9;]*3[0-9]m", terminal.raw)
    assert not re.search(rb"\x1b\[[0-9;]*3[0-9]m", shown.raw), "no colours where they are not wanted"
    lines = [line for line in shown.text.splitlines() if line.strip()]
    assert [line for line in lines if line not in terminal.text] == []


def test_a_person_speaks_for_their_seat_or_passes() -> None:
    terminal = Terminal("stage", *SMALL, "--me", "bob", "--format", "oxford", "--id", "mine", "--pace", "0")
    terminal.read_until(lambda text: "Finish with an empty line" in text)
    assert "It is your turn, Bob" in terminal.text
    assert "── Introduction" in terminal.text
    assert "▌ Ada" not in terminal.text, "the others' openings stay hidden while one's own is written"
    turns = 0
    while "── Synthesis" not in terminal.text:
        terminal.type("I have measured it. [B1.1]\n\n" if turns == 0 else "\n")
        turns += 1
        terminal.read_until(lambda text, count=turns: text.count("Finish with") > count or "── Synthesis" in text)
    assert terminal.exit_code() == 0
    assert turns == 3
    assert "I have measured it. [B1.1]" in terminal.text.partition("▌ Bob")[2]
    assert terminal.text.count("Bob passes.") == 2


def test_ctrl_c_while_one_is_asked_leaves_the_turn_open() -> None:
    terminal = Terminal("stage", *SMALL, "--me", "bob", "--id", "left")
    terminal.read_until(lambda text: "Finish with an empty line" in text)
    terminal.type("half a thought\x03")
    assert terminal.exit_code() == 130
    assert "rostra debates resume left" in terminal.text
