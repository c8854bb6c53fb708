"""A session's own files: in their own folder, under names of their own, and gone with it."""

from __future__ import annotations

import gc
import hashlib
from pathlib import Path

import pytest

from rostra.errors import BadFile, NotFound, WrongUse
from rostra.loading import load_persona, resources
from rostra.web.workshop import folder
from rostra.web.workshop.folder import NameTaken, Workshop

ADA = "---\nname: ada\ndescription: An engineer\n---\nYou are Ada.\n"
DUEL = "name: %s\ntitle: Duel\nmotion: It is so.\nformat: oxford\ncast:\n  - {persona: ada, side: for}\n  - {persona: %s, side: against}\n"


def fingerprint() -> str:
    """Of everything that came with Rostra."""
    digest = hashlib.sha256()
    for kind in ("persona", "scenario", "format"):
        for path in sorted(resources.shipped(kind).iterdir()):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def test_what_is_kept_is_found_by_its_name_and_forgotten_when_removed() -> None:
    shop = Workshop()
    assert shop.keep("persona", ADA.encode(), "upload.md") == "ada"
    assert shop.is_mine("persona", "ada")
    path = shop.path("persona", "ada")
    assert shop.kept["persona"] == {"ada": str(path)}
    assert path == shop.folder / "ada.md"
    assert load_persona("ada", folders=shop.folders).description == "An engineer"
    shop.remove("persona", "ada")
    shop.remove("persona", "ada")
    assert not path.exists()
    with pytest.raises(NotFound, match="as long as their window"):
        shop.path("persona", "ada")


def test_the_folder_comes_with_the_first_file_and_goes_with_the_session() -> None:
    shop = Workshop()
    assert shop.folders == ()
    with pytest.raises(BadFile, match="upload 'ada"):
        shop.keep("scenario", DUEL % ("duel", "./ada.md"), "x.yaml")
    assert shop.folders == ()
    shop.keep("persona", ADA, "ada.md")
    where = shop.folder
    assert where.stat().st_mode & 0o077 == 0
    del shop
    gc.collect()
    assert not where.exists()


@pytest.mark.parametrize(
    "name",
    ["../../evil", "/etc/passwd", "..\\..\\evil", "a/b", "~root", "evil\\0", "con: aux", "C:\\x", "....", "'../x'"],
)
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    before = fingerprint()
    shop = Workshop()
    for file in (f"{name}.md", "fine.md"):
        kept = shop.keep("persona", f"---\nname: {name}\ndescription: x\n---\nYou are you.\n", file, over=name)
        assert Path(shop.kept["persona"][kept]).parent == shop.folder
        shop.remove("persona", kept)
    kept = shop.keep("persona", "Prose without any name.", f"{name}.md")
    assert {path.parent for path in shop.folder.iterdir()} == {shop.folder}
    assert kept == load_persona(shop.path("persona", kept)).name
    with pytest.raises(BadFile, match="cannot be looked up"):
        shop.keep("scenario", DUEL % (f'"{name}"'.replace("\\", "\\\\"), "gary-marcus"), "x.yaml")
    assert fingerprint() == before


@pytest.mark.parametrize("name", ["yann-lecun", "Yann LeCun", "YANN_LECUN"])
def test_a_shipped_name_is_refused_with_another(name: str) -> None:
    before = fingerprint()
    shop = Workshop()
    with pytest.raises(NameTaken, match="yann-lecun-2") as refused:
        shop.keep("persona", f"---\nname: {name}\n---\nYou are me.\n", "x.md", over="yann-lecun")
    assert not refused.value.mine
    assert shop.kept["persona"] == {}
    assert fingerprint() == before
    shop.keep("persona", "---\nname: yann-lecun-2\n---\nYou are me.\n", "x.md")
    assert shop.free_name("persona", "yann-lecun") == "yann-lecun-3"


def test_a_name_in_the_settings_folder_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "ada.md").write_text(ADA)
    shop = Workshop([tmp_path])
    with pytest.raises(NameTaken):
        shop.keep("persona", ADA, "ada.md")
    assert shop.path("persona", "ada") == tmp_path / "ada.md"
    assert not shop.is_mine("persona", "ada")


def test_one_of_the_session_is_replaced_only_when_that_is_meant() -> None:
    shop = Workshop()
    shop.keep("persona", ADA, "ada.md")
    other = ADA.replace("An engineer", "A poet")
    with pytest.raises(NameTaken) as refused:
        shop.keep("persona", other, "ada.md")
    assert refused.value.mine
    assert "An engineer" in shop.path("persona", "ada").read_text()
    shop.keep("persona", other, "ada.md", over="ada")
    assert "A poet" in shop.path("persona", "ada").read_text()


@pytest.mark.parametrize("data", [b"", b"x\0y", b"a" * 300_000])
def test_a_broken_file_leaves_everything_as_it_was(data: bytes) -> None:
    shop = Workshop()
    shop.keep("persona", ADA, "ada.md")
    with pytest.raises(BadFile, match=r"ada\.md"):
        shop.keep("persona", data, "ada.md", over="ada")
    with pytest.raises(BadFile):
        shop.keep("scenario", data, "duel.yaml")
    assert [path.name for path in shop.folder.iterdir()] == ["ada.md"]
    assert shop.path("persona", "ada").read_text() == ADA


def test_a_scenario_is_kept_with_a_cast_that_is_missing_but_never_with_files_elsewhere() -> None:
    shop = Workshop()
    assert shop.keep("scenario", DUEL % ("duel", "gary-marcus"), "x.yaml") == "duel"
    assert [each.line for each in shop.check_scenario(DUEL % ("duel", "gary-marcus")).found] == [6]
    shop.keep("persona", ADA, "ada.md")
    assert shop.check_scenario(DUEL % ("duel", "gary-marcus")).ready
    shop.keep("scenario", DUEL % ("two", "./ada.md"), "x.yaml")
    with pytest.raises(BadFile, match=r"x\.yaml:7: upload 'passwd\.md'"):
        shop.keep("scenario", DUEL % ("three", "/etc/passwd.md"), "x.yaml")
    with pytest.raises(NameTaken, match="existential-risk-2"):
        shop.keep("scenario", DUEL % ("existential-risk", "gary-marcus"), "x.yaml")
    assert set(shop.kept["scenario"]) == {"duel", "two"}


def test_there_is_an_end_to_what_a_session_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST", 1)
    shop = Workshop()
    shop.keep("persona", ADA, "ada.md")
    shop.keep("persona", ADA, "ada.md", over="ada")
    with pytest.raises(WrongUse, match="keeps 1 personas already"):
        shop.keep("persona", ADA.replace("ada", "bob"), "bob.md")


def test_a_name_that_no_file_could_bear_is_refused_with_its_line() -> None:
    with pytest.raises(BadFile, match=r"x\.md:2: name: has 70 letters"):
        Workshop().keep("persona", f"---\nname: {'a' * 70}\n---\nYou are you.\n", "x.md")
