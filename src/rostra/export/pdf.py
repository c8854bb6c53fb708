"""PDF, for paper and the archive: the words of the HTML page under a style sheet of their own, with bookmarks and page numbers.

Nothing is fetched while it is made. The same debate gives the same bytes: the time in the file is the debate's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NoReturn

from rostra.colours import LIGHT, NOBODY
from rostra.debate import Debate
from rostra.disclosure import author
from rostra.errors import RostraError
from rostra.export.arranging import document
from rostra.export.document import Document
from rostra.export.html import acts, front, results
from rostra.export.html.described import keywords
from rostra.export.html.elements import Html, join, tag
from rostra.export.html.printed_map import PICTURE, printed
from rostra.export.html.shell import Page, asset, whole
from rostra.export.html.words import Scribe
from rostra.export.languages import direction_of, tag_of

_EPOCH = "SOURCE_DATE_EPOCH"
_ISOLATION = re.compile("</?bdi(?: [^>]*)?>")
_RIGHT_TO_LEFT = re.compile(
    '[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]|dir="rtl'
)
_WRITING = Lock()
"""Pango lays out one document at a time."""
_LIBRARIES = ("cannot load library", "pango", "gobject", "harfbuzz", "fontconfig")


def render(debate: Debate) -> bytes:
    """The document. `RostraError` where this system has no Pango to lay out text with."""
    with _libraries():
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcherResponse

    page, picture = _page(document(debate))

    def fetched(url: str) -> URLFetcherResponse:
        if url != PICTURE:
            _refused(url)
        return URLFetcherResponse(url, picture.encode(), {"Content-Type": "image/svg+xml"})

    made = weasyprint.HTML(string=_lean(page), url_fetcher=fetched, base_url="about:blank")
    identifier = debate.id.encode(errors="replace")
    with _WRITING, _timeless():
        return bytes(made.write_pdf(pdf_identifier=identifier, pdf_tags=True, font_config=FontConfiguration()))


def ready() -> None:
    """`ImportError` without WeasyPrint, `RostraError` without Pango."""
    with _libraries():
        import weasyprint  # noqa: F401


def _page(doc: Document) -> tuple[str, str]:
    """The page, and the picture in it."""
    language = doc.debate.scenario.language
    created = doc.debate.created.isoformat()
    map_, map_page, picture = printed(doc.debate)
    page = whole(
        Page(
            title=doc.title,
            body=_body(doc, map_),
            language=tag_of(language),
            direction=direction_of(language),
            style=_colours() + asset("paper.css") + map_page,
            meta=(
                ("author", author(doc.debate)),
                ("description", doc.disclosure),
                ("keywords", ", ".join((*keywords(doc), *(f"{name} (simulated)" for name in doc.simulated)))),
                ("generator", "Rostra"),
                ("dcterms.created", created),
                ("dcterms.modified", created),
            ),
        )
    )
    return page, picture


def _body(doc: Document, map_: Html | None) -> Html:
    scribe = Scribe(doc, paper=True)
    return join(
        front.disclosure(doc),
        front.head(doc, scribe),
        acts.parts(doc, scribe),
        results.votes(doc, scribe),
        results.flow(doc, scribe, folded=False),
        tag("footer", {}, results.colophon(doc)),
        map_,
        by="\n",
    )


def _lean(page: str) -> str:
    """A page that has nothing written from the right in it needs no isolation from it; every box costs time."""
    return page if _RIGHT_TO_LEFT.search(page) else _ISOLATION.sub("", page)


def _colours() -> str:
    """Each seat's colour on paper; as a text colour, which drawings take up too."""
    named = {**{f"c{n}": colour for n, colour in enumerate(LIGHT)}, "cx": NOBODY[0]}
    return "".join(
        f".{name}.badge,.{name} h3,.{name} strong,.{name}.by,.{name}.id{{color:{colour}}}.face.{name}{{background:{colour}}}"
        for name, colour in named.items()
    )


@contextmanager
def _libraries() -> Iterator[None]:
    """A library of the system that is missing, told as what to do about it."""
    try:
        yield
    except OSError as error:
        if not any(sign in str(error).lower() for sign in _LIBRARIES):
            raise
        raise RostraError(
            "PDF needs Pango, which this system does not have.",
            remedy="`make system-deps` installs it; or export .html and print that.",
        ) from error


@contextmanager
def _timeless() -> Iterator[None]:
    """A font that is cut to what is used has no date of today in it."""
    before = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = "0"
    try:
        yield
    finally:
        del os.environ[_EPOCH]
        if before is not None:
            os.environ[_EPOCH] = before


def _refused(url: str) -> NoReturn:
    raise ValueError(f"{url} is not fetched: everything is in the document.")
