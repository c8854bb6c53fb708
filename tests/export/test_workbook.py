"""Workbooks as openpyxl reads them."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from builders import a_debate, shipped_format
from export.hostile import hostile
from export.reading import flagship
from rostra.disclosure import disclosure
from rostra.export.workbook import render


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(render(flagship()))


def test_the_first_sheet_says_what_it_is_and_the_tables_follow(book: Workbook) -> None:
    assert book.sheetnames == ["About", "Turns", "Claims", "Replies", "Ballots", "Ideas", "Flow"]
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Disclosure"] == disclosure(flagship())
    assert about["Debater A"] == "Yann LeCun (simulated) · for · words by offline"
    assert about["Created"] == "2026-11-23T12:00:00+00:00"


def test_its_properties_say_so_too(book: Workbook) -> None:
    assert book.properties.title == "Is the existential risk from AI overblown?"
    assert book.properties.description == disclosure(flagship())
    assert book.properties.creator == "Rostra (simulated debate)"
    assert "Yann LeCun (simulated)" in (book.properties.keywords or "")
    assert str(book.properties.created) == "2026-11-23 12:00:00"


def test_tables_can_be_read_on_screen(book: Workbook) -> None:
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    turns = book["Turns"]
    text = next(cell for cell in turns[1] if cell.value == "text")
    assert turns.column_dimensions[text.column_letter].width >= 60
    assert turns.cell(2, text.column).alignment.wrap_text
    assert turns.max_row == len(flagship().turns) + 1
    assert isinstance(turns.cell(2, 1).value, int)


def test_nothing_is_a_formula_or_a_link() -> None:
    content = render(hostile())
    book = opened(content)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr"), (sheet.title, cell.coordinate)
                assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert book["Claims"]["H4"].value.startswith("=cmd|"), "in a workbook text needs no apostrophe to stay text"


def test_what_is_too_long_for_a_cell_says_that_it_was_cut() -> None:
    texts = [cell.value for row in opened(render(hostile()))["Turns"].iter_rows() for cell in row]
    longest = max((text for text in texts if isinstance(text, str)), key=len)
    assert len(longest) == 32_767
    assert longest.endswith(" … cut, see JSON")
    emoji = a_debate(shipped_format("panel"), 2).model_copy(update={"title": "🦉" * 20_000})
    title = opened(render(emoji))["About"]["B1"].value
    assert len(title.encode("utf-16-le")) // 2 <= 32_767
    assert title.endswith("🦉 … cut, see JSON")
