"""New debates as feeds: Atom and JSON Feed. Addresses stand in them only where it is known where the site stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from rostra.disclosure import kind_of
from rostra.export.words import one_line
from rostra.publishing.listed import Listed, Site, disclosed, urn_of

_ATOM = "http://www.w3.org/2005/Atom"
_AUTHOR = "Rostra"


def atom(listed: Sequence[Listed], site: Site) -> str:
    """RFC 4287."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", site.title)
    _add(feed, "subtitle", disclosed(listed))
    _add(feed, "id", _id(site))
    _add(feed, "updated", _when(max(each.updated for each in listed)))
    _add(_add(feed, "author"), "name", _AUTHOR)
    _add(feed, "generator", "Rostra")
    if site.base_url:
        _add(feed, "link", rel="self", href=site.absolute("feed.xml"))
        _add(feed, "link", rel="alternate", href=site.absolute("index.html"))
    for each in listed:
        entry = _add(feed, "entry")
        _add(entry, "title", each.doc.title)
        _add(entry, "id", each.urn)
        _add(entry, "published", _when(each.debate.created))
        _add(entry, "updated", _when(each.updated))
        for term in (kind_of(each.debate), *each.debate.scenario.topics):
            _add(entry, "category", term=term)
        if each.address:
            _add(entry, "link", rel="alternate", type="text/html", href=each.address)
        _add(entry, "content", _told(each), type="text")
    ElementTree.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(feed, encoding="unicode")}\n'


def json_feed(listed: Sequence[Listed], site: Site) -> str:
    """JSON Feed 1.1."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(site.title),
        "description": disclosed(listed),
        "authors": [{"name": _AUTHOR}],
        "items": [_item(each) for each in listed],
    }
    if site.base_url:
        feed |= {"home_page_url": site.absolute("index.html"), "feed_url": site.absolute("feed.json")}
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"


def _item(each: Listed) -> dict[str, Any]:
    return {
        "id": each.urn,
        "title": one_line(each.doc.title),
        "content_text": one_line(_told(each)),
        "date_published": _when(each.debate.created),
        "date_modified": _when(each.updated),
        "tags": [kind_of(each.debate), *map(one_line, each.debate.scenario.topics)],
        "_rostra": {"simulated": list(map(one_line, each.doc.simulated)), "disclosure": each.doc.disclosure},
    } | ({"url": each.address} if each.address else {})


def _told(each: Listed) -> str:
    cast = ", ".join(who.byline for who in each.doc.cast)
    return f"{each.doc.disclosure} Motion: {each.doc.motion} With {cast}."


def _id(site: Site) -> str:
    return site.absolute("") or urn_of(f"rostra:site:{site.title}")


def _when(moment: datetime) -> str:
    return moment.isoformat()


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(
        parent, f"{{{_ATOM}}}{name}", {key: one_line(value) for key, value in attributes.items()}
    )
    child.text = one_line(text) or None
    return child
