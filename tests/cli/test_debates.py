"""`rostra debates`: reading, going on, exporting, deleting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_helpers import SMALL, Rostra


def test_list_shows_what_was_staged(rostra: Rostra, staged: str) -> None:
    out = rostra("debates", "list").out
    assert staged in out
    assert "ended" in out
    assert "panel" in out


def test_an_empty_store_says_how_to_begin(rostra: Rostra) -> None:
    assert "rostra stage" in rostra("debates", "list").out


def test_show_prints_what_live_did(rostra: Rostra) -> None:
    live = rostra("stage", *SMALL, "--id", "twice").out
    assert live.startswith(rostra("debates", "show", "twice").out.rstrip())


def test_the_flow_sheet_fits_eighty_columns_and_names_what_was_dropped(rostra: Rostra) -> None:
    rostra("stage", "existential-risk", "--id", "er", "--quiet", "--rounds", "1")
    out = rostra("debates", "show", "er", "--flow").out
    assert max(map(len, out.splitlines())) <= 80
    assert "Counted, not judged." in " ".join(out.split())
    assert "dropped" in out
    assert "↳ rebuts" in out


def test_continue_adds_rounds_and_a_new_close(rostra: Rostra, staged: str) -> None:
    before = rostra("debates", "show", staged).out
    ran = rostra("debates", "continue", staged, "--rounds", "1")
    after = rostra("debates", "show", staged).out
    assert ran.code == 0
    assert "Said so far" in ran.out
    assert "1 more round" in after
    assert len(after) > len(before)
    assert after.count("── Synthesis") == 2


def test_resume_of_an_ended_debate_changes_nothing(rostra: Rostra, staged: str) -> None:
    before = rostra("debates", "show", staged).out
    assert rostra("debates", "resume", staged).code == 0
    assert rostra("debates", "show", staged).out == before


def test_an_unended_debate_says_how_to_go_on(rostra: Rostra) -> None:
    rostra("stage", *SMALL, "--me", "ada", "--id", "open", "--quiet")
    assert "rostra debates resume open" in rostra("debates", "show", "open").out


def test_export_writes_each_format(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "export", staged, "a.md", "b.json")
    assert (ran.code, ran.out.split()) == (0, ["a.md", "b.json"])
    assert Path("a.md").read_text().startswith("#")
    assert json.loads(Path("b.json").read_text())["id"] == staged


def test_another_store_is_named_in_what_is_suggested(rostra: Rostra) -> None:
    assert "--store other.db" in rostra("stage", *SMALL, "--store", "other.db").out


def test_a_list_shows_every_id_whole_however_narrow_the_terminal(
    rostra: Rostra, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    name = "a-rather-long-name-that-would-not-fit-beside-anything"
    rostra("stage", *SMALL, "--id", name, "--quiet")
    lines = rostra("debates", "list").out.splitlines()
    assert lines[0] == name
    assert lines[1].startswith("  Tests are worth writing")
