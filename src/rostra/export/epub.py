"""An e-book, EPUB 3: a page for each phase, claims linked across pages, a table of contents for new readers and for old ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5

from rostra.colours import DARK, LIGHT
from rostra.debate import Debate
from rostra.disclosure import author, kind_of
from rostra.export.arranging import document
from rostra.export.document import Document, Speech
from rostra.export.languages import direction_of, tag_of
from rostra.export.words import one_line
from rostra.export.xhtml import Scribe
from rostra.export.xml import Child, Xml, element, join

_DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'
_CONTAINER = Xml(
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_XHTML = "application/xhtml+xml"
_FRONT = "title.xhtml"


@dataclass(frozen=True, slots=True)
class _Page:
    """A file of the book."""

    file: str
    title: str
    kind: str
    """What it is, of the vocabulary of EPUB."""
    body: Xml


def render(debate: Debate) -> bytes:
    """The whole book; the same bytes for the same debate."""
    doc = document(debate)
    pages = tuple(_pages(doc))
    contents: dict[str, str] = {
        "META-INF/container.xml": _DECLARED + _CONTAINER,
        "EPUB/package.opf": _DECLARED + _package(doc, pages),
        "EPUB/nav.xhtml": _written(doc, "Contents", _navigation(pages)),
        "EPUB/toc.ncx": _DECLARED + _old_navigation(doc, pages),
        "EPUB/style.css": _style(),
        **{f"EPUB/{page.file}": _written(doc, page.title, page.body) for page in pages},
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        # Readers look for this one first, and as it is.
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content.encode(), zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _pages(doc: Document) -> Iterator[_Page]:
    named = [(f"part-{number:02}.xhtml", part) for number, part in enumerate(doc.parts, start=1)]
    places: dict[str, str] = {}
    for file, part in named:
        for act in part.acts:
            for id_ in act.own if isinstance(act, Speech) else ():
                places.setdefault(id_, file)
    scribe = Scribe(doc, places)
    yield _Page(_FRONT, one_line(doc.title) or "A debate", "titlepage", join(*scribe.front()))
    for file, part in named:
        title = one_line(part.title)
        yield _Page(file, title or "Before the first phase", "chapter", _chapter(title, map(scribe.act, part.acts)))
    if doc.stances or doc.tallies or doc.abstained:
        yield _Page("votes.xhtml", "Votes and stances", "chapter", _chapter("Votes and stances", scribe.votes()))
    if doc.flow:
        yield _Page("flow.xhtml", "Flow sheet", "appendix", _chapter("Flow sheet", scribe.flow()))


def _chapter(title: str, body: Iterator[Xml]) -> Xml:
    return join(element("h1", {"dir": "auto"}, title) if title else None, *body)


def _written(doc: Document, title: str, body: Child) -> str:
    tag, direction = tag_of(doc.debate.scenario.language), direction_of(doc.debate.scenario.language)
    head = element(
        "head",
        {},
        element("title", {}, title or "Rostra"),
        element("meta", {"name": "description", "content": one_line(doc.disclosure)}),
        element("link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"}),
    )
    names = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
    spoken = {} if tag == "und" else {"lang": tag, "xml:lang": tag}
    page = element("html", {**names, **spoken, "dir": direction}, head, element("body", {}, body))
    return f"{_DECLARED}<!DOCTYPE html>\n{page}\n"


def _package(doc: Document, pages: Sequence[_Page]) -> Xml:
    manifest = [
        _item("nav", "nav.xhtml", _XHTML, properties="nav"),
        _item("ncx", "toc.ncx", "application/x-dtbncx+xml"),
        _item("style", "style.css", "text/css"),
        *(_item(_id(page), page.file, _XHTML) for page in pages),
    ]
    order = [element("itemref", {"idref": id_}) for id_ in (_id(pages[0]), "nav", *map(_id, pages[1:]))]
    rtl = direction_of(doc.debate.scenario.language) == "rtl"
    return element(
        "package",
        {
            "xmlns": "http://www.idpf.org/2007/opf",
            "version": "3.0",
            "unique-identifier": "id",
            "prefix": "rostra: urn:rostra:",
        },
        element("metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}, _about(doc)),
        element("manifest", {}, manifest),
        element("spine", {"toc": "ncx", "page-progression-direction": "rtl" if rtl else None}, order),
    )


def _about(doc: Document) -> Iterator[Xml]:
    debate = doc.debate
    when = debate.created.astimezone(UTC)
    yield element("dc:identifier", {"id": "id"}, _identifier(debate))
    yield element("dc:title", {}, one_line(doc.title) or "A debate")
    yield element("dc:creator", {}, author(debate))
    yield element("dc:language", {}, tag_of(debate.scenario.language))
    yield element("dc:date", {}, f"{when:%Y-%m-%dT%H:%M:%SZ}")
    yield element("dc:description", {}, one_line(doc.disclosure))
    yield element("dc:type", {}, kind_of(debate))
    for topic in filter(None, map(one_line, debate.scenario.topics)):
        yield element("dc:subject", {}, topic)
    facts = {
        "dcterms:modified": (f"{when:%Y-%m-%dT%H:%M:%SZ}",),
        "rostra:simulated": tuple(map(one_line, doc.simulated)),
        "schema:accessMode": ("textual",),
        "schema:accessModeSufficient": ("textual",),
        "schema:accessibilityFeature": (
            "structuralNavigation",
            "tableOfContents",
            "readingOrder",
            "displayTransformability",
        ),
        "schema:accessibilityHazard": ("none",),
        "schema:accessibilitySummary": (
            "Text alone: headings for phases, tables with headers, and links from every reply to its claim. "
            "Colour is never the only sign of who speaks.",
        ),
    }
    for name, values in facts.items():
        yield join(element("meta", {"property": name}, value) for value in values if value)


def _navigation(pages: Sequence[_Page]) -> Xml:
    rows = [element("li", {}, element("a", {"href": page.file, "dir": "auto"}, page.title)) for page in pages]
    first = pages[1] if len(pages) > 1 else pages[0]
    marks = [("toc", "nav.xhtml", "Contents"), ("titlepage", _FRONT, "Title"), ("bodymatter", first.file, "The debate")]
    landmarks = [element("li", {}, element("a", {"epub:type": kind, "href": file}, name)) for kind, file, name in marks]
    return join(
        element(
            "nav",
            {"epub:type": "toc", "role": "doc-toc", "id": "toc"},
            element("h1", {}, "Contents"),
            element("ol", {}, rows),
        ),
        element(
            "nav",
            {"epub:type": "landmarks", "hidden": "hidden"},
            element("h2", {}, "Places"),
            element("ol", {}, landmarks),
        ),
    )


def _old_navigation(doc: Document, pages: Sequence[_Page]) -> Xml:
    """What readers of EPUB 2 look for."""
    points = [
        element(
            "navPoint",
            {"id": f"point-{number}", "playOrder": number},
            element("navLabel", {}, element("text", {}, page.title)),
            element("content", {"src": page.file}),
        )
        for number, page in enumerate(pages, start=1)
    ]
    facts = {"dtb:uid": _identifier(doc.debate), "dtb:depth": "1", "dtb:totalPageCount": "0", "dtb:maxPageNumber": "0"}
    return element(
        "ncx",
        {"xmlns": "http://www.daisy.org/z3986/2005/ncx/", "version": "2005-1"},
        element("head", {}, [element("meta", {"name": name, "content": value}) for name, value in facts.items()]),
        element("docTitle", {}, element("text", {}, one_line(doc.title) or "A debate")),
        element("navMap", {}, points),
    )


def _identifier(debate: Debate) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'rostra:{debate.id}')}"


def _id(page: _Page) -> str:
    return page.file.removesuffix(".xhtml")


def _item(id_: str, file: str, media: str, **more: str) -> Xml:
    return element("item", {"id": id_, "href": file, "media-type": media, **more})


def _style() -> str:
    def seats(colours: Sequence[str]) -> str:
        return " ".join(f".c{index} {{ color: {colour}; }}" for index, colour in enumerate(colours))

    sheet = (files(__package__) / "assets" / "epub.css").read_text(encoding="utf-8")
    return f"{sheet}{seats(LIGHT)}\n@media (prefers-color-scheme: dark) {{ {seats(DARK)} }}\n"
