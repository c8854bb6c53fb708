"""E-books: well-formed, linked, and open to old readers and new."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from export.readable import TOLD, everything, flagship, saying, staged
from rostra.debate import Debate
from rostra.disclosure import disclosure
from rostra.export.epub import render

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its own dependencies
    from ebooklib import ITEM_DOCUMENT, epub

DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


def files_of(debate: Debate) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render(debate))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(files: dict[str, bytes]) -> str:
    pages = [content for name, content in files.items() if name.endswith(".xhtml")]
    return " ".join("".join(ElementTree.fromstring(page).itertext()) for page in pages)


@pytest.mark.parametrize("debate", [flagship, everything, staged], ids=["flagship", "everything", "plain"])
def test_every_file_is_well_formed_and_every_link_leads_somewhere(debate: object) -> None:
    files = files_of(debate())  # type: ignore[operator]
    places: set[str] = set()
    links: list[str] = []
    for name, content in files.items():
        if not name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
            continue
        root, here = ElementTree.fromstring(content), name.removeprefix("EPUB/")
        places |= {here, *(f"{here}#{each.get('id')}" for each in root.iter() if each.get("id"))}
        ids = [each.get("id") for each in root.iter() if each.get("id")]
        assert len(ids) == len(set(ids))
        links += [each.get("href", "") for each in root.iter(f"{XHTML}a")]
    assert len(links) > 10
    assert set(links) <= places


def test_the_archive_begins_with_what_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(render(flagship()))) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"
        assert {each.date_time for each in (first, *others)} == {(1980, 1, 1, 0, 0, 0)}
    assert render(flagship()) == render(flagship())


def test_the_package_says_who_speaks_in_which_language_and_for_whom_it_can_be_read() -> None:
    package = ElementTree.fromstring(files_of(flagship())["EPUB/package.opf"])
    assert package.findtext(f".//{DC}language") == "en"
    assert package.findtext(f".//{DC}creator") == "Rostra (simulated debate)"
    assert package.findtext(f".//{DC}description") == disclosure(flagship())
    metas = [(each.get("property"), each.text) for each in package.iter(f"{OPF}meta")]
    assert ("dcterms:modified", "2026-11-23T12:00:00Z") in metas
    assert ("rostra:simulated", "Yann LeCun") in metas
    assert {"schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard"} <= {
        name for name, _ in metas
    }
    listed = {each.get("href") for each in package.iter(f"{OPF}item")}
    assert listed == {name.removeprefix("EPUB/") for name in files_of(flagship())} - {
        "mimetype", "META-INF/container.xml", "package.opf",
    }  # fmt: skip


def test_the_title_page_begins_with_the_disclosure_and_each_phase_has_a_page() -> None:
    files = files_of(flagship())
    title = ElementTree.fromstring(files["EPUB/title.xhtml"]).find(f"{XHTML}body")
    assert title is not None
    assert title[0].text == disclosure(flagship())
    nav = ElementTree.fromstring(files["EPUB/nav.xhtml"])
    names = [each.text for each in nav.iter(f"{XHTML}a")]
    assert names[1:4] == ["Poll before the debate", "Introduction", "Openings"]
    assert names[-5:-3] == ["Synthesis", "Flow sheet"]


def test_a_reply_leads_to_the_claim_on_another_page() -> None:
    files = files_of(flagship())
    rebuttals = files["EPUB/part-04.xhtml"].decode()
    assert re.search(r'<em>rebuts</em> <a class="cited c2" href="part-03\.xhtml#c1-1">\[C1\.1\]</a>', rebuttals)
    assert 'id="c1-1"' in files["EPUB/part-03.xhtml"].decode()


def test_a_reader_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "debate.epub"
    path.write_bytes(render(flagship()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = epub.read_epub(str(path))
    assert book.get_metadata("DC", "title")[0][0] == flagship().title
    assert [each.title for each in book.toc][1:3] == ["Poll before the debate", "Introduction"]
    assert len(list(book.get_items_of_type(ITEM_DOCUMENT))) == len(book.toc) + 1


def test_everything_that_can_happen_is_told() -> None:
    text = words(files_of(everything()))
    assert [told for told in TOLD if told not in text] == []


def test_foreign_text_is_text() -> None:
    said = "<script>x</script> ]]> &e; <img src=x onerror=y> \x00\x0b 🧠"
    files = files_of(saying(said))
    assert all(b"<script" not in content and b"<img" not in content for content in files.values())
    assert "<script>x</script> ]]> &e; <img src=x onerror=y>" in words(files)


def test_a_book_that_is_written_from_right_to_left_is_turned_that_way() -> None:
    files = files_of(saying("הטענה", language="he"))
    assert b'page-progression-direction="rtl"' in files["EPUB/package.opf"]
    assert b'lang="he" xml:lang="he" dir="rtl"' in files["EPUB/title.xhtml"]


def test_colours_suit_light_and_dark_ground() -> None:
    css = files_of(flagship())["EPUB/style.css"].decode()
    assert ".c0 { color: #1c5fc4; }" in css.split("@media")[0]
    assert ".c0 { color: #9fc3f7; }" in css.split("prefers-color-scheme: dark")[1]
