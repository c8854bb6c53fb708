"""The pages that are no debate: the list, and what this is and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from rostra.export.document import Speaker
from rostra.export.html.acts import face
from rostra.export.html.elements import Attributes, Html, join, name, tag
from rostra.export.html.front import when
from rostra.export.html.shell import Page, asset, colours, whole
from rostra.export.html.words import Scribe, named
from rostra.export.languages import tag_of
from rostra.forking import origin
from rostra.publishing.listed import Listed, Site, disclosed

_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_TOPICS = 4
"""Shown of each debate; a scenario may have many, to be found by."""
_LINK = re.compile(r"https?://[^\s<>\"']+")


def index(listed: Sequence[Listed], site: Site) -> str:
    """The list, the newest first, and the search."""
    search = tag(
        "search",
        {"class": "search", "hidden": True},
        tag("label", {"for": "words"}, "Search titles, claims and turns"),
        tag("input", {"type": "search", "id": "words", "autocomplete": "off", "spellcheck": "false"}),
        tag("p", {"class": "found", "role": "status"}),
        tag("ol", {"class": "results"}),
    )
    debates = tag("ol", {"class": "debates"}, join(*map(_item, listed), by="\n"))
    count = f"{len(listed)} debates" if len(listed) > 1 else "One debate"
    body = join(
        tag("header", {"class": "head"}, tag("h1", {}, name(site.title)), tag("p", {"class": "kicker"}, count)),
        tag("main", {}, search, debates),
    )
    return _page(listed, site, site.title, body, "index.html", script=asset("page.js") + _own("search.js"))


def about(listed: Sequence[Listed], site: Site) -> str:
    """What this is, who is simulated, and how to have something taken down."""
    people = sorted({person for each in listed for person in each.doc.simulated}, key=str.casefold)
    models = sorted(
        {
            seat.model or "offline"
            for each in listed
            for seat in each.debate.all_debaters
            if not (seat.human or seat.imported)
        }
    )
    body = tag(
        "main",
        {"class": "about"},
        tag("h1", {}, "About these debates"),
        tag(
            "p",
            {},
            "Each debate was staged by a program, Rostra. A persona is a short file that describes somebody’s views; a computer spoke in "
            "its place. The sentences are not quotations, and no conclusion about what anybody thinks can be drawn from them.",
        ),
        _writers(models),
        tag("h2", {}, "Who is simulated"),
        tag("ul", {}, (tag("li", {}, name(person)) for person in people))
        if people
        else tag("p", {}, "No real person."),
        tag("h2", {"id": "removal"}, "Removal"),
        tag("p", {}, *_removal(site)),
    )
    return _page(listed, site, f"About · {site.title}", body, "about.html", script=asset("page.js"), home=True)


def notice(site: Site, address: str) -> Html:
    """The way from any page to the publisher."""
    return tag("p", {"class": "about"}, tag("a", {"href": address}, "About these debates, and how to have one removed"))


def _writers(models: Sequence[str]) -> Html | None:
    if not models:
        return None
    said = join("Words were written by: ", join(*(tag("code", {}, model) for model in models), by=", "), ".")
    if "offline" in models:
        said = join(
            said,
            " ",
            tag("code", {}, "offline"),
            " is no language model: it puts sentences of a persona’s file together.",
        )
    return tag("p", {}, said)


def _removal(site: Site) -> Iterator[Html | str]:
    yield "If you are named here and want a debate or a persona taken down, or something in it mended, "
    contact = site.contact.strip()
    if not contact:
        yield "ask whoever gave you the address of this site."
    elif _MAIL.fullmatch(contact):
        yield join("write to ", tag("a", {"href": f"mailto:{contact}"}, contact), ".")
    elif _LINK.fullmatch(contact):
        yield join("say so at ", tag("a", {"href": contact, "rel": "noreferrer"}, contact), ".")
    else:
        yield join("turn to: ", name(contact))


def _item(each: Listed) -> Html:
    doc, scribe = each.doc, Scribe(each.doc)
    facts = [
        name(each.debate.format.title),
        when(each.debate),
        f"{len(each.debate.turns)} turns",
        "has not ended" if each.open else None,
    ]
    people = (_person(who, scribe) for who in doc.cast)
    topics = each.debate.scenario.topics[:_TOPICS]
    return tag(
        "li",
        {"lang": tag_of(each.debate.scenario.language)},
        tag("h2", {}, tag("a", {"href": each.path}, name(doc.title))),
        tag("p", {"class": "motion"}, name(doc.motion)) if doc.motion != doc.title else None,
        tag("ul", {"class": "people", "aria-label": "The cast"}, people),
        tag("p", {"class": "facts", "lang": "en"}, join(*facts, by=" · ")),
        tag("p", {"class": "facts"}, name(origin(each.debate))) if origin(each.debate) else None,
        tag("ul", {"class": "topics", "aria-label": "Topics"}, (tag("li", {}, name(topic)) for topic in topics))
        if topics
        else None,
    )


def _person(who: Speaker, scribe: Scribe) -> Html:
    colour = scribe.colour(who.seat.name if who.seat else None)
    return tag("li", {"class": colour}, face(who, colour), named(who.byline))


def _page(
    listed: Sequence[Listed], site: Site, title: str, body: Html, path: str, *, script: str, home: bool = False
) -> str:
    feeds: list[Attributes] = [
        {"rel": "alternate", "type": "application/atom+xml", "title": site.title, "href": "feed.xml"},
        {"rel": "alternate", "type": "application/feed+json", "title": site.title, "href": "feed.json"},
    ]
    address, said = site.absolute(path), disclosed(listed)
    robots = [] if site.indexed else [("robots", "noindex, nofollow, noarchive")]
    up = tag(
        "nav", {"class": "home", "aria-label": "Site"}, tag("a", {"href": "index.html", "rel": "up"}, f"← {site.title}")
    )
    addresses = (tag("a", {"href": f"feed.{kind}"}, title) for kind, title in (("xml", "Atom"), ("json", "JSON")))
    feed_links = tag("p", {}, "New debates as a feed: ", join(*addresses, by=", "), ".")
    return whole(
        Page(
            title=title,
            body=join(
                tag("p", {"class": "disclosure", "role": "note"}, tag("span", {}, said)),
                up if home else None,
                tag("div", {"class": "site"}, body),
                tag("footer", {}, feed_links, None if home else notice(site, "about.html")),
                by="\n",
            ),
            style=colours() + asset("page.css") + _own("site.css"),
            script=script,
            meta=(*robots, ("generator", "Rostra"), ("description", said), ("rostra:disclosure", said)),
            links=(*([{"rel": "canonical", "href": address}] if address else []), *feeds),
            beside=("search-data.js",) if path == "index.html" else (),
        )
    )


@cache
def _own(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")
