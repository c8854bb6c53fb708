"""`rostra debates export` and `rostra debates exports`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli_helpers import PROGRAM, SMALL, Rostra
from rostra.export import EXPORTERS, FORMATS


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where `rostra[office]` is not installed."""
    monkeypatch.setitem(sys.modules, "docx", None)
    for name in [name for name in sys.modules if name.startswith("rostra.export.word")]:
        if name != "rostra.export.words":
            monkeypatch.delitem(sys.modules, name)


def test_a_format_by_its_name_is_a_file_named_by_the_debate(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "export", staged, "md", ".txt", "own.json", "--to", "out")
    assert (ran.code, ran.out.split()) == (0, ["out/small.md", "out/small.txt", "out/own.json"])
    assert Path("out/small.md").read_text().startswith("# ")
    assert json.loads(Path("out/own.json").read_text())["id"] == staged


def test_a_file_of_such_a_name_is_no_format(rostra: Rostra, staged: str) -> None:
    Path("md").write_text("mine")
    ran = rostra("debates", "export", staged, "md")
    assert ran.code == 2
    assert Path("md").read_text() == "mine"


def test_all_writes_every_format_that_is_quick(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "export", staged, "all", "--to", "out")
    wanted = [f"out/small{each.suffix}" for each in EXPORTERS if each.in_all]
    assert (ran.code, ran.out.split()) == (0, wanted)
    assert ran.err == ""


def test_all_wants_a_folder(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "export", staged, "all")
    assert ran.code == 2
    assert "--to DIR" in ran.err


@pytest.mark.usefixtures("without_office")
def test_what_all_could_not_write_is_told_with_its_remedy_and_is_no_failure(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "export", staged, "all", "--to", "out")
    assert ran.code == 0
    assert "Not written: .docx. Word needs docx, which is not installed. pip install 'rostra[office]'" in ran.err
    assert "small.docx" not in ran.out
    assert "small.epub" in ran.out


@pytest.mark.usefixtures("without_office")
def test_a_missing_extra_is_told_before_anything_is_staged_or_written(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "export", staged, "a.md", "a.docx")
    assert ran.code == 1
    assert "pip install 'rostra[office]'" in ran.err
    assert not Path("a.md").exists()
    ran = rostra("stage", *SMALL, "--export", "a.docx", "--id", "unstaged")
    assert ran.code == 1
    assert "pip install 'rostra[office]'" in ran.err
    assert rostra("debates", "show", "unstaged").code == 2


def test_a_debate_is_staged_and_gone_on_with_into_every_readable_format(rostra: Rostra) -> None:
    wanted = ("a.md", "a.txt", "a.docx", "a.epub")
    paths = [part for name in wanted for part in ("--export", name)]
    assert rostra("stage", *SMALL, "--id", "one", "--quiet", *paths).code == 0
    before = [Path(name).read_bytes() for name in wanted]
    assert all(before)
    assert rostra("debates", "continue", "one", "--rounds", "1", "--quiet", *paths).code == 0
    after = [Path(name).read_bytes() for name in wanted]
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_a_selection_is_named_as_one(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "export", staged, "md", "--select", "ada", "--select", "turns:1-3", "--no-costs")
    assert (ran.code, ran.out.strip()) == (0, "small-selection.md")
    text = Path("small-selection.md").read_text()
    assert "A selection: turns 1 to 3; Ada." in text
    assert "**Bob" not in text.split("A selection")[1]


def test_nothing_is_written_for_a_name_that_nothing_answers_to(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "export", staged, "md", "--select", "adda")
    assert ran.code == 2
    assert "Did you mean 'ada'?" in ran.err
    assert not Path("small.md").exists()


def test_numbers_and_names_are_left_out_on_request(rostra: Rostra) -> None:
    assert rostra("stage", "existential-risk", "--id", "er", "--model", "offline", "--quiet").code == 0
    ran = rostra("debates", "export", "er", "txt", "json", "--no-markers", "--pseudonyms")
    assert ran.out.split() == ["er-pseudonyms.txt", "er-pseudonyms.json"]
    for name in ran.out.split():
        assert not re.search(r"lecun|hinton|\[A1\.1\]", Path(name).read_text(), re.IGNORECASE)


FULL = """
import resource
from rostra.cli import exporting, main
written = exporting.written
def on_a_full_disk(*given):
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))  # the store has been read: from here no file grows past this
    return written(*given)
exporting.written = on_a_full_disk
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
def test_on_a_full_disk_each_failure_is_told_and_the_old_file_stays(rostra: Rostra, staged: str) -> None:
    Path("a.md").write_text("old")
    command = [PROGRAM[0], "-B", "-c", FULL, "debates", "export", staged, "a.md", "b.docx"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 1
    assert ran.stderr.count("could not be written: File too large.") == 2
    assert "Traceback" not in ran.stderr
    assert Path("a.md").read_text() == "old"
    assert not Path("b.docx").exists()
    assert not list(Path().glob(".*.part"))


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder in which nobody may write")
def test_a_folder_that_takes_nothing_fails_alone(rostra: Rostra, staged: str) -> None:
    ran = rostra("debates", "export", staged, "/proc/a.md", "b.md")
    assert ran.code in (1, 2)
    assert "/proc" in ran.err
    assert "Traceback" not in ran.err


def test_the_formats_are_listed_with_what_they_need(rostra: Rostra) -> None:
    ran = rostra("debates", "exports")
    assert ran.code == 0
    for suffix, exporter in FORMATS.items():
        row = next(line for line in ran.out.splitlines() if line.startswith(f"{suffix} "))
        assert exporter.title in row
        assert not exporter.extra or f"rostra[{exporter.extra}]" in row
