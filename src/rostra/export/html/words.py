"""What somebody said, as elements: paragraphs and lists, claim numbers as badges that lead to the claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rostra.colours import LIGHT, NOBODY, colour_of
from rostra.debate import Point
from rostra.export.document import Document, anchor_of
from rostra.export.html.elements import Html, direction, join, name, tag
from rostra.export.prose import Bullets, Number, Reference, Span, Words, line, prose

_SIMULATED = " (simulated)"


class Scribe:
    """Writes the texts of one document: it knows whose claim a number is, and what it says.

    `paper`: for print. No style sheet reaches into pictures there, nothing is shown under a mouse, and anchors stand on
    elements with little in them: whatever is inside of one is styled anew each time, what is not is styled once.
    """

    def __init__(self, doc: Document, *, paper: bool = False) -> None:
        self.doc = doc
        self.paper = paper
        seats = {seat.mark: seat for seat in doc.debate.cast if seat.mark}
        self._claims = {claim.id: claim.text for entry in doc.debate.claimants for claim in entry.claims}
        self._by = {id_: seats.get(id_.rstrip("0123456789.")) for id_ in self._claims}
        self._colours = {
            seat.name: f"c{n}"
            for seat in doc.debate.all_debaters
            if (n := colour_of(doc.debate, seat.name)) is not None
        }

    def colour(self, seat: str | None) -> str:
        """The class that gives a seat's colour."""
        return self._colours.get(seat or "", "cx")

    def ink(self, colour: str) -> str:
        """What a drawing in that colour is drawn with."""
        if not self.paper:
            return "currentColor"
        return NOBODY[0] if colour == "cx" else LIGHT[int(colour[1:])]

    def spoken(self, text: str, own: Collection[str] = (), *, by: str = "<br>") -> Html:
        """Blocks. `by`: what stands between the lines of one; a space for text that was broken only to fit a file."""
        blocks = []
        for block in prose(text, own):
            if isinstance(block, Bullets):
                kind, start = ("ul", None) if block.first is None else ("ol", block.first if block.first != 1 else None)
                items = (tag("li", {}, self.spans(item)) for item in block.items)
                blocks.append(tag(kind, {"start": start, "dir": _way(block.items)}, items))
            else:
                blocks.append(tag("p", {"dir": _way(block.lines)}, join(*map(self.spans, block.lines), by=by)))
        return join(*blocks)

    def inline(self, text: str, own: Collection[str] = ()) -> Html:
        """One line."""
        return self.spans(line(text, own))

    def spans(self, spans: Iterable[Span]) -> Html:
        """The parts of a line."""
        return join(*map(self._span, spans))

    def pointed(self, points: Collection[Point]) -> Html:
        """Points as a list, each with the claims that it rests on."""
        way = direction(" ".join(point.text for point in points))
        return tag("ul", {"dir": way}, (tag("li", {}, p.text, " ", self.cited(p.cites)) for p in points))

    def cited(self, ids: Iterable[str]) -> Html:
        """Badges in a row."""
        return join(*map(self.badge, ids), by=" ")

    def badge(self, id_: str) -> Html:
        """A number that leads to its claim; without one, just the number."""
        seat = self._by.get(id_)
        if id_ not in self.doc.known:
            return tag("span", {"class": "badge cx"}, id_)
        said = None if self.paper else f"{seat.persona.display_name if seat else id_}: {self._claims.get(id_, '')}"
        kind = f"badge to {self.colour(seat.name if seat else None)}"
        return tag("a", {"class": kind, "href": f"#{anchor_of(id_)}", "title": said}, id_)

    def _span(self, span: Span) -> Html:
        match span:
            case Words(text=said, look=""):
                return join(said)
            case Words(text=said, look=look):
                return tag(look, {}, said)
            case Number(id=id_):
                seat = self._by.get(id_)
                kind = f"badge {self.colour(seat.name if seat else None)}"
                anchor = anchor_of(id_)
                if self.paper:
                    return tag("span", {"class": kind, "id": anchor}, id_)
                return tag("a", {"class": kind, "id": anchor, "href": f"#{anchor}"}, id_)
            case Reference(ids=ids, word=""):
                return self.cited(ids)
            case Reference(ids=ids, word=word):
                return tag("span", {"class": "reply"}, tag("em", {}, word), " ", self.cited(ids))


def _way(lines: Iterable[Iterable[Span]]) -> str:
    return direction(" ".join(span.text for line in lines for span in line if isinstance(span, Words)))


def named(byline: str) -> Html:
    """A byline; that somebody is simulated stands apart from the name."""
    who = byline.removesuffix(_SIMULATED)
    return join(name(who), tag("span", {"class": "simulated"}, _SIMULATED) if who != byline else None)
