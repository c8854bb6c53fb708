"""What is uploaded or typed: read as far as it can be, and everything about it said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from rostra.errors import BadFile
from rostra.loading import list_personas, list_scenarios, resources
from rostra.loading.personas import read_persona
from rostra.loading.scenarios import read_scenario
from rostra.web.workshop.texts import (
    NEW,
    by_name,
    check_persona,
    check_scenario,
    elsewhere,
    free_name,
    renamed,
    text_of,
)

ADA = "---\nname: ada\ndescription: An engineer: who measures\nkind: fictional\ncolour: blue\n---\nYou are Ada.\n"
DUEL = (
    "name: duel\ntitle: Duel\nmotion: It is so.\nformat: oxford\ncast:\n  - {persona: %s, side: for}\n"
    "  - {persona: gary-marcus, side: against}\n"
)


@pytest.mark.parametrize(
    ("data", "line", "fact"),
    [
        (b"", 1, "is empty"),
        (b" \n\n", 1, "is empty"),
        (b"one\ntwo\0\n", 2, "zero bytes"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", 3, "zero bytes"),
        (b"a" * 300_000, None, "larger than 256 KB"),
        ("one\n\0", 2, "zero bytes"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data: bytes | str, line: int | None, fact: str) -> None:
    with pytest.raises(BadFile, match=fact) as refused:
        text_of(data, "it.md")
    assert refused.value.line == line
    checked = check_persona(data, "it.md")
    assert checked.value is None
    assert not checked.ready
    assert (checked.found[0].line, checked.found[0].kind) == (line, "error")


def test_text_of_every_make_is_read() -> None:
    assert text_of("\ufeffé\r\nz".encode(), "it.md")[0] == "é\nz"
    assert text_of("é".encode("utf-16"), "it.md")[0] == "é"
    assert text_of(b"caf\xe9", "it.md")[0] == "café"
    assert text_of("\ud800x", "it.md")[0] == "?x"


def test_repairs_errors_and_advice_are_told_apart() -> None:
    checked = check_persona(ADA, "ada.md")
    assert checked.value is not None
    assert checked.value.description == "An engineer: who measures"
    kinds = {(each.line, each.kind) for each in checked.found}
    assert (3, "repair") in kinds
    assert (5, "error") in kinds
    assert (None, "advice") in kinds
    assert [each.line or 0 for each in checked.found] == sorted(each.line or 0 for each in checked.found)


def test_a_text_without_front_matter_is_a_persona_with_a_repair() -> None:
    checked = check_persona("Somebody who has no front matter.", "Some One.md")
    assert checked.value is not None
    assert checked.value.name == "some-one"
    assert any(each.kind == "repair" and each.line == 1 for each in checked.found)


def test_what_a_new_file_begins_as_has_nothing_to_mend(tmp_path: Path) -> None:
    persona = check_persona(NEW["persona"], "new.md")
    assert [each.text for each in persona.found if each.kind != "advice"] == []
    assert check_scenario(NEW["scenario"], tmp_path / "new.yaml", persona_folders=(tmp_path,)).found == ()


def test_a_scenario_that_cannot_be_read_says_all_that_is_wrong(tmp_path: Path) -> None:
    text = "name: duel\ntitel: Duel\nmotion: It is so.\nformat: oxford\nrounds: many\ncast: []\n"
    checked = check_scenario(text, tmp_path / "duel.yaml", persona_folders=(tmp_path,))
    assert checked.value is None
    assert [each.line for each in checked.found] == [2, 5]
    broken = check_scenario("name: [", tmp_path / "duel.yaml", persona_folders=(tmp_path,))
    assert broken.found[0].line is not None


def test_a_scenario_may_cast_uploads_by_name_or_file_and_nothing_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "ada.md").write_text(ADA)

    def found(persona: str) -> list[tuple[int | None, str]]:
        checked = check_scenario(DUEL % persona, tmp_path / "duel.yaml", uploads=tmp_path, persona_folders=(tmp_path,))
        return [(each.line, each.text) for each in checked.found]

    assert found("ada") == []
    assert found("./ada.md") == []
    for path in ("/etc/passwd.md", "../ada.md", "./sub/ada.md", "other.md", "..\\ada.md"):
        assert [line for line, _ in found(path)] == [6]
        assert "passwd" not in path or "/etc" not in found(path)[0][1]
    assert found("nobody") == [
        (6, "There is no persona 'nobody'. Upload it under Personas, or cast somebody who is there.")
    ]
    text = (DUEL % "ada").replace("oxford", "../oxford.yaml")
    assert [each.line for each in elsewhere(text, "duel.yaml", tmp_path)] == [4]


def test_a_file_in_a_cast_is_meant_by_its_name() -> None:
    assert by_name(read_scenario(DUEL % "./ada.md", "duel.yaml")).cast[0].persona == "ada"


def test_every_shipped_file_can_be_renamed() -> None:
    for path in resources.entries("persona"):
        assert read_persona(renamed(path.read_text(), "persona", "another"), "x.md").persona.name == "another"
    for path in resources.entries("scenario"):
        assert read_scenario(renamed(path.read_text(), "scenario", "another"), "x.yaml").name == "another"
    assert list_personas()
    assert list_scenarios()


@pytest.mark.parametrize("text", ["Just prose.", "---\ndescription: x\n---\nProse.", "---\nname: a\n---\nProse.", ADA])
def test_any_persona_can_be_renamed(text: str) -> None:
    assert read_persona(renamed(text, "persona", "another"), "x.md").persona.name == "another"


def test_a_free_name_is_the_next_that_is_not_taken() -> None:
    assert free_name("ada", {"bob"}) == "ada"
    assert free_name("ada", {"ada", "ada-2"}) == "ada-3"
    assert len(free_name("a" * 80, {"a" * 80})) < 60
