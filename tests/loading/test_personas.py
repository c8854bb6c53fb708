from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.errors import BadFile, NotFound
from rostra.loading.personas import list_personas, load_persona, read_persona
from rostra.loading.text import Note
from rostra.persona import Persona

BODY = "You are a careful reviewer."


def wild(front: str, body: str = BODY, file: str = "agents/reviewer.md") -> tuple[Persona, list[str]]:
    loaded = read_persona(f"---\n{front}\n---\n\n{body}\n", file)
    return loaded.persona, [str(note) for note in loaded.warnings]


def test_a_clean_file_needs_no_repair() -> None:
    persona, notes = wild("name: reviewer\ndescription: Reads code.\ntools: Read, Grep\nmodel: sonnet\ncolor: red")
    assert notes == []
    assert (persona.name, persona.display_name, persona.model) == ("reviewer", "Reviewer", "sonnet")
    assert persona.body == BODY
    assert persona.extra == {"tools": "Read, Grep", "color": "red"}


def test_our_own_keys_are_read() -> None:
    persona = read_persona(
        "---\nname: ada\ndisplay_name: Ada L.\nkind: real-person\nas_of: 2026-11-23\nsources:\n"
        "  - title: Notes\n    url: https://example.org/notes\n    read: 2026-11-20\n---\nYou are Ada.\n",
        "ada.md",
        strict=True,
    ).persona
    assert (persona.display_name, persona.kind, persona.as_of) == ("Ada L.", "real-person", date(2026, 11, 23))
    assert persona.sources[0].url == "https://example.org/notes"
    assert persona.sources[0].read == date(2026, 11, 20)
    assert persona.byline == "Ada L. (simulated)"


@pytest.mark.parametrize(
    ("front", "description", "said"),
    [
        (
            "name: r\ndescription: Use when: tests fail. Then act",
            "Use when: tests fail. Then act",
            ":3: description: read as",
        ),
        ("name: r\ndescription: First\\n\\nExample: x\nmodel: opus", "First\n\nExample: x", "line break"),
        ("name: r\ndescription: Knows C # and F #", "Knows C # and F #", "would begin a comment"),
        ("name: r\ndescription: *", "*", "description: read as plain text"),
        ("name: r\ndescription: [Reads, writes]", "Reads, writes", "is a list"),
        ("name: r\ndescription: 42", "42", "put it in quotes"),
        ("name: r\ndescription: one\ndescription: two", "two", "twice"),
        ("name: r\ndescription: !evil text", "!evil text", "tags"),
        ("name: r\ndescription: &a text", "&a text", "anchors"),
        ('name: r\ndescription: "Says" loudly', '"Says" loudly', "read as plain text"),
        (
            "name: r\ndescription: Helps.\n\nuser: Hi: there\nassistant: ok",
            "Helps.\n\nuser: Hi: there",
            "read as plain",
        ),
    ],
)
def test_front_matter_that_is_not_clean_yaml_is_read_as_it_was_meant(front: str, description: str, said: str) -> None:
    persona, notes = wild(front)
    assert persona.name == "r"
    assert persona.description.startswith(description)
    assert any(said in note for note in notes), notes
    with pytest.raises(BadFile):
        read_persona(f"---\n{front}\n---\n{BODY}", "r.md", strict=True)


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("description: {en: Reads}", "description: holds keys"),
        ("kind: robot", "kind: 'robot' is unknown"),
        ("as_of: last spring", "as_of: 'last spring' is no date"),
        ("as_of: 2026-02-31", "as_of: '2026-02-31' is no date"),
        ("sources: a book", "sources: should be a list"),
        ("sources: [{titel: A book, title: A book}]", "sources: unknown key 'titel'"),
        ("sources: [{year: 1990}]", "has no title"),
        ("? [a, b]\n: c", "name: read as plain text"),
    ],
)
def test_a_value_of_the_wrong_type_is_left_out_and_told(front: str, said: str) -> None:
    persona, notes = wild(f"name: r\n{front}")
    assert (persona.name, persona.kind, persona.as_of, persona.description) == ("r", None, None, "")
    assert any(said in note for note in notes), notes


def test_a_file_without_a_body_is_told() -> None:
    assert "has no body" in wild("name: r", "")[1][0]


def test_one_bad_key_does_not_cost_the_others() -> None:
    persona, notes = wild("name: reviewer\ndescription: a: b: c\ntools: *\nmodel: haiku\ncolor: blue")
    assert (persona.name, persona.model) == ("reviewer", "haiku")
    assert persona.extra == {"tools": "*", "color": "blue"}
    assert [note.split(": ")[0] for note in notes] == ["agents/reviewer.md:3", "agents/reviewer.md:4"]


def test_tabs_are_read_as_spaces() -> None:
    persona, notes = wild("name:\treviewer\ntools:\n\t- Read\n\t- Grep")
    assert persona.extra == {"tools": ["Read", "Grep"]}
    assert "tabs" in notes[0]


@pytest.mark.parametrize(
    ("text", "body", "said"),
    [
        ("You are terse.", "You are terse.", "has no front matter"),
        ("\n\n---\nname: terse\n---\nYou are terse.", "You are terse.", "blank lines before"),
        ("---\nname: terse\ndescription: x\n\nYou are terse.", "You are terse.", "no line '---' closes"),
        (
            "---\nname: terse\n\n# Terse\n\nYou are terse.\n\n---\n\nMore.",
            "# Terse\n\nYou are terse.\n\n---\n\nMore.",
            "closes",
        ),
        ("---\r\nname: terse\r\n---\r\nYou are terse.\r\n", "You are terse.", "Windows line ends"),
        ("\ufeff---\nname: terse\n---\nYou are terse.", "You are terse.", "byte order mark"),
        ("---\nname: terse\n---\nYou are \x1b[31mterse.", "You are [31mterse.", "control characters"),
        ("---\ndescription: x\n---\nYou are terse.", "You are terse.", "has no name"),
        ("---\nname: Terse One\n---\nYou are terse.", "You are terse.", "kebab-case"),
        ("---\n- just\n- a list\n---\nYou are terse.", "You are terse.", "left out"),
    ],
)
def test_files_of_another_shape_still_load(tmp_path: Path, text: str, body: str, said: str) -> None:
    path = tmp_path / "terse.md"
    path.write_bytes(text.encode())
    notes: list[Note] = []
    persona = load_persona(path, warn=notes.append)
    assert persona.body == body
    assert persona.name.startswith("terse")
    assert any(said in str(note) for note in notes), notes
    with pytest.raises(BadFile, match=r"terse\.md"):
        load_persona(path, strict=True)


def test_latin_1_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "rene.md"
    path.write_bytes(b"---\nname: rene\n---\nYou are Ren\xe9.")
    notes: list[Note] = []
    assert load_persona(path, warn=notes.append).body == "You are René."
    assert str(notes[0]).endswith("rene.md:4: is not UTF-8 (byte 0xe9); read as Windows-1252.")


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rene.md"
    path.write_bytes("---\nname: rene\n---\nYou are René.".encode("utf-16"))
    assert load_persona(path).body == "You are René."


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"\x00\x01binary", "is not text"), (b"x" * (256 * 1024 + 1), "larger than 256 KB")],
)
def test_what_is_no_persona_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "odd.md"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=said):
        load_persona(path)


def test_a_folder_is_no_persona(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="not a file"):
        load_persona(tmp_path)


def test_hostile_yaml_is_text_and_harmless() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
    persona, notes = wild(f"name: r\n{bomb}\ndeep: {'[' * 60_000}")
    assert persona.extra["b"] == "&b [*a, *a]"
    assert any("anchors" in note for note in notes)
    assert any("deeper than" in note for note in notes)
    evil, _ = wild("name: r\nrun: !!python/object/apply:os.system ['true']")
    assert "os.system" in evil.extra["run"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("opus", "opus"),
        ("Sonnet", "sonnet"),
        ("inherit", "inherit"),
        ("offline", "offline"),
        ("claude-opus-5-5", "claude-opus-5-5"),
        ("gpt-4o", "gpt-4o"),
        ("openai:gpt-4o", "openai:gpt-4o"),
        ("ollama:llama3.1:8b", "ollama:llama3.1:8b"),
        ("the best one", None),
        ("🚀", None),
        ("[opus, haiku]", None),
        ("3.5", None),
    ],
)
def test_model_is_kept_when_it_can_be_understood(written: str, kept: str | None) -> None:
    persona, notes = wild(f"name: r\nmodel: {written}")
    assert persona.model == kept
    assert bool(notes) == (kept is None)


@pytest.mark.parametrize(
    ("name", "body", "shown"),
    [
        ("yann-lecun", "You are Yann LeCun, one of the founding fathers.", "Yann LeCun"),
        ("yann-lecun", "An unrelated text.", "Yann Lecun"),
        ("rene-descartes", "You are René Descartes.", "René Descartes"),
        ("code-reviewer", "You are a code reviewer.", "Code Reviewer"),
        ("api-tester", "You are **API Tester**, a specialist.", "API Tester"),
        ("Growth Hacker", "You help.", "Growth Hacker"),
    ],
)
def test_the_name_people_read(name: str, body: str, shown: str) -> None:
    assert wild(f"name: {name}", body)[0].display_name == shown


def test_the_name_may_stand_in_the_description() -> None:
    assert wild("name: ada-lovelace\ndescription: Ada LOVELACE, who wrote notes.")[0].display_name == "Ada LOVELACE"


def test_sources_keep_only_web_addresses() -> None:
    persona, notes = wild(
        "name: r\nsources:\n  - https://example.org\n  - title: Bad\n    url: javascript:alert(1)\n  - 7"
    )
    assert [(source.title, source.url) for source in persona.sources] == [
        ("https://example.org", "https://example.org"),
        ("Bad", ""),
    ]
    assert len(notes) == 2


def test_an_unknown_key_is_an_error_of_ours_and_kept_from_the_wild() -> None:
    text = "---\nname: r\nkinds: role\n---\nYou are R."
    with pytest.raises(BadFile, match=r"r\.md:3: unknown key 'kinds'.*Did you mean 'kind'"):
        read_persona(text, "r.md", strict=True)
    loaded = read_persona(text, "r.md")
    assert loaded.persona.extra == {"kinds": "role"}
    assert "Did you mean" in loaded.warnings[0].text
    assert read_persona("---\nname: r\nvibe: calm\n---\nYou are R.", "r.md").warnings == ()


def test_the_seed_loads_unmodified(tmp_path: Path) -> None:
    seed = Path(__file__).parents[1] / "data" / "seed-yann-lecun.md"
    persona = load_persona(seed, strict=True)
    assert (persona.name, persona.display_name, persona.kind, persona.model) == (
        "yann-lecun",
        "Yann LeCun",
        None,
        "opus",
    )
    assert persona.byline == "Yann LeCun (simulated)"
    assert persona.body in seed.read_text()
    assert persona.body.endswith("superficial solutions.")


def test_shipped_personas_are_clean_and_found_by_name() -> None:
    for persona in list_personas():
        assert load_persona(persona.name.upper(), strict=True) == persona


def test_a_persona_survives_json() -> None:
    persona, _ = wild("name: r\nas_of: 2026-02-03\nsince: 2020-01-01\nweight: .inf\nwhen: 2020-01-01 10:00:00")
    assert Persona.model_validate_json(persona.model_dump_json()) == persona


def test_list_leaves_out_and_tells_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(f"---\nname: good\n---\n{BODY}")
    (tmp_path / "bad.md").write_bytes(b"\x00")
    (tmp_path / "README.md").write_text("About these.")
    notes: list[Note] = []
    names = [persona.name for persona in list_personas([tmp_path], warn=notes.append)]
    assert "good" in names
    assert "readme" not in names
    assert [Path(note.file).name for note in notes] == ["bad.md"]


def test_a_missing_path_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(BODY)
    with pytest.raises(NotFound, match=r"Did you mean 'good\.md'"):
        load_persona(tmp_path / "god.md")


@given(st.binary(max_size=400), st.sampled_from([b"", b"---\n", b"---\nname: x\n", b"---\nname: x\n---\n"]))
def test_no_bytes_make_a_traceback(data: bytes, start: bytes) -> None:
    from rostra.loading.text import decode

    try:
        persona = read_persona(decode(start + data, "x.md", lambda note: None), "x.md").persona
    except BadFile:
        return
    assert persona.name
    assert persona.display_name


@given(st.text(st.sampled_from("ab-:#*&!|>'\"[]{}, \t\n\\"), max_size=120))
def test_no_front_matter_makes_a_traceback(front: str) -> None:
    persona = read_persona(f"---\nname: x\n{front}\n---\nYou are X.", "x.md").persona
    assert Persona.model_validate_json(persona.model_dump_json()) == persona
