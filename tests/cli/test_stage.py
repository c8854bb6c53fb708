"""`rostra stage`, as scripts rely on it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from cli_helpers import SMALL, Rostra
from rostra import export
from rostra.debate import Debate
from rostra.disclosure import OFFLINE
from rostra.errors import RostraError
from rostra.events import Ended, Event, Started

EVENT: TypeAdapter[Event] = TypeAdapter(Event)


def test_a_scenario_by_name_ends_with_a_transcript(rostra: Rostra) -> None:
    ran = rostra(
        "stage", "existential-risk", "--rounds", "1", "--export", "out/t.md", "--export", "out/t.json", "--id", "er"
    )
    assert ran.code == 0
    assert ran.out.replace("\n", " ").startswith(OFFLINE)
    assert "Yann LeCun (simulated)  for  A1" in ran.out
    assert "── Rebuttals, round 1 of 1" in ran.out
    assert "rostra debates show er" in ran.out
    assert "out/t.md" in ran.out
    assert "Yann LeCun (simulated)" in Path("out/t.md").read_text()
    assert json.loads(Path("out/t.json").read_text())["id"] == "er"
    lines = ran.out.splitlines()
    assert "\x1b" not in ran.out, "a file gets plain text"
    assert not [line for line in lines if line != line.rstrip()]
    # The commands at the end are for copying, and are never broken.
    assert max(map(len, lines[: lines.index("Transcript    out/t.md")])) <= 80


def test_without_a_key_one_line_says_who_speaks_and_how_to_change_it(rostra: Rostra) -> None:
    ran = rostra("stage", "Cats are clever", "--cast", "ada.md,bob.md")
    assert ran.err.count("\n") == 1
    assert "offline model speaks" in ran.err
    assert "ANTHROPIC_API_KEY" in ran.err


def test_who_asks_for_offline_is_not_told_about_keys(rostra: Rostra) -> None:
    assert rostra("stage", "Cats are clever", "--cast", "ada.md,bob.md", "--model", "offline").err == ""


def test_json_is_one_event_a_line_and_nothing_else(rostra: Rostra) -> None:
    events = [EVENT.validate_json(line) for line in rostra("stage", *SMALL, "--json").out.splitlines()]
    assert isinstance(events[0], Started)
    assert events[-1] == Ended(status="ended")
    assert {"slot-opened", "delta", "entry"} <= {event.event for event in events}


def test_quiet_shows_nothing_and_still_exports(rostra: Rostra) -> None:
    ran = rostra("stage", "Cats are clever", "--cast", "ada.md,bob.md", "--quiet", "--export", "t.md")
    assert ran == (0, "", "")
    assert Path("t.md").exists()


def test_options_reach_the_debate(rostra: Rostra) -> None:
    options = ("--format", "oxford", "--words", "33", "--language", "de", "--seed", "7", "--seat", "bob=offline")
    line = rostra("stage", *SMALL, *options, "--json").out.splitlines()[0]
    debate = Started.model_validate_json(line).debate
    assert (debate.format.name, debate.scenario.words, debate.scenario.language, debate.seed) == ("oxford", 33, "de", 7)
    assert (debate.seat("ada").model, debate.seat("bob").model) == ("scripted", "offline")
    assert [seat.side for seat in debate.debaters] == ["for", "against"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("existental-risk",), "Did you mean 'existential-risk'?"),
        (("Cats are clever",), "--cast"),
        (("missing.yaml",), "missing.yaml"),
        (("Cats are clever", "--cast", "ada.md,nobody"), "nobody"),
        (("Cats are clever", "--cast", "ada.md"), "takes 2 to 8 seats"),
        ((*SMALL, "--format", "oxfrod"), "Did you mean 'oxford'?"),
        ((*SMALL, "--rounds", "0"), "--rounds"),
        ((*SMALL, "--seat", "bob"), "--seat yann-lecun=anthropic:sonnet"),
        ((*SMALL, "--seat", "bop=offline"), "Did you mean 'bob'?"),
        ((*SMALL, "--me", "bop"), "Did you mean 'bob'?"),
        ((*SMALL, "--id", "../x"), "cannot be a debate's id"),
        ((*SMALL, "--model", "opus"), "ANTHROPIC_API_KEY"),
        ((*SMALL, "--export", "t.dcox"), "Did you mean '.docx'"),
        ((*SMALL, "--store", "no-store"), "sqlite:///path"),
        ((*SMALL, "--nonsense"), "--nonsense"),
        ((), "TARGET"),
    ],
)  # fmt: skip
def test_wrong_use_exits_with_2_and_says_the_remedy(rostra: Rostra, arguments: tuple[str, ...], said: str) -> None:
    ran = rostra("stage", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_a_bad_file_is_told_with_its_line(rostra: Rostra) -> None:
    Path("bad.yaml").write_text("name: bad\ntitle: Bad\nmotoin: Oh.\nmotion: Oh.\nformat: panel\ncast: []\n")
    ran = rostra("stage", "./bad.yaml")
    assert ran.code == 2
    assert "bad.yaml:3:" in ran.err
    assert "motion" in ran.err


def test_an_id_that_is_taken_is_refused_with_the_way_on(rostra: Rostra, staged: str) -> None:
    ran = rostra("stage", *SMALL, "--id", staged)
    assert ran.code == 2
    assert f"rostra debates resume {staged}" in ran.err


def test_after_a_store_in_memory_no_command_is_suggested_that_could_not_find_the_debate(rostra: Rostra) -> None:
    ran = rostra("stage", *SMALL, "--store", "memory", "--id", "brief")
    assert ran.code == 0
    assert "brief, kept in memory only; --export writes it down" in ran.out
    assert "rostra debates" not in ran.out + ran.err
    ran = rostra("stage", *SMALL, "--store", "memory", "--export", "t.md")
    assert "t.md" in ran.out
    assert "--export" not in ran.out
    waiting = rostra("stage", *SMALL, "--store", "memory", "--me", "bob")
    assert waiting.code == 5
    assert "rostra debates" not in waiting.out + waiting.err
    assert "kept in memory only, and is gone" in waiting.err


def test_an_unwritable_store_is_two_sentences(rostra: Rostra) -> None:
    Path("file").write_text("")
    ran = rostra("stage", *SMALL, "--store", "file/x.db")
    assert ran.code == 1
    assert "--store" in ran.err
    assert "Traceback" not in ran.err


def test_an_export_that_cannot_be_written_is_refused_before_anything_is_staged(rostra: Rostra) -> None:
    Path("file").write_text("")
    ran = rostra("stage", *SMALL, "--export", "file/t.md", "--id", "unstaged")
    assert ran.code == 2
    assert rostra("debates", "show", "unstaged").code == 2


def test_a_seat_held_by_nobody_at_a_terminal_waits(rostra: Rostra) -> None:
    ran = rostra("stage", *SMALL, "--me", "bob", "--id", "mine")
    assert ran.code == 5
    assert "Bob has the floor" in ran.err
    assert "rostra debates resume mine" in ran.err


def test_a_guest_does_not_speak_under_a_real_name(rostra: Rostra) -> None:
    ran = rostra("stage", "existential-risk", "--me", "gary-marcus", "--json")
    debate = Started.model_validate_json(ran.out.splitlines()[0]).debate
    assert debate.seat("gary-marcus").byline == "Guest in place of Gary Marcus"


def test_an_estimate_stages_nothing(rostra: Rostra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "none")
    ran = rostra("stage", "existential-risk", "--estimate")
    assert ran.code == 0
    for word in ("Calls", "Tokens", "Cost", "$", "minutes"):
        assert word in ran.out
    assert "No debates yet" in rostra("debates", "list").out


def test_an_estimate_for_scripts(rostra: Rostra) -> None:
    found = json.loads(rostra("stage", "existential-risk", "--estimate", "--json").out)
    assert found["cost"] == [0.0, 0.0]
    assert found["calls"] > 20


def test_commands_to_go_on_are_never_broken_across_lines(rostra: Rostra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    ran = rostra("stage", *SMALL, "--id", "a-long-name-for-a-small-debate")
    assert re.search(r"^Go on .*debates continue a-long-name-for-a-small-debate --rounds 1$", ran.out, re.MULTILINE)


def test_one_export_that_fails_keeps_neither_the_others_nor_the_way_on(
    rostra: Rostra, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = export.write

    def full(debate: Debate, path: Path, **told: Any) -> Path:
        if path.suffix == ".md":
            raise RostraError(f"{path} could not be written: No space left on device.")
        return whole(debate, path, **told)

    monkeypatch.setattr(export, "write", full)
    ran = rostra("stage", *SMALL, "--id", "kept", "--export", "t.md", "--export", "t.json")
    assert ran.code == 1
    assert "debates export kept kept.md" in ran.err
    assert Path("t.json").exists()
    assert "debates show kept" in ran.out


def test_a_model_that_cannot_be_opened_is_told_before_anything_is_shown(rostra: Rostra) -> None:
    ran = rostra("stage", *SMALL[:3], "--model", "nosuch:thing")
    assert (ran.code, ran.out) == (2, "")
    assert "openai:ID" in ran.err


def test_what_claude_would_cost_is_told_without_a_key(rostra: Rostra) -> None:
    ran = rostra("stage", "existential-risk", "--model", "opus", "--estimate")
    assert ran.code == 0
    assert "$" in ran.out


def test_the_offline_moderator_calls_nobody_simulated_who_is_there(rostra: Rostra) -> None:
    ran = rostra("stage", "existential-risk", "--me", "gary-marcus", "--id", "guest", "--quiet")
    assert ran.code == 5
    said = " ".join(rostra("debates", "show", "guest").out.split())
    assert "Guest in place of Gary Marcus speaks in person. All others are simulated" in said
