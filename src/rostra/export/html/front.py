"""What stands before the first word: what this is, what is in debate, and among whom."""

from __future__ import annotations

from collections.abc import Iterator

from rostra.debate import Debate
from rostra.disclosure import kind_of
from rostra.export.document import Document, Speaker, Speech, model_of
from rostra.export.html.acts import face, part_anchor
from rostra.export.html.elements import Html, join, name, tag, told
from rostra.export.html.words import Scribe, named


def disclosure(doc: Document) -> Html:
    """First on the page."""
    return tag(
        "p", {"class": "disclosure", "role": "note", "lang": "en", "dir": "ltr"}, tag("span", {}, doc.disclosure)
    )


def head(doc: Document, scribe: Scribe) -> Html:
    """Title and motion, the cast, the background."""
    return tag(
        "header",
        {"class": "head"},
        tag("p", {"class": "kicker"}, told(name(doc.debate.format.title), " · ", when(doc.debate))),
        tag("h1", {"data-kind": kind_of(doc.debate) if scribe.paper else None}, name(doc.title)),
        tag("p", {"class": "motion"}, name(doc.motion)) if doc.motion != doc.title else None,
        tag("ul", {"class": "cast", "aria-label": "The cast"}, (_card(who, scribe) for who in doc.cast)),
        _background(doc, scribe),
    )


def when(debate: Debate) -> Html:
    """The day it was made."""
    return tag("time", {"datetime": debate.created.isoformat()}, f"{debate.created.day} {debate.created:%B %Y}")


def _background(doc: Document, scribe: Scribe) -> Html | None:
    """What everybody was given to read."""
    if not doc.background:
        return None
    words = tag("div", {"class": "words"}, scribe.spoken(doc.background, by=" "))
    return tag("details", {"class": "background"}, tag("summary", {}, told("Background everybody was given")), words)


def contents(doc: Document, others: tuple[tuple[str, str], ...]) -> Html:
    """The way into each phase, and to what stands after the last: anchors and titles."""
    items = [tag("li", {}, link) for link in _links(doc)]
    items += [tag("li", {}, tag("a", {"href": f"#{anchor}"}, title)) for anchor, title in others]
    return tag("nav", {"class": "contents", "aria-label": "Contents"}, tag("ol", {}, items))


def _links(doc: Document) -> Iterator[Html]:
    for number, part in enumerate(doc.parts, start=1):
        if part.title:
            count = sum(isinstance(act, Speech) and act.number is not None for act in part.acts)
            turns = tag("span", {"class": "count", "title": f"{count} turns"}, str(count)) if count > 1 else None
            yield join(tag("a", {"href": f"#{part_anchor(number)}"}, name(part.title)), turns)


def _card(who: Speaker, scribe: Scribe) -> Html:
    seat = who.seat
    assert seat is not None  # a debater has one
    facts = [
        tag("span", {"class": "side"}, name(seat.side)) if seat.side else None,
        join("claims ", tag("b", {}, seat.mark)) if seat.mark else None,
        name(model_of(seat)),
    ]
    return tag(
        "li",
        {"class": scribe.colour(seat.name)},
        face(who, scribe.colour(seat.name)),
        tag(
            "p", {}, tag("strong", {}, named(who.byline)), tag("span", {"class": "facts"}, told(join(*facts, by=" · ")))
        ),
    )
