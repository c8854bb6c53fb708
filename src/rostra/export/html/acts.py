"""What happened, act by act, under the headings of its phases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rostra.colours import initials
from rostra.export.document import (
    STATUSES,
    Act,
    Aside,
    Asked,
    Document,
    Findings,
    Part,
    Remark,
    Ruling,
    Speaker,
    Speech,
    anchor_of,
)
from rostra.export.html.elements import Html, direction, join, name, tag, told
from rostra.export.html.words import Scribe, named
from rostra.flow import DONE, NOT_DUE, Line


def parts(doc: Document, scribe: Scribe) -> Html:
    """All phases."""
    lines = {line.claim.id: line for line in doc.flow}
    return join(*(_part(part, n, scribe, lines) for n, part in enumerate(doc.parts, start=1)), by="\n")


def part_anchor(number: int) -> str:
    """The name of the n-th part, from 1."""
    return f"part-{number}"


def face(who: Speaker, colour: str) -> Html:
    """Initials on the seat's colour; the name stands beside it."""
    called = who.seat.persona.display_name if who.seat else who.byline
    return tag("span", {"class": f"face {colour}", "aria-hidden": "true"}, initials(called) or "·")


def _part(part: Part, number: int, scribe: Scribe, lines: Mapping[str, Line]) -> Html:
    title = tag("h2", {}, name(part.title)) if part.title else None
    acts = (_act(act, scribe, lines) for act in part.acts)
    return tag("section", {"class": "part", "id": part_anchor(number)}, join(title, *acts, by="\n"))


def _act(act: Act, scribe: Scribe, lines: Mapping[str, Line]) -> Html:
    match act:
        case Speech():
            return _speech(act, scribe, lines)
        case Remark(text=text):
            return tag("p", {"class": "act remark", "dir": direction(text)}, text)
        case Asked(by=by, to=to, text=text):
            whom = join(" asks ", name(to)) if to else " asks"
            asked = join(tag("h3", {}, told(name(by), whom)), tag("p", {"dir": direction(text)}, text))
            return tag("article", {"class": "act asked"}, asked)
        case Aside(title=title, text=text):
            words = tag("div", {"class": "words"}, scribe.spoken(text))
            return tag("details", {"class": "act aside"}, tag("summary", {}, told(title)), words)
        case Findings():
            return _findings(act, scribe)
        case Ruling(judge=judge, winner=winner, sure=sure):
            finds = join("finds for ", tag("strong", {}, name(winner))) if winner else "finds for neither"
            said = tag("h3", {}, told(name(judge), " ", tag("span", {}, finds, sure)))
            return tag("article", {"class": "act ruling"}, said, scribe.pointed(act.verdict.reasons))


def _speech(act: Speech, scribe: Scribe, lines: Mapping[str, Line]) -> Html:
    seat = act.by.seat
    debates = seat is not None and seat.role == "debater"
    colour = scribe.colour(seat.name if seat else None)
    anchor = f"turn-{act.number}" if act.number else None
    link = {} if scribe.paper else {"href": f"#{anchor}", "aria-label": f"Turn {act.number}"}
    number = tag("span" if scribe.paper else "a", {"class": "number", **link}, str(act.number))
    header = tag(
        "header",
        {},
        face(act.by, colour) if debates else None,
        tag("h3", {"id": anchor if scribe.paper else None}, named(act.by.byline)),
        tag("span", {"class": "side"}, name(act.by.side)) if act.by.side else None,
        number if anchor else None,
    )
    words = tag("div", {"class": "words"}, scribe.spoken(act.text, act.own))
    kind = f"act turn {colour}" if debates else "act moderator"
    return tag(
        "article", {"class": kind, "id": None if scribe.paper else anchor}, header, words, _fates(act, scribe, lines)
    )


def _fates(act: Speech, scribe: Scribe, lines: Mapping[str, Line]) -> Html | None:
    """What became of each claim of a turn, with the way to its answers."""
    items = [
        tag("li", {}, join(*_fate(lines[id_], scribe), by=" "))
        for id_ in act.own
        if id_ in lines and _has_fate(lines[id_])
    ]
    return tag("ul", {"class": "fates"}, join(*items, by=" ")) if items else None


def _has_fate(line: Line) -> bool:
    return bool(line.answers) or line.status not in NOT_DUE


def _fate(line: Line, scribe: Scribe) -> Iterator[Html]:
    yield tag("a", {"class": "of", "href": f"#{anchor_of(line.claim.id)}"}, line.claim.id)
    if not line.answers:
        yield tag("span", {"class": f"fate {line.status}"}, STATUSES[line.status])
    for done, by in answers(line, scribe):
        yield told(done, " ", by)


def answers(line: Line, scribe: Scribe) -> Iterator[tuple[str, Html]]:
    """What was done to a claim, and where, or by whom where nothing was claimed with it."""
    for answer in line.answers:
        by = scribe.badge(answer.by) if answer.by else name(scribe.doc.name(answer.seat))
        yield DONE[answer.relation], by


def _findings(act: Findings, scribe: Scribe) -> Html:
    by = tag("h3", {"class": "by"}, named(act.by.byline)) if act.by else None
    text = tag("div", {"class": "words"}, scribe.spoken(act.text)) if act.text else None
    sections = (
        tag("section", {}, tag("h3", {}, tag("bdi", {}, scribe.inline(section.title))), scribe.pointed(section.points))
        for section in act.sections
    )
    return tag("article", {"class": "act findings"}, by, text, sections)
