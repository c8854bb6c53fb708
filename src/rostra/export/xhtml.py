"""The pages of an e-book: what is said in a debate as XHTML, each page a file, each reply a link to its claim wherever it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from rostra.colours import colour_of
from rostra.debate import Point
from rostra.export.document import (
    DONE,
    STANCES,
    STATUSES,
    Act,
    Aside,
    Asked,
    Document,
    Findings,
    Remark,
    Ruling,
    Speaker,
    Speech,
    Tally,
    anchor_of,
    model_of,
)
from rostra.export.prose import Block, Bullets, Number, Reference, Span, Words, line, numbers_in, prose, running
from rostra.export.words import one_line
from rostra.export.xml import Child, Xml, element, join
from rostra.flow import Line

_AUTO = {"dir": "auto"}


class Scribe:
    """Writes the pages of one document. `files` says on which page a claim is made."""

    def __init__(self, doc: Document, files: Mapping[str, str]) -> None:
        self.doc, self.files = doc, files
        self._placed: set[str] = set()
        colours = {seat.name: colour_of(doc.debate, seat.name) for seat in doc.debate.cast}
        self._colours = {name: f"c{index}" for name, index in colours.items() if index is not None}
        marks = {seat.mark: seat.name for seat in doc.debate.cast if seat.mark}
        self._by = {id_: self._colours.get(marks.get(id_.rstrip("0123456789."), "")) for id_ in doc.known}

    def front(self) -> Iterator[Xml]:
        """The title page."""
        doc, debate = self.doc, self.doc.debate
        yield element("p", {"class": "disclosure", "role": "note"}, one_line(doc.disclosure))
        yield element("h1", _AUTO, one_line(doc.title))
        yield element("p", {"class": "motion", **_AUTO}, element("strong", {}, "Motion:"), " ", one_line(doc.motion))
        facts = f"{debate.format.title} · {debate.created:%d %B %Y} · {one_line(debate.id)}"
        yield element("p", {"class": "soft"}, facts)
        if doc.cast:
            yield _table("The cast", ("Speaker", "Side", "Claims", "Words by"), map(self._member, doc.cast))
        if doc.background:
            heading = element("h2", {}, "Background everybody was given")
            yield element("section", {}, heading, self._blocks(doc.background, read=running))
        if doc.spent:
            yield element("p", {"class": "soft"}, doc.spent)

    def act(self, act: Act) -> Xml:
        """Something that happened."""
        match act:
            case Speech(by=by, text=text, own=own):
                drawn = numbers_in(prose(text, own))
                places = [self._place(id_, None) for id_ in own if id_ not in drawn]
                return element("div", {"class": "turn"}, self._byline(by, places), self._blocks(text, own))
            case Remark(text=text):
                return element("p", {"class": "remark", **_AUTO}, one_line(text))
            case Asked(by=by, to=to, text=text):
                asks = f"{one_line(by)} asks{f' {one_line(to)}' if to else ''}:"
                said = element("p", _AUTO, element("strong", {}, asks), " ", one_line(text))
                return element("blockquote", {}, said)
            case Aside(title=title, text=text):
                heading = element("p", {}, element("strong", {}, title))
                return element("aside", {}, heading, self._blocks(text))
            case Findings(by=Speaker() as by):
                rows = [
                    element(
                        "li",
                        _AUTO,
                        element("strong", {}, self._spans(line(section.title)), ":"),
                        " ",
                        join(*map(self._pointed, section.points), by=" "),
                    )
                    for section in act.sections
                ]
                return join(self._byline(by), element("ul", {}, rows) if rows else None)
            case Findings(sections=()):
                return self._blocks(act.text)
            case Findings():
                return join(
                    (element("h2", _AUTO, one_line(each.title)), self._points(each.points)) for each in act.sections
                )
            case Ruling(winner=winner):
                found = ("for ", element("strong", {}, one_line(winner))) if winner else ("for neither",)
                said = element(
                    "p", _AUTO, element("strong", {}, one_line(act.judge)), " finds ", *found, f"{act.sure}."
                )
                return join(said, self._points(act.verdict.reasons))

    def votes(self) -> Iterator[Xml]:
        """Polls, and where the seats stand."""
        doc = self.doc
        yield from map(self._tally, doc.tallies)
        if doc.stances:
            rows = [
                self._said(
                    name,
                    join(
                        STANCES[stance.value],
                        (", moved by ", self._link(stance.moved_by)) if stance.moved_by else None,
                        ".",
                    ),
                    stance.says,
                )
                for name, stance in doc.stances
            ]
            yield element("ul", {}, rows)
        if doc.abstained:
            yield element("p", {"class": "remark"}, one_line(doc.abstained))

    def flow(self) -> Iterator[Xml]:
        """The flow sheet."""
        yield element("p", {}, "Every claim, and what was answered to it. Counted, not judged.")
        yield _table("Flow sheet", ("No.", "Claim", "Answers", "What became of it"), map(self._flow_row, self.doc.flow))

    def _member(self, who: Speaker) -> tuple[Child, ...]:
        mark, model = (who.seat.mark or "", one_line(model_of(who.seat))) if who.seat else ("", "")
        return self._name(who), one_line(who.side or ""), mark, model

    def _tally(self, tally: Tally) -> Xml:
        rows = [(self._link(choice) if tally.ranked else choice, str(votes)) for choice, votes in tally.counts]
        head = ("Idea", "Points") if tally.ranked else ("Choice", "Votes")
        why = [
            self._said(who, join(self._cited(ballot.ranking) if ballot.ranking else ballot.choice, ":"), ballot.says)
            for who, ballot in tally.why
        ]
        return join(_table(one_line(tally.title), head, rows), element("ul", {}, why) if why else None)

    def _said(self, who: str, how: Xml, says: str) -> Xml:
        name = element("strong", {}, one_line(who), ":")
        return element("li", _AUTO, name, " ", how, " ", self._spans(line(says)))

    def _flow_row(self, row: Line) -> tuple[Child, ...]:
        answers = [
            join(DONE[each.relation], " ", self._link(each.by) if each.by else one_line(self.doc.name(each.seat)))
            for each in row.answers
        ]
        fate = STATUSES[row.status]
        shown = element("span", {"class": "dropped"}, fate) if row.status == "unanswered" else fate
        return self._link(row.claim.id), one_line(row.claim.text), join(*answers, by=", ") or "–", shown

    def _byline(self, who: Speaker, places: Iterable[Xml] = ()) -> Xml:
        side = element("span", {"class": "side"}, f" · {one_line(who.side)}") if who.side else None
        return element("p", {"class": "byline", **_AUTO}, places, self._name(who), side)

    def _name(self, who: Speaker) -> Xml:
        colour = self._colours.get(who.seat.name) if who.seat else None
        return element("span", {"class": colour}, one_line(who.byline))

    def _blocks(self, text: str, own: tuple[str, ...] = (), *, read: Callable[..., tuple[Block, ...]] = prose) -> Xml:
        drawn = []
        for block in read(text, own):
            if isinstance(block, Bullets):
                kind, start = ("ul", None) if block.first is None else ("ol", block.first)
                drawn.append(
                    element(kind, {"start": start}, [element("li", _AUTO, self._spans(i)) for i in block.items])
                )
            else:
                drawn.append(element("p", _AUTO, join(*map(self._spans, block.lines), by=element("br"))))
        return join(*drawn)

    def _points(self, points: Iterable[Point]) -> Xml | None:
        rows = [element("li", _AUTO, self._pointed(point)) for point in points]
        return element("ul", {}, rows) if rows else None

    def _pointed(self, point: Point) -> Xml:
        return join(one_line(point.text), " " if point.cites else None, self._cited(point.cites))

    def _spans(self, spans: Iterable[Span]) -> Xml:
        return join(*map(self._span, spans))

    def _span(self, span: Span) -> Child:
        match span:
            case Words(text=text, look=""):
                return text
            case Words(text=text, look=look):
                return element(look, {}, text)
            case Number(id=id_):
                return self._place(id_, f"[{id_}]")
            case Reference(ids=ids, word=word) if word:
                return element("span", {"class": "reply"}, "(", element("em", {}, word), " ", self._cited(ids), ")")
            case Reference(ids=ids):
                return self._cited(ids)

    def _cited(self, ids: Iterable[str]) -> Xml:
        return join(*map(self._link, ids), by=", ")

    def _link(self, id_: str) -> Xml:
        colour = self._by.get(id_) or ""
        if id_ not in self.files:
            return element("span", {"class": "cited"}, f"[{id_}]")
        target = f"{self.files[id_]}#{anchor_of(id_)}"
        return element("a", {"class": f"cited {colour}".strip(), "href": target}, f"[{id_}]")

    def _place(self, id_: str, shown: str | None) -> Xml:
        """Where a claim is made: once in a document, as names of places are its own."""
        first = id_ not in self._placed
        self._placed.add(id_)
        kind = f"number {self._by.get(id_) or ''}".strip()
        return element("span", {"id": anchor_of(id_) if first else None, "class": kind}, shown)


def _table(caption: str, head: Iterable[str], rows: Iterable[Iterable[Child]]) -> Xml:
    named = element("tr", {}, [element("th", {"scope": "col"}, name) for name in head])
    body = [element("tr", {}, [element("td", _AUTO, cell) for cell in row]) for row in rows]
    return element(
        "table", {}, element("caption", {}, caption), element("thead", {}, named), element("tbody", {}, body)
    )
