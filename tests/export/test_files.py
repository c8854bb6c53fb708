"""Files appear whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import a_debate, shipped_format
from rostra.errors import RostraError, WrongUse
from rostra.export import EXPORTERS, file_name, write

# What is spoken has its own tests: it takes voices, and time.
QUICK = [exporter.suffix for exporter in EXPORTERS if not exporter.tells]


@pytest.mark.parametrize("suffix", sorted(QUICK))
def test_the_suffix_chooses_the_format_and_folders_are_made(tmp_path: Path, suffix: str) -> None:
    path = write(a_debate(shipped_format("oxford"), 2), tmp_path / "new" / f"debate{suffix.upper()}")
    if suffix == ".json":
        assert json.loads(path.read_text())["id"] == "test"
    if suffix == ".md":
        assert path.read_text().startswith("# A test")
    assert path.exists()
    assert not [file.name for file in path.parent.iterdir() if not file.name.startswith("debate.")]


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"'\.mdd'.*Did you mean '\.md'"):
        write(a_debate(shipped_format("oxford"), 2), tmp_path / "debate.mdd")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_leaves_the_old_file(tmp_path: Path) -> None:
    occupied = tmp_path / "debate.md"
    occupied.mkdir()
    (occupied / "kept").write_text("old")
    with pytest.raises(RostraError, match="could not be written"):
        write(a_debate(shipped_format("oxford"), 2), occupied)
    assert (occupied / "kept").read_text() == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["debate.md"]


def test_the_same_debate_gives_the_same_bytes(tmp_path: Path) -> None:
    debate = a_debate(shipped_format("oxford"), 2)
    for suffix in QUICK:
        one, other = write(debate, tmp_path / f"a{suffix}"), write(debate, tmp_path / f"b{suffix}")
        assert content_of(one) == content_of(other)


def content_of(path: Path) -> dict[str, bytes]:
    if path.is_file():
        return {"": path.read_bytes()}
    return {str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}


def test_nothing_leads_out_of_a_folder() -> None:
    assert file_name("../../etc/passwd") == "etc-passwd"
    assert file_name("..") == "debate"
    assert file_name("a/b\\c\0d") == "a-b-c-d"
    assert file_name("open-letter-1") == "open-letter-1"
