"""Word: headings, a table of contents, bylines in the seats' colours, every reply a link to its claim, tables for what was counted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import count

import docx

from rostra.colours import LIGHT, colour_of
from rostra.debate import Debate, Point
from rostra.export.arranging import document
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
    anchor_of,
    model_of,
)
from rostra.export.prose import Block, Bullets, Number, Reference, Span, Words, line, numbers_in, prose, running
from rostra.export.word_styles import dress, parsed
from rostra.export.wordml import bookmark, contents, is_rtl, line_break, link, paragraph, run, table
from rostra.export.words import one_line
from rostra.export.xml import Child, Xml, join

_LOOKS = {"strong": "Strong", "em": "Emphasis", "code": "Code", "": ""}


def render(debate: Debate) -> bytes:
    """The whole document; the same bytes for the same debate."""
    pen = _Pen(document(debate))
    body = pen.body()
    made = docx.Document()
    dress(made, pen.doc, pen.lists)
    page = made.element.body
    for old in list(page)[:-1]:
        page.remove(old)
    for index, each in enumerate(parsed(body)):
        page.insert(index, each)
    whole = io.BytesIO()
    made.save(whole)
    return _timeless(whole)


def _timeless(whole: io.BytesIO) -> bytes:
    """The archive without the time at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class _Pen:
    """Writes one document: it numbers bookmarks and lists, and knows what can be led to."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.lists: list[int] = []
        """The first numbers of numbered lists."""
        self._numbers = count(1)
        self._placed: set[str] = set()
        self._headings: list[tuple[str, str]] = []
        self._claims = {claim.id: claim.text for entry in doc.debate.claimants for claim in entry.claims}
        colours = {seat.name: colour_of(doc.debate, seat.name) for seat in doc.debate.cast}
        self._colours = {name: LIGHT[index] for name, index in colours.items() if index is not None}
        marks = {seat.mark: seat.name for seat in doc.debate.cast if seat.mark}
        self._by = {id_: self._colours.get(marks.get(id_.rstrip("0123456789."), ""), "") for id_ in doc.known}

    def body(self) -> Xml:
        """All paragraphs and tables."""
        said = join(*self._parts(), *self._votes(), *self._flow())
        spent = paragraph("Subtitle", run(self.doc.spent)) if self.doc.spent else None
        return join(self._head(), contents(self._headings, "Contents") if self._headings else None, said, spent)

    def _head(self) -> Iterator[Xml]:
        doc, debate = self.doc, self.doc.debate
        yield paragraph("Disclosure", run(one_line(doc.disclosure)))
        yield _plain("Title", doc.title)
        motion = one_line(doc.motion)
        yield paragraph("Motion", run("Motion: ", "Strong"), run(motion), rtl=is_rtl(motion))
        yield _plain("Subtitle", f"{debate.format.title} · {debate.created:%d %B %Y} · {debate.id}")
        rows = [self._member(who) for who in doc.cast]
        if rows:
            yield table("The cast", (45, 17, 10, 28), ("Speaker", "Side", "Claims", "Words by"), rows)
        if doc.background:
            yield paragraph("AsideHead", run("Background everybody was given"))
            yield from self._blocks(doc.background, style="Aside", read=running)

    def _member(self, who: Speaker) -> tuple[Child, ...]:
        name = paragraph("TableText", self._name(who), rtl=is_rtl(who.byline))
        mark, model = (who.seat.mark or "", model_of(who.seat)) if who.seat else ("", "")
        return name, *(_plain("TableText", text) for text in (who.side or "", mark, model))

    def _parts(self) -> Iterator[Xml]:
        for part in self.doc.parts:
            if part.title:
                yield self._heading(part.title)
            for act in part.acts:
                yield join(*self._act(act))

    def _act(self, act: Act) -> Iterator[Xml]:
        match act:
            case Speech(by=by, text=text, own=own):
                yield self._byline(by, self._unplaced(text, own))
                yield from self._blocks(text, own)
            case Remark(text=text):
                yield _plain("Remark", text)
            case Asked(by=by, to=to, text=text):
                asks = run(f"{one_line(by)} asks{f' {one_line(to)}' if to else ''}: ", "Strong")
                yield paragraph("Quote", asks, run(one_line(text)), rtl=is_rtl(one_line(text)))
            case Aside(title=title, text=text):
                yield _plain("AsideHead", title)
                yield from self._blocks(text, style="Aside")
            case Findings(by=Speaker() as by):
                yield self._byline(by)
                for section in act.sections:
                    title = self._spans(line(section.title))
                    points = join(*map(self._pointed, section.points), by=run(" "))
                    yield paragraph("ListBullet", title, run(": "), points, rtl=is_rtl(section.title))
            case Findings(sections=()):
                yield from self._blocks(act.text)
            case Findings():
                for section in act.sections:
                    yield _plain("Heading2", section.title)
                    yield from self._points(section.points)
            case Ruling():
                yield self._ruling(act)

    def _ruling(self, act: Ruling) -> Xml:
        winner = one_line(self.doc.name(act.winner)) if act.winner else "neither"
        sure = f"{act.confidence:.0%}" if act.confidence is not None else "not said"
        reasons = join(*self._points(act.verdict.reasons, "TableText")) or paragraph("TableText")
        row = (
            _plain("TableText", act.judge),
            _plain("TableText", winner, "Strong"),
            _plain("TableText", sure),
            reasons,
        )
        return table("The verdict", (20, 16, 12, 52), ("Judge", "Finds for", "How sure", "Because"), [row])

    def _votes(self) -> Iterator[Xml]:
        doc = self.doc
        if not (doc.stances or doc.tallies or doc.abstained):
            return
        yield self._heading("Votes and stances")
        for tally in doc.tallies:
            rows = [
                (
                    paragraph("TableText", self._cited((choice,)) if tally.ranked else run(choice)),
                    _plain("TableText", str(votes)),
                )
                for choice, votes in tally.counts
            ]
            yield _plain("Heading2", tally.title)
            yield table(tally.title, (70, 30), ("Idea", "Points") if tally.ranked else ("Choice", "Votes"), rows)
            for who, ballot in tally.why:
                choice = self._cited(ballot.ranking) if ballot.ranking else run(ballot.choice)
                yield self._said(who, join(choice, run(": ")), ballot.says)
        for name, stance in doc.stances:
            moved = join(run(", moved by "), self._cited((stance.moved_by,))) if stance.moved_by else None
            yield self._said(name, join(run(STANCES[stance.value]), moved, run(". ")), stance.says)
        if doc.abstained:
            yield _plain("Remark", doc.abstained)

    def _said(self, who: str, how: Xml, says: str) -> Xml:
        name = run(f"{one_line(who)}: ", "Strong")
        return paragraph("ListBullet", name, how, self._spans(line(says)), rtl=is_rtl(says))

    def _flow(self) -> Iterator[Xml]:
        doc = self.doc
        if not doc.flow:
            return
        yield self._heading("Flow sheet")
        yield paragraph("Normal", run("Every claim, and what was answered to it. Counted, not judged."))
        rows = []
        for row in doc.flow:
            answers = [
                join(
                    run(f"{DONE[each.relation]} "),
                    self._cited((each.by,)) if each.by else run(one_line(doc.name(each.seat))),
                )
                for each in row.answers
            ]
            fate = "Strong" if row.status == "unanswered" else ""
            rows.append(
                (
                    paragraph("TableText", self._cited((row.claim.id,))),
                    _plain("TableText", row.claim.text),
                    paragraph("TableText", join(*answers, by=run(", ")) or run("–")),
                    _plain("TableText", STATUSES[row.status], fate),
                )
            )
        yield table("The flow sheet", (9, 51, 25, 15), ("No.", "Claim", "Answers", "What became of it"), rows)

    def _heading(self, title: str) -> Xml:
        anchor, shown = f"_Toc{len(self._headings) + 1:08}", one_line(title)
        self._headings.append((shown, anchor))
        return paragraph("Heading1", bookmark(next(self._numbers), anchor, run(shown)), rtl=is_rtl(shown))

    def _byline(self, who: Speaker, ids: Iterable[str] = ()) -> Xml:
        side = run(f" · {one_line(who.side)}", "Side") if who.side else None
        places = [self._place(id_) for id_ in ids]
        return paragraph("Byline", places, self._name(who), side, rtl=is_rtl(who.byline))

    def _name(self, who: Speaker) -> Xml:
        return run(one_line(who.byline), colour=self._colours.get(who.seat.name, "") if who.seat else "")

    def _blocks(
        self,
        text: str,
        own: tuple[str, ...] = (),
        *,
        style: str = "Normal",
        read: Callable[..., tuple[Block, ...]] = prose,
    ) -> Iterator[Xml]:
        for block in read(text, own):
            if isinstance(block, Bullets):
                numbered = block.first is not None
                if numbered:
                    self.lists.append(block.first or 0)
                for item in block.items:
                    number = len(self.lists) + 2 if numbered else None
                    kind = "ListNumber" if numbered else "ListBullet"
                    yield paragraph(kind, self._spans(item), rtl=_leads(item), number=number)
            else:
                yield paragraph(
                    style, join(*map(self._spans, block.lines), by=line_break()), rtl=_leads(block.lines[0])
                )

    def _points(self, points: Iterable[Point], style: str = "ListBullet") -> Iterator[Xml]:
        for point in points:
            yield paragraph(style, self._pointed(point), rtl=is_rtl(point.text))

    def _pointed(self, point: Point) -> Xml:
        return join(run(one_line(point.text)), run(" ") if point.cites else None, self._cited(point.cites))

    def _spans(self, spans: Iterable[Span]) -> Xml:
        return join(*map(self._span, spans))

    def _span(self, span: Span) -> Xml:
        match span:
            case Words(text=text, look=look):
                return run(text, _LOOKS[look])
            case Number(id=id_):
                return self._place(id_, run(f"[{id_}]", "ClaimNumber", self._by.get(id_, "")))
            case Reference(ids=ids, word=word) if word:
                return join(run(f"({word} ", "Reply"), self._cited(ids), run(")", "Reply"))
            case Reference(ids=ids):
                return self._cited(ids)

    def _cited(self, ids: Iterable[str]) -> Xml:
        return join(*map(self._link, ids), by=run(", ", "Reply"))

    def _link(self, id_: str) -> Xml:
        shown = run(f"[{id_}]", "ClaimLink", self._by.get(id_, ""))
        return link(_name(id_), shown, tip=one_line(self._claims.get(id_, ""))) if id_ in self.doc.known else shown

    def _unplaced(self, text: str, own: tuple[str, ...]) -> list[str]:
        """Claims whose number does not stand in the text: the byline is their place."""
        drawn = numbers_in(prose(text, own))
        return [id_ for id_ in own if id_ not in drawn]

    def _place(self, id_: str, *children: Child) -> Xml:
        """Where a claim is made: once in a document, for names of bookmarks are its own."""
        if id_ in self._placed:
            return join(*children)
        self._placed.add(id_)
        return bookmark(next(self._numbers), _name(id_), *children)


def _name(id_: str) -> str:
    return f"claim_{anchor_of(id_).replace('-', '_')}"


def _plain(style: str, text: str, look: str = "") -> Xml:
    shown = one_line(text)
    return paragraph(style, run(shown, look), rtl=is_rtl(shown))


def _leads(spans: Iterable[Span]) -> bool:
    return is_rtl("".join(span.text for span in spans if isinstance(span, Words)))
