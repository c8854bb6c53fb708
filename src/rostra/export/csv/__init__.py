"""Tables as CSV: RFC 4180, in UTF-8 with a byte order mark, without which Excel takes it for another encoding; pandas and R pass over it.

CSV has no place for a remark: every row has the disclosure in its last column. A text that a spreadsheet would run as a formula has an
apostrophe before it; numbers stay numbers.
"""

from __future__ import annotations

import csv
import io

from rostra.export.tables import Cell, Table

BOM = "\ufeff"
_RUNS = ("=", "+", "-", "@", "\t", "\n")


def written(table: Table) -> str:
    """The table as CSV, the header first."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([_inert(cell) for cell in row] for row in table.rows)
    return BOM + page.getvalue()


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUNS) else cell
