"""What there is, what it says, what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_helpers import Rostra
from rostra.loading import list_formats, list_personas, list_scenarios


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("personas", [persona.name for persona in list_personas()]),
        ("scenarios", [scenario.name for scenario in list_scenarios()]),
        ("formats", [form.name for form in list_formats()]),
    ],
)
def test_everything_that_ships_is_listed_and_can_be_shown(rostra: Rostra, kind: str, names: list[str]) -> None:
    listed = rostra(kind, "list").out
    assert names
    assert max(map(len, listed.splitlines())) <= 80
    for name in names:
        assert name in listed
        assert rostra(kind, "show", name).code == 0


def test_a_format_is_shown_as_text_and_as_a_diagram(rostra: Rostra) -> None:
    out = rostra("formats", "show", "oxford").out
    assert "Closing statements" in out
    assert "blind" in out
    assert "flowchart TD" in out
    assert "p1 & p2 & p3 --> p4" in out
    assert "p4 -- again --> p4" in out


def test_a_format_shows_where_names_are_hidden_and_where_it_closes(rostra: Rostra) -> None:
    assert "read without names" in " ".join(rostra("formats", "show", "delphi").out.split())
    assert "nothing new claimed" in " ".join(rostra("formats", "show", "oxford").out.split())


def test_a_format_is_checked_with_the_same_remedies_as_when_it_is_staged(rostra: Rostra) -> None:
    form = "name: f\ntitle: F\npurpose: Oh.\nphases:\n  - name: a\n    title: A\n    besied: true\n    rounds: two\n"
    Path("f.yaml").write_text(form)
    ran = rostra("formats", "check", "f.yaml")
    assert ran.code == 2
    assert ran.out.splitlines() == [
        "f.yaml:7: unknown key 'besied' in phase 'a'. Did you mean 'beside'?",
        "f.yaml:8: phase 'a': rounds must be a whole number, not 'two'.",
    ]
    assert "2 to mend" in ran.err
    staged = rostra("stage", "Cats are clever", "--cast", "ada.md,bob.md", "--format", "./f.yaml")
    assert ran.out.splitlines()[0] in staged.err


def test_what_ships_passes_its_own_checks(rostra: Rostra) -> None:
    assert rostra("personas", "check").code == 0
    assert rostra("scenarios", "check") == (0, "", f"{len(list_scenarios())} files: 0 to mend, 0 warnings.\n")


def test_a_persona_is_checked_by_line(rostra: Rostra) -> None:
    Path("bad.md").write_text("---\nname: bad\ndescripton: Oh.\n---\nYou are Bad.\n")
    ran = rostra("personas", "check", "bad.md")
    assert ran.code == 2
    assert "bad.md:3: unknown key 'descripton'" in ran.out
    assert "Did you mean 'description'?" in ran.out


def test_a_folder_of_personas_is_checked_file_by_file(rostra: Rostra) -> None:
    Path("cast").mkdir()
    Path("cast/empty.md").write_text("")
    ran = rostra("personas", "check", "cast")
    assert ran.code == 2
    assert "cast/empty.md: is empty." in ran.out


def test_a_scenario_is_checked_by_line(rostra: Rostra) -> None:
    Path("s.yaml").write_text(
        "name: s\ntitle: S\nmotion: Oh.\nformat: panel\ncast:\n  - persona: ada.md\n  - persona: nobody\n"
    )
    ran = rostra("scenarios", "check", "s.yaml")
    assert ran.code == 2
    assert "s.yaml:7:" in ran.out
    assert "nobody" in ran.out


@pytest.mark.parametrize("name", ["transcript", "persona", "scenario", "format", "event", "entry"])
def test_every_schema_is_json(rostra: Rostra, name: str) -> None:
    schema = json.loads(rostra("schema", name).out)
    assert "properties" in schema or "oneOf" in schema


def test_an_unknown_schema_lists_the_known(rostra: Rostra) -> None:
    ran = rostra("schema", "evnt")
    assert ran.code == 2
    assert "'event'" in ran.err


def test_the_graph_is_the_real_one(rostra: Rostra) -> None:
    out = rostra("graph").out
    for node in ("route", "speak", "moderate", "ask"):
        assert f"{node}({node})" in out


def test_the_doctor_finds_what_is_missing_and_says_the_remedy(rostra: Rostra) -> None:
    ran = rostra("doctor")
    assert ran.code == 0
    assert "no Anthropic key" in ran.out
    assert "ANTHROPIC_API_KEY" in ran.out
    assert "found" in ran.out


def test_the_doctor_never_shows_a_key(rostra: Rostra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "very-secret")
    out = rostra("doctor").out
    assert "a key" in out or "key is set" in out
    assert "very-secret" not in out


def test_the_doctor_fails_where_something_is_broken(rostra: Rostra, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("no-database.db").write_text("This is no database, whatever its name says.")
    monkeypatch.setenv("ROSTRA_PERSONAS", "nowhere")
    ran = rostra("doctor", "--store", "no-database.db")
    assert ran.code == 1
    assert "is no SQLite database" in ran.out
    assert "ROSTRA_PERSONAS" in ran.out


def test_checking_a_folder_without_files_says_so(rostra: Rostra) -> None:
    Path("empty").mkdir()
    ran = rostra("personas", "check", "empty")
    assert ran.code == 2
    assert "no persona file" in ran.err
