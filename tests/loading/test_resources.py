from __future__ import annotations

from pathlib import Path

import pytest

from rostra.errors import NotFound
from rostra.loading import resources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ada-stone.md").write_text("---\nname: ada-stone\n---\nYou are Ada.")
    (tmp_path / "second_file.md").write_text('---\nname: "Bob Brook"\n---\nYou are Bob.')
    (tmp_path / "README.md").write_text("About these.")
    (tmp_path / "secret.txt").write_text("no persona")
    return tmp_path


@pytest.mark.parametrize("name", ["ada-stone", "ADA-STONE", "Ada Stone", "ada_stone"])
def test_a_name_finds_a_file_whatever_its_case(folder: Path, name: str) -> None:
    assert resources.find("persona", name, [folder]) == folder / "ada-stone.md"


@pytest.mark.parametrize("name", ["bob-brook", "Bob Brook", "second-file"])
def test_the_name_inside_a_file_finds_it_too(folder: Path, name: str) -> None:
    assert resources.find("persona", name, [folder]) == folder / "second_file.md"


@pytest.mark.parametrize("name", ["..", "secret", "readme", "", ".", "...", "ada-stone\0"])
def test_a_name_is_never_a_path(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "secret").write_text("no persona")
    with pytest.raises(NotFound):
        resources.find("persona", name, [])


def test_a_misspelt_name_is_answered_with_what_is_near(folder: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no persona 'ada-stoen'\. Did you mean 'ada-stone'"):
        resources.find("persona", "ada-stoen", [folder])


def test_paths_start_in_the_working_folder_then_beside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert resources.find("persona", "ada-stone.md", beside=folder) == folder / "ada-stone.md"
    (elsewhere / "ada-stone.md").write_text("You are another Ada.")
    assert resources.find("persona", "./ada-stone.md", beside=folder).read_text() == "You are another Ada."
    with pytest.raises(NotFound, match="no persona file"):
        resources.find("persona", "../nobody.md", beside=folder)


def test_an_extra_folder_goes_before_what_is_shipped(folder: Path) -> None:
    (folder / "yann-lecun.md").write_text("You are my own LeCun.")
    assert resources.find("persona", "yann-lecun", [folder]).parent == folder
    assert resources.find("persona", "yann-lecun").parent == resources.shipped("persona")


def test_everything_shipped_is_listed_once_and_sorted() -> None:
    for kind in ("persona", "scenario", "format"):
        stems = [path.stem for path in resources.entries(kind)]
        assert stems
        assert stems == sorted(set(stems))


def test_a_wheel_finds_its_own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "rostra"
    (package / "_data" / "personas").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.shipped("persona") == package / "_data" / "personas"
    assert resources.shipped("scenario") == tmp_path.parent / "scenarios"


@pytest.mark.parametrize(
    ("text", "name"),
    [("Yann LeCun", "yann-lecun"), ("What's new?", "whats-new"), ("研究 者", "研究-者"), ("../..", "")],
)
def test_slugs(text: str, name: str) -> None:
    assert resources.slug(text) == name
