"""`rostra debates` as a library: list, search, tag, rename, delete, restore."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_helpers import SMALL, Rostra


@pytest.fixture
def three(rostra: Rostra) -> None:
    """Debates called one, two and three; two goes on, three is tagged."""
    for name in ("one", "three"):
        rostra("stage", *SMALL, "--id", name, "--quiet")
    rostra("stage", *SMALL, "--me", "ada", "--id", "two", "--quiet")
    rostra("debates", "rename", "one", "Walls\n or moats?")
    rostra("debates", "tag", "three", "+Ethics")


def listed(rostra: Rostra, *options: str) -> list[str]:
    return [json.loads(line)["id"] for line in rostra("debates", "list", "--json", *options).out.splitlines()]


@pytest.mark.usefixtures("three")
def test_a_list_is_narrowed_and_sorted(rostra: Rostra) -> None:
    assert listed(rostra) == ["two", "three", "one"]
    assert listed(rostra, "moat") == ["one"]
    assert listed(rostra, "walls", "moats") == ["one"]
    assert listed(rostra, "--status", "open") == ["two"]
    assert listed(rostra, "--tag", "ETHICS") == ["three"]
    assert listed(rostra, "--format", "panel", "--sort", "oldest", "--limit", "2") == ["one", "three"]
    assert listed(rostra, "--sort", "turns")[-1] == "two"


@pytest.mark.usefixtures("three")
def test_a_list_that_is_cut_says_so(rostra: Rostra) -> None:
    ran = rostra("debates", "list", "--limit", "2")
    assert "2 of 3. --limit 3 shows all" in ran.err
    assert "one" not in ran.out
    assert rostra("debates", "list").err == ""


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("options", "meant"),
    [
        (("--status", "opne"), "'open'"),
        (("--sort", "titel"), "'title'"),
        (("--format", "pannel"), "'panel'"),
        (("--tag", "ethic"), "'ethics'"),
    ],
)
def test_what_is_mistyped_is_asked_back(rostra: Rostra, options: tuple[str, str], meant: str) -> None:
    ran = rostra("debates", "list", *options)
    assert (ran.code, ran.out) == (2, "")
    assert f"Did you mean {meant}?" in ran.err


@pytest.mark.usefixtures("three")
def test_a_list_without_a_debate_says_where_else_to_look(rostra: Rostra) -> None:
    assert "`rostra debates search unheard`" in rostra("debates", "list", "unheard").out
    assert "The bin has nothing like that." in rostra("debates", "list", "--deleted").out


def test_a_search_shows_places_with_the_words_marked(rostra: Rostra, staged: str) -> None:
    out = rostra("debates", "search", "writing").out
    assert out.splitlines()[:2] == [staged, "  Tests are worth *writing*"]
    rostra("stage", "existential-risk", "--id", "er", "--quiet", "--rounds", "1")
    lines = rostra("debates", "search", "--json", "risk").out.splitlines()
    hits = [hit for hit in map(json.loads, lines) if hit["kind"] == "turn"]
    shown = " ".join(rostra("debates", "search", "risk").out.split())
    assert any(hit["claim"] for hit in hits)
    for hit in hits:
        place = f"turn {hit['seq']}, claim {hit['claim']}:" if hit["claim"] else f"turn {hit['seq']}:"
        assert (hit["debate"], place in shown) == ("er", True)
        start, end = hit["marks"][0]
        assert f"*{hit['snippet'][start:end]}*" in shown


def test_words_in_one_argument_are_a_phrase(rostra: Rostra, staged: str) -> None:
    assert staged in rostra("debates", "search", "worth writing").out
    ran = rostra("debates", "search", "writing worth")
    assert (ran.code, "Nobody said" in ran.out) == (0, True)
    assert staged in rostra("debates", "search", "writing", "worth").out


def test_tags_are_put_on_taken_off_and_told(rostra: Rostra, staged: str) -> None:
    assert "puts one on" in rostra("debates", "tags").out
    assert rostra("debates", "tag", staged).out == "small: no tags\n"
    assert rostra("debates", "tag", staged, "+Ethics", "draft").out == "small: draft, ethics\n"
    assert rostra("debates", "tag", staged, "-draft", "--add", "ai", "--remove", "unheard").out == "small: ai, ethics\n"
    assert rostra("debates", "tags").out.split() == ["1", "ai", "1", "ethics"]
    assert "ai, ethics" in rostra("debates", "list").out
    assert rostra("debates", "tag", staged, "+a,b").code == 2


def test_a_renamed_debate_keeps_its_id(rostra: Rostra, staged: str) -> None:
    assert rostra("debates", "rename", staged, "Another  title").out == "small: Another title\n"
    assert rostra("debates", "export", staged, "a.md").code == 0
    assert "Another title" in Path("a.md").read_text()
    assert rostra("debates", "rename", staged, " ").code == 2


def test_a_deleted_debate_is_gone_until_it_is_restored(rostra: Rostra, staged: str) -> None:
    before = rostra("debates", "show", staged).out
    told = rostra("debates", "delete", staged).out
    assert "in the bin for 30 days" in told
    assert f"debates restore {staged}" in told
    for command in ("show", "resume", "delete"):
        ran = rostra("debates", command, staged)
        assert (ran.code, f"rostra debates restore {staged}" in ran.err) == (2, True), command
    assert "1 in the bin" in rostra("debates", "list").out
    assert listed(rostra, "--deleted") == [staged]
    assert rostra("debates", "restore", staged).out == f"{staged} is back.\n"
    assert rostra("debates", "show", staged).out == before


@pytest.mark.parametrize("before", [(), ("delete",)], ids=["from the list", "from the bin"])
def test_deleted_for_good_is_for_good(rostra: Rostra, staged: str, before: tuple[str, ...]) -> None:
    for command in before:
        rostra("debates", command, staged)
    assert "gone for good" in rostra("debates", "delete", staged, "--for-good").out
    assert rostra("debates", "restore", staged).code == 2
    assert rostra("stage", *SMALL, "--id", staged, "--quiet").code == 0


def test_the_way_back_names_the_store(rostra: Rostra) -> None:
    rostra("stage", *SMALL, "--store", "other.db", "--id", "small", "--quiet")
    assert "--store other.db" in rostra("debates", "delete", "small", "--store", "other.db").out


def test_titles_and_words_cannot_drive_the_terminal(rostra: Rostra, staged: str) -> None:
    rostra("debates", "rename", staged, "Worth \x1b[31mwriting\x07")
    for command in (("list",), ("search", "writing")):
        assert "\x1b" not in rostra("debates", *command).out
