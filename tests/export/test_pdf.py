"""The PDF export: every word in its order, in every script; told to machines; the same bytes; nothing fetched."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from export.gathering import gathering
from export.hostile import SECRET, hostile
from rostra.debate import Debate
from rostra.disclosure import ROLES
from rostra.errors import RostraError
from rostra.export import pdf, write

pytest.importorskip("weasyprint", reason="needs WeasyPrint: make test installs it")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils: make system-deps")


def hostile_titled(title: str) -> Debate:
    return gathering().model_copy(update={"title": title})


def ran(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(gathering(), tmp_path_factory.mktemp("pdf") / "debate.pdf")


@needs_poppler
def test_every_word_is_there_in_its_order_whatever_its_script(made: Path) -> None:
    text = " ".join(ran("pdftotext", made, "-").split())
    said = (ROLES, "Oxford debate", "A test", "Tests are worth writing.", "Good evening.", "checks twice", "機械は考えることができる",
            "I grant that.", "And who pays?", "We all do.", "finds for for (sure to 70%)", "Common ground", "Votes and stances",
            "Flow sheet", "5 claims, none dropped", "2026-11-23T12:00:00+00:00", "Argument map")  # fmt: skip
    at = [text.index(each) for each in said]
    assert at == sorted(at)
    # pdftotext gives Arabic in its logical order, by the letters as they are joined or not.
    assert "الشبكات" in text or "ﺍﻟﺸﺒﻜﺎﺕ" in text


@needs_poppler
def test_machines_are_told_what_it_is(made: Path) -> None:
    told = dict(re.findall(r"^(\w+):\s+(.*)$", ran("pdfinfo", "-isodates", made), re.MULTILINE))
    assert told["Title"] == "A test"
    assert told["Author"] == "Rostra (simulated debate)"
    assert told["Subject"] == ROLES
    assert "simulated debate" in told["Keywords"]
    assert told["CreationDate"].startswith("2026-11-23T12:00:00")
    assert told["Tagged"] == "yes"


@needs_poppler
def test_pages_have_a_running_head_and_numbers_and_the_map_a_page_of_its_own_size(made: Path) -> None:
    pages = ran("pdftotext", "-layout", made, "-").split("\f")
    count = len(pages) - 1
    assert "A test · simulated debate" not in pages[0]
    assert pages[0].rstrip().replace(" ", "").endswith(f"1/{count}")
    assert "A test · simulated debate" in pages[1]
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x", ran("pdfinfo", "-f", "1", "-l", str(count), made))
    assert len(set(sizes[:-1])) == 1
    assert sizes[-1] != sizes[0]


@needs_poppler
def test_phases_and_turns_are_bookmarks(made: Path) -> None:
    outline = ran("pdftohtml", "-xml", "-i", "-stdout", made).split("<outline>", 1)[1]
    marks = re.findall(r"<item[^>]*>([^<]*)</item>", outline)
    assert marks[:5] == ["A test", "Introduction", "Openings", "Aaa", "Ccc"]
    assert marks[-3:] == ["Votes and stances", "Flow sheet", "Argument map"]


def test_the_same_debate_gives_the_same_bytes(made: Path) -> None:
    assert pdf.render(gathering()) == made.read_bytes()


@needs_poppler
def test_markup_in_a_text_is_text_and_fetches_nothing(tmp_path: Path) -> None:
    title = "<img src=http://127.0.0.1:9/x.png> <link rel=stylesheet href=file:///etc/passwd> </style>"
    path = write(hostile_titled(title), tmp_path / "debate.pdf")
    assert title in " ".join(ran("pdftotext", path, "-").split())
    assert "/EmbeddedFile" not in path.read_bytes().decode("latin-1")


@needs_poppler
def test_a_debate_in_which_every_text_tries_something_is_a_document_like_any_other(tmp_path: Path) -> None:
    path = write(hostile(long=5_000), tmp_path / "debate.pdf")
    text = " ".join(ran("pdftotext", path, "-").split())
    for said in ("<script>alert(1)</script>", "=HYPERLINK", "机器能思考吗", "FADE TO BLACK."):
        assert said in text
    assert SECRET not in text


def test_nothing_is_fetched_from_anywhere() -> None:
    for url in ("https://example.org/a.css", "file:///etc/passwd", "data:text/css,x"):
        with pytest.raises(ValueError, match="not fetched"):
            pdf._refused(url)


class WithoutPango:
    """Makes WeasyPrint fail as it does on a system without Pango."""

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0': no such file")


def test_a_system_without_pango_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])
    with pytest.raises(RostraError) as refused:
        pdf.render(gathering())
    assert str(refused.value).startswith("PDF needs Pango")
    assert "make system-deps" in refused.value.remedy
