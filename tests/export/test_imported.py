"""What was imported goes out again as what it is: nobody's simulation, and no author but the one who kept it."""

from __future__ import annotations

import re
import shutil

import pytest

from builders import NOON
from export.reading import words_of
from rostra.disclosure import IMPORTED, author, kind_of
from rostra.export import EXPORTERS, Exporter
from rostra.importing import read

TALK = b"Ada Lovelace: The engine has no pretensions to originate anything.\n\nBob: And if it had?\n"
WRITTEN = [each for each in EXPORTERS if each.in_all and each.kind == "read"]


@pytest.mark.parametrize("exporter", WRITTEN, ids=[each.suffix for each in WRITTEN])
def test_no_document_calls_it_simulated(exporter: Exporter) -> None:
    if exporter.suffix == ".pdf" and shutil.which("pdftotext") is None:
        pytest.skip("needs poppler-utils: make system-deps")
    debate = read("talk.txt", TALK, now=NOON).debate
    assert (kind_of(debate), author(debate)) == ("imported transcript", "Rostra (imported transcript)")
    said = re.sub(r"\s+", " ", words_of(exporter.render(debate)))
    assert IMPORTED[:40] in said
    assert "Ada Lovelace" in said
    assert not re.findall(r"[^\"]{0,40}\(simulated\)|simulated debate|isSimulated", said)
