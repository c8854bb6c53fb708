"""WordprocessingML as values: runs, paragraphs, links, tables. Built as text and parsed once, which is fast where python-docx is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rostra.export.xml import Child, Xml, element, join

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WIDE = 9638
"""Twentieths of a point between the margins: 17 cm."""
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(rf"([{_RIGHT}](?:[{_RIGHT}\W\d]*[{_RIGHT}])?)")
_LONGEST_TIP = 250
"""Characters; Word refuses more than 260."""


def w(name: str, value: str | int | None = None, /, *children: Child, **attributes: str | int | None) -> Xml:
    """An element of the namespace; `value` is its `w:val`."""
    given = {"w:val": value, **{f"w:{key}": each for key, each in attributes.items()}}
    return element(f"w:{name}", given, *children)


def run(text: str, style: str = "", colour: str = "") -> Xml:
    """Words in one look; what is written from right to left says so."""
    pieces = _RIGHT_TO_LEFT.split(text)
    return join(_run(piece, style, colour, index % 2 == 1) for index, piece in enumerate(pieces) if piece)


def _run(text: str, style: str, colour: str, rtl: bool) -> Xml:
    look = [
        w("rStyle", style) if style else None,
        w("color", colour.lstrip("#")) if colour else None,
        w("rtl") if rtl else None,
    ]
    said = element("w:t", {"xml:space": "preserve"}, text)
    return w("r", None, w("rPr", None, look) if any(look) else None, said)


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((each != "L" for each in directions if each in ("L", "R", "AL")), False)


def paragraph(style: str, *children: Child, rtl: bool = False, number: int | None = None) -> Xml:
    """A paragraph; `number` is the list it is an item of."""
    numbered = w("numPr", None, w("ilvl", 0), w("numId", number)) if number is not None else None
    return w("p", None, w("pPr", None, w("pStyle", style), numbered, w("bidi") if rtl else None), *children)


def line_break() -> Xml:
    """A new line of the same paragraph."""
    return w("r", None, w("br"))


def link(anchor: str, *children: Child, tip: str = "") -> Xml:
    """What leads to a bookmark."""
    return w("hyperlink", None, *children, anchor=anchor, tooltip=tip[:_LONGEST_TIP] or None, history=1)


def bookmark(number: int, name: str, *children: Child) -> Xml:
    """A place that can be led to; `number` is its own in the document, and so is the name."""
    return join(w("bookmarkStart", None, id=number, name=name), *children, w("bookmarkEnd", None, id=number))


def field(code: str, shown: str) -> Xml:
    """What Word counts; `shown` until it does."""
    return w("fldSimple", None, run(shown), instr=f" {code} ")


def contents(entries: Sequence[tuple[str, str]], title: str) -> Xml:
    """A table of contents that can be updated, and need not be: titles and bookmarks as they are now."""
    begin = join(
        w("r", None, w("fldChar", None, fldCharType="begin")),
        w("r", None, element("w:instrText", {"xml:space": "preserve"}, r' TOC \o "1-1" \n \h \z \u ')),
        w("r", None, w("fldChar", None, fldCharType="separate")),
    )
    rows = [
        paragraph("TOC1", begin if index == 0 else None, link(anchor, run(said)), rtl=is_rtl(said))
        for index, (said, anchor) in enumerate(entries)
    ]
    end = paragraph("TOC1", w("r", None, w("fldChar", None, fldCharType="end")))
    part = w("docPartObj", None, w("docPartGallery", "Table of Contents"), w("docPartUnique"))
    heading = paragraph("TOCHeading", run(title))
    return w("sdt", None, w("sdtPr", None, part), w("sdtContent", None, heading, rows, end))


def table(
    caption: str, widths: Sequence[int], head: Sequence[str], rows: Iterable[Sequence[Child]], *, rtl: bool = False
) -> Xml:
    """A table of cells (paragraphs); its head stands on each page. `widths` are shares of the page's."""
    columns = [WIDE * width // sum(widths) for width in widths]
    look = w(
        "tblPr",
        None,
        w("tblStyle", "RostraTable"),
        w("bidiVisual") if rtl else None,
        w("tblW", None, w=sum(columns), type="dxa"),
        w("tblLayout", None, type="fixed"),
        w("tblLook", None, firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", caption),
    )
    named = [paragraph("TableHead", run(name)) for name in head]
    return join(
        w(
            "tbl",
            None,
            look,
            w("tblGrid", None, [w("gridCol", None, w=width) for width in columns]),
            _row(columns, named, w("trPr", None, w("cantSplit"), w("tblHeader"))),
            [_row(columns, row, w("trPr", None, w("cantSplit"))) for row in rows],
        ),
        paragraph("AfterTable"),
    )


def _row(columns: Sequence[int], cells: Sequence[Child], look: Xml) -> Xml:
    widths = [w("tcPr", None, w("tcW", None, w=width, type="dxa")) for width in columns]
    return w("tr", None, look, [w("tc", None, width, cell) for width, cell in zip(widths, cells, strict=True)])
