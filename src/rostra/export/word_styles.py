"""How a Word document looks, and what it says of itself: styles, lists, page, running lines, properties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from importlib.resources import files
from string import Template
from typing import Any

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.shared import Mm

from rostra.colours import GROUNDS, INKS, LIGHT, NOBODY
from rostra.disclosure import author, kind_of
from rostra.export.document import Document
from rostra.export.languages import direction_of, tag_of
from rostra.export.wordml import NAMESPACE, field, is_rtl, paragraph, run, w
from rostra.export.words import one_line
from rostra.export.xml import Xml, element

_EAST_ASIAN = {"ja": "Yu Gothic", "ko": "Malgun Gothic", "zh": "Microsoft YaHei"}
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_COMPATIBILITY = (
    f'<w:compat xmlns:w="{NAMESPACE}"><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
"""Without it Word opens the document as one of 2007."""


def dress(docx: Docx, doc: Document, lists: Sequence[int]) -> None:
    """Styles, page and properties. `lists` are the first numbers of numbered lists, which have the numbers 3, 4, …"""
    _replace(docx.part._styles_part, _styles(tag_of(doc.debate.scenario.language)))
    _replace(docx.part.numbering_part, _lists(lists))
    docx.settings.element.append(parse_xml(_COMPATIBILITY))
    _page(docx, doc)
    _properties(docx, doc)


def parsed(markup: Xml) -> Any:
    """What stands inside of markup, as python-docx holds it."""
    return list(parse_xml(element("w:body", {"xmlns:w": NAMESPACE}, markup)))


def _replace(part: Any, markup: str) -> None:
    part._element = parse_xml(markup)


def _styles(tag: str) -> str:
    first, low = tag.split("-")[0].lower(), tag.lower()
    east = "Microsoft JhengHei" if low.startswith(_TRADITIONAL) else _EAST_ASIAN.get(first, "Yu Gothic")
    known = tag if tag != "und" else "en-US"
    sheet = (files(__package__) / "assets" / "word_styles.xml").read_text(encoding="utf-8")
    return Template(sheet).substitute(
        east=east,
        latin=known,
        asian=known if first in _EAST_ASIAN else "ja-JP",
        bidi=known if direction_of(tag) == "rtl" else "ar-SA",
        ink=INKS["light"].lstrip("#"),
        soft=NOBODY[0].lstrip("#"),
        apart=GROUNDS["light"][1].lstrip("#"),
        main=LIGHT[0].lstrip("#"),
    )


def _lists(firsts: Sequence[int]) -> str:
    """Bullets are list 1, numbers from one list 2; every other numbered list begins anew."""
    kinds = [_kind(0, "bullet", "•"), _kind(1, "decimal", "%1.")]
    lists = [_list(1, 0), _list(2, 1), *(_list(number, 1, first) for number, first in enumerate(firsts, start=3))]
    return element("w:numbering", {"xmlns:w": NAMESPACE}, kinds, lists)


def _kind(number: int, format_: str, text: str) -> Xml:
    look = w("pPr", None, w("ind", None, left=454, hanging=284))
    level = w("lvl", None, w("start", 1), w("numFmt", format_), w("lvlText", text), w("lvlJc", "left"), look, ilvl=0)
    return w("abstractNum", None, w("multiLevelType", "singleLevel"), level, abstractNumId=number)


def _list(number: int, kind: int, first: int | None = None) -> Xml:
    begins = None if first is None else w("lvlOverride", None, w("startOverride", first), ilvl=0)
    return w("num", None, w("abstractNumId", kind), begins, numId=number)


def _page(docx: Docx, doc: Document) -> None:
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    if direction_of(doc.debate.scenario.language) == "rtl":
        section._sectPr.append(parse_xml(f'<w:bidi xmlns:w="{NAMESPACE}"/>'))
    title = one_line(doc.title)
    tab = w("r", None, w("tab"))
    pages = [field("PAGE", "1"), run(" / "), field("NUMPAGES", "1")]
    _running(section.header, paragraph("Header", run(title), rtl=is_rtl(title)))
    _running(section.footer, paragraph("Footer", run(kind_of(doc.debate).capitalize()), tab, pages))


def _running(place: Any, line: Xml) -> None:
    place.is_linked_to_previous = False
    holder = place._element
    for old in list(holder):
        holder.remove(old)
    holder.extend(parsed(line))


def _properties(docx: Docx, doc: Document) -> None:
    debate, said = doc.debate, docx.core_properties
    when = debate.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    said.title, said.subject = _short(doc.title), _short(doc.motion)
    said.author = author(debate)
    said.last_modified_by = "Rostra"
    said.comments = doc.disclosure[:255]
    said.category = kind_of(debate).capitalize()
    said.keywords = _short(", ".join([kind_of(debate), *map(one_line, debate.scenario.topics)]))
    said.identifier = _short(debate.id)
    said.language = tag_of(debate.scenario.language)
    said.created, said.modified, said.revision = when, when, 1
    said.content_status = kind_of(debate).partition(" ")[0].capitalize()


def _short(text: str) -> str:
    """The format allows properties of 255 characters."""
    return one_line(text)[:255]
