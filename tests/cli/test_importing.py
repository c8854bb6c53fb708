"""`rostra import`: files in, an account out, and the store as it should be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_helpers import Rostra

TALK = "Ada: We should. [A1.1]\nBob: I rebut [A1.1] and [Z9.9].\nAda: Bye.\n"


def write(name: str, text: str = TALK) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def ids(rostra: Rostra) -> list[str]:
    return [line for line in rostra("debates", "list").out.splitlines() if line and not line.startswith(" ")]


def test_an_import_tells_what_it_understood_and_stores_it(rostra: Rostra) -> None:
    write("My Talk.txt", f"stray words\n\n{TALK}")
    ran = rostra("import", "My Talk.txt")
    assert ran.code == 0
    for part in (
        "My Talk.txt: text, as the debate my-talk",
        "2 speakers: Ada (2 turns), Bob (1 turn)",
        "3 turns, 1 claim, 1 citation",
        "1 reference to claims that nobody made: line 4, Z9.9",
        "1 place that could not be attributed, kept as notices where there are words: line 1, stray words",
        "all have the moment of the import",
    ):
        assert part in ran.out
    shown = rostra("debates", "show", "my-talk").out
    assert shown.startswith("An imported transcript: it was not staged here.")
    assert "simulated" not in shown
    assert "stray words" in shown
    assert "rebuts" in rostra("debates", "show", "my-talk", "--flow").out
    assert "ended" in rostra("debates", "list").out


def test_a_dry_run_stores_nothing(rostra: Rostra) -> None:
    write("talk.txt")
    assert "3 turns" in rostra("import", "talk.txt", "--dry-run").out
    assert rostra("debates", "list").out.startswith("No debates yet.")


def test_json_goes_through_the_store_to_the_byte(rostra: Rostra, staged: str) -> None:
    rostra("debates", "export", staged, "once.json")
    assert rostra("import", "once.json", "--store", "other.db").code == 0
    rostra("debates", "export", staged, "again.json", "--store", "other.db")
    assert Path("again.json").read_bytes() == Path("once.json").read_bytes()


def test_an_imported_transcript_goes_through_json_to_the_byte(rostra: Rostra) -> None:
    write("talk.txt")
    rostra("import", "talk.txt")
    rostra("debates", "export", "talk", "once.json")
    assert json.loads(Path("once.json").read_text())["lineage"] == {"parent": "talk.txt", "at": 3, "how": "import"}
    rostra("import", "once.json", "--replace")
    rostra("debates", "export", "talk", "again.json")
    assert Path("again.json").read_bytes() == Path("once.json").read_bytes()


def test_an_id_that_is_taken_is_refused_with_both_ways_out(rostra: Rostra) -> None:
    write("talk.txt")
    assert rostra("import", "talk.txt").code == 0
    refused = rostra("import", "talk.txt")
    assert refused.code == 2
    assert "There is a debate 'talk' already." in refused.err
    assert "--replace" in refused.err
    assert "--as NEW" in refused.err
    assert rostra("import", "talk.txt", "--as", "other").code == 0
    write("talk.txt", TALK.replace("Bye", "So long"))
    assert rostra("import", "talk.txt", "--replace").code == 0
    assert "So long" in rostra("debates", "show", "talk").out
    assert sorted(ids(rostra)) == ["other", "talk"]


def test_one_bad_file_does_not_stop_the_others(rostra: Rostra) -> None:
    write("a.txt")
    write("b.json", "[{")
    write("c.txt")
    ran = rostra("import", "a.txt", "b.json", "missing.md", "c.txt")
    assert ran.code == 2
    assert "b.json:1: is not JSON" in ran.err
    assert "There is no file 'missing.md'" in ran.err
    assert "Traceback" not in ran.err
    assert sorted(ids(rostra)) == ["a", "c"]


def test_two_files_of_one_id_do_not_replace_one_another(rostra: Rostra) -> None:
    write("x/talk.txt")
    write("y/talk.txt", TALK.replace("Bye", "So long"))
    ran = rostra("import", "x/talk.txt", "y/talk.txt", "--replace")
    assert ran.code == 2
    assert "The id 'talk' was given to x/talk.txt just now." in ran.err
    assert "Bye" in rostra("debates", "show", "talk").out


def test_a_folder_gives_its_transcripts_and_says_what_it_passed_over(rostra: Rostra) -> None:
    write("all/a.txt")
    write("all/deep/b.md", TALK)
    write("all/README.md", "# Read me\n\nNothing is said here.\n")
    write("all/guess.md", "# Guide\n\n## Getting Started\n\nx\n\n## Next Steps\n\ny\n")
    write("all/package.json", '{"name": "x"}')
    write("all/picture.png", "x")
    write("all/.hidden.txt")
    ran = rostra("import", "all")
    assert ran.code == 0
    assert sorted(ids(rostra)) == ["a", "b"]
    for name in ("README.md", "guess.md", "package.json", "picture.png"):
        assert name in ran.err
    assert "Passed over" in ran.err


def test_an_imported_debate_cannot_go_on(rostra: Rostra) -> None:
    write("talk.txt")
    rostra("import", "talk.txt")
    for command in (("resume", "talk"), ("continue", "talk", "--rounds", "1")):
        ran = rostra("debates", *command)
        assert ran.code == 2
        assert "cannot go on: it was imported" in ran.err


def test_a_selection_is_shown_past_its_gaps(rostra: Rostra, staged: str) -> None:
    from rostra.export import Options, shaped
    from rostra.export.json import render
    from rostra.transcript import Transcript

    rostra("debates", "export", staged, "whole.json")
    debate = Transcript.model_validate_json(Path("whole.json").read_text()).debate()
    selection = shaped(debate, Options(speakers=("bob",)))
    write("part.json", render(selection))
    assert rostra("import", "part.json").code == 0
    shown = rostra("debates", "show", selection.id).out
    assert "A selection: Bob." in shown
    assert shown.count("\n  Bob") >= len(selection.turns)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("a.txt", "b.txt", "--as", "x"), "--as x is for one file; there are 2."),
        (("a.txt", "--as", "../x"), "'../x' cannot be a debate's id."),
        (("empty",), "There is no transcript to import."),
    ],
)
def test_what_cannot_be_followed_is_said(rostra: Rostra, arguments: tuple[str, ...], problem: str) -> None:
    write("a.txt")
    write("b.txt")
    Path("empty").mkdir()
    ran = rostra("import", *arguments)
    assert (ran.code, problem in ran.err) == (2, True)
    assert rostra("debates", "list").out.startswith("No debates yet.")


def test_names_cannot_drive_the_terminal(rostra: Rostra) -> None:
    write("a.json", json.dumps([{"name": "A\x1b[31mda", "text": "Hi \x1b]0;x\x07"}, {"name": "Bob", "text": "Ho"}]))
    ran = rostra("import", "a.json")
    assert "\x1b" not in ran.out + ran.err + rostra("debates", "show", "a").out
