"""One page that holds a debate whole: to be read, printed, searched and played, on any disk, without a network.

The document is here without any script; the script adds the switch between light and dark, and the player.
"""

from __future__ import annotations

from dataclasses import dataclass

from rostra.debate import Debate
from rostra.disclosure import kind_of
from rostra.export.arranging import document
from rostra.export.document import Document
from rostra.export.html import acts, front, results
from rostra.export.html.described import described, metadata
from rostra.export.html.elements import Html, join, tag
from rostra.export.html.graph import graph
from rostra.export.html.shell import Page, asset, colours, whole
from rostra.export.html.words import Scribe
from rostra.export.languages import direction_of, tag_of


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a page stands, when it stands among others."""

    home: tuple[str, str] | None = None
    """The address of the page that lists them, and its title."""
    downloads: tuple[tuple[str, str], ...] = ()
    """Addresses of the same debate in other formats, and their titles."""
    notice: Html | None = None
    """What else is to be said at the end."""
    indexed: bool = False
    """Whether search engines may list it."""
    address: str = ""
    """Its own, absolute; empty where it has none."""


def render(debate: Debate) -> str:
    """The page."""
    return page(document(debate))


def page(doc: Document, setting: Setting | None = None) -> str:
    """The page of a document, in its setting."""
    setting = setting or Setting()
    address = ({"rel": "canonical", "href": setting.address},) if setting.address else ()
    language = doc.debate.scenario.language
    body, drawn = _body(doc, setting)
    return whole(
        Page(
            title=f"{doc.title} · {kind_of(doc.debate)}",
            body=body,
            language=tag_of(language),
            direction=direction_of(language),
            style=style(drawn),
            script=asset("page.js") + asset("reading.js") + asset("player.js"),
            meta=metadata(doc, indexed=setting.indexed),
            links=address,
            data=described(doc, setting.address),
        )
    )


def style(drawn: str = "") -> str:
    """The style sheet of a debate's page, `drawn` being that of the picture in it."""
    return colours() + asset("page.css") + drawn + asset("debate.css") + asset("print.css")


def _body(doc: Document, setting: Setting) -> tuple[Html, str]:
    scribe = Scribe(doc)
    votes, flow, (map_, drawn) = results.votes(doc, scribe), results.flow(doc, scribe, folded=True), graph(doc.debate)
    others = (("votes", "Votes and stances", votes), ("flow", "Flow sheet", flow), ("map", "Argument map", map_))
    after = join(votes, flow, map_)
    body = join(
        front.disclosure(doc),
        _bar(setting),
        tag("div", {"class": "sheet"},
            front.head(doc, scribe),
            front.contents(doc, tuple((anchor, title) for anchor, title, there in others if there)),
            tag("main", {}, acts.parts(doc, scribe), tag("div", {"class": "after"}, after) if after else None),
        ),
        tag("footer", {}, _downloads(setting), results.colophon(doc), setting.notice),
        by="\n",
    )  # fmt: skip
    return body, drawn


def _bar(setting: Setting) -> Html | None:
    """The way home. The page's script adds its buttons to it."""
    if setting.home is None:
        return None
    address, title = setting.home
    return tag("nav", {"class": "home", "aria-label": "Site"}, tag("a", {"href": address, "rel": "up"}, f"← {title}"))


def _downloads(setting: Setting) -> Html | None:
    if not setting.downloads:
        return None
    links = (tag("a", {"href": address, "download": True}, title) for address, title in setting.downloads)
    return tag("p", {"class": "downloads"}, "The same debate as ", join(*links, by=", "), ".")


__all__ = ["Setting", "page", "render"]
