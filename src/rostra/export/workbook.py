"""A workbook for Excel and its like: a sheet that says what it is, then the tables, a sheet each. Text is never run as a formula."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any

import xlsxwriter

from rostra.debate import Debate
from rostra.disclosure import author, disclosure, simulated
from rostra.export.tables import TABLES, Cell, Table
from rostra.export.words import byline, one_line, printable

_LONGEST = 32_767
"""Characters that a cell can hold."""
_CUT = " … cut, see JSON"
_WIDE = {
    "text": 70,
    "marked": 70,
    "says": 60,
    "byline": 26,
    "to_byline": 26,
    "answered_byline": 26,
    "disclosure": 24,
    "phase": 20,
}
_WIDE |= {"poll": 20, "replies": 22, "model": 24, "started": 26, "at": 26, "claims": 16, "seat": 16, "side": 10}
"""Columns that are not 12 characters wide."""


def render(debate: Debate) -> bytes:
    """The workbook; its date is the debate's."""
    page = io.BytesIO()
    book = xlsxwriter.Workbook(page, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    said = disclosure(debate)
    book.set_properties(
        {
            "title": _cut(one_line(debate.title))[:255],
            "subject": _cut(one_line(debate.scenario.motion))[:255],
            "author": author(debate),
            "comments": said,
            "keywords": ", ".join(f"{one_line(name)} (simulated)" for name in simulated(debate))[:255],
            "created": debate.created.astimezone(UTC).replace(tzinfo=None),
        }
    )
    book.set_custom_property("disclosure", said[:255])
    styles = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#F3F1EA"}),
        "body": book.add_format({"text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"}),
        "warning": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#FFF2CC"}),
    }
    _about(book.add_worksheet("About"), debate, styles)
    for table in TABLES:
        _sheet(book, table(debate), styles)
    book.close()
    return page.getvalue()


def _about(sheet: Any, debate: Debate, styles: dict[str, Any]) -> None:
    rows: list[tuple[str, Cell]] = [
        ("Title", debate.title),
        ("Disclosure", disclosure(debate)),
        ("Motion", debate.scenario.motion),
        ("Format", debate.format.title),
        ("Created", debate.created.isoformat()),
        ("Id", debate.id),
        ("Language", debate.scenario.language),
        ("Turns", len(debate.turns)),
        *([("Tokens", debate.usage.total), ("Cost, US dollars", round(debate.cost, 4))] if debate.usage.total else []),
        *[
            (
                f"{seat.role.capitalize()} {seat.mark or ''}".strip(),
                _seat(debate, seat.name, seat.side, seat.model, seat.human),
            )
            for seat in debate.cast
        ],
        *([("Background", debate.scenario.background)] if debate.scenario.background.strip() else []),
    ]
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for row, (name, value) in enumerate(rows):
        _write(sheet, row, 0, name, styles["head"])
        _write(sheet, row, 1, value, styles[{"Title": "title", "Disclosure": "warning"}.get(name, "body")])


def _seat(debate: Debate, name: str, side: str | None, model: str | None, human: bool) -> str:
    writes = "a person" if human else f"words by {model or 'offline'}"
    return " · ".join(part for part in (byline(debate, name), side, writes) if part)


def _sheet(book: Any, table: Table, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(table.title)
    for column, name in enumerate(table.header):
        sheet.set_column(column, column, _WIDE.get(name, 12), styles["body"])
        _write(sheet, 0, column, name.replace("_", " "), styles["head"])
    for row, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell, styles["body"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.header) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()


def _write(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, _cut(printable(cell)), style)
    elif cell is not None:
        sheet.write_number(row, column, cell, style)


def _cut(text: str) -> str:
    """What fits in a cell, counted as Excel counts: two for a character beyond the first 65,536."""
    if len(text) * 2 <= _LONGEST or len(text.encode("utf-16-le")) // 2 <= _LONGEST:
        return text
    room = _LONGEST - len(_CUT)
    kept = text[:room].encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return kept + _CUT
