"""What stands after the last word: votes, stances, the flow sheet, the map of the argument, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from rostra.debate import Stance
from rostra.export.document import STANCES, STATUSES, Document, Tally, anchor_of
from rostra.export.html.acts import answers
from rostra.export.html.elements import Attributes, Html, direction, join, name, tag, told
from rostra.export.html.words import Scribe
from rostra.flow import Line

_TONES = {"for": "c0", "against": "c1"}
_SCALE = 24
"""Units between two stances on their scale."""
_DOT = 5
"""The radius of a stance, in the same."""


def votes(doc: Document, scribe: Scribe) -> Html | None:
    """Polls and stances; nothing where nobody was asked."""
    if not (doc.tallies or doc.stances or doc.abstained):
        return None
    abstained = tag("p", {"class": "remark", "dir": direction(doc.abstained)}, doc.abstained) if doc.abstained else None
    polls = (_tally(tally, scribe) for tally in doc.tallies)
    return tag(
        "section", {"id": "votes"}, tag("h2", {}, told("Votes and stances")), polls, _stances(doc, scribe), abstained
    )


def flow(doc: Document, scribe: Scribe, *, folded: bool) -> Html | None:
    """The flow sheet as a table. Nothing for a selection, which does not know it."""
    if not doc.flow:
        return None
    dropped = sum(line.status == "unanswered" for line in doc.flow)
    count = f"{len(doc.flow)} claims, {dropped} dropped" if dropped else f"{len(doc.flow)} claims, none dropped"
    note = tag(
        "p",
        {"class": "note", "lang": "en", "dir": "ltr"},
        "Every claim, and what was answered to it. Counted, not judged.",
    )
    columns = (tag("th", {"scope": "col"}, title) for title in ("Claim", "Answers", "Outcome"))
    table = tag(
        "table",
        {"class": "flow"},
        tag("thead", {}, tag("tr", {}, columns)),
        tag("tbody", {}, join(*(_row(line, scribe) for line in doc.flow), by="\n")),
    )
    frame = tag("div", {"class": "wide", "tabindex": 0, "role": "region", "aria-label": "Flow sheet"}, table)
    shown = (
        tag("details", {}, tag("summary", {}, told(count)), note, frame)
        if folded
        else join(
            tag(
                "p",
                {"class": "note", "lang": "en", "dir": "ltr"},
                f"{count}. Every claim, and what was answered to it.",
            ),
            table,
        )
    )
    return tag("section", {"id": "flow"}, tag("h2", {}, told("Flow sheet")), shown)


def colophon(doc: Document) -> Html:
    """Where it comes from, and what it took."""
    debate = doc.debate
    lineage = debate.lineage
    facts = [
        ("Debate", tag("code", {}, debate.id)),
        ("Created", tag("time", {"datetime": debate.created.isoformat()}, debate.created.isoformat())),
        (lineage.how.capitalize(), join("of ", tag("code", {}, lineage.parent))) if lineage else None,
        ("Spent", join(doc.spent)) if doc.spent else None,
        ("Made with", join("Rostra")),
    ]
    rows = (tag("div", {}, tag("dt", {}, fact[0]), tag("dd", {}, fact[1])) for fact in facts if fact)
    return tag("dl", {"class": "colophon", "lang": "en", "dir": "ltr"}, rows)


def _tally(tally: Tally, scribe: Scribe) -> Html:
    most = max((votes for _, votes in tally.counts), default=0) or 1
    rows = [
        tag(
            "tr",
            {},
            tag("th", {"scope": "row"}, scribe.badge(choice) if tally.ranked else choice),
            tag("td", {"class": "amount"}, str(votes)),
            tag("td", {}, _bar(votes / most, "cx" if tally.ranked else _TONES.get(choice, "cx"), scribe)),
        )
        for choice, votes in tally.counts
    ]
    caption = join(tag("b", {}, name(tally.title)), ", points" if tally.ranked else "")
    why = (
        tag(
            "li",
            {"dir": direction(ballot.says)},
            tag("strong", {}, name(who)),
            ", ",
            scribe.cited(ballot.ranking) or ballot.choice,
            ": ",
            scribe.inline(ballot.says),
        )
        for who, ballot in tally.why
    )
    reasons = tag("ul", {"class": "why"}, why) if tally.why else None
    return tag("div", {"class": "tally"}, tag("table", {"class": "bars"}, tag("caption", {}, caption), rows), reasons)


def _bar(share: float, colour: str, scribe: Scribe) -> Html:
    """A bar as long as its share of the longest; the number stands beside it."""
    box = {"class": f"bar {colour}", "viewBox": "0 0 100 4", "preserveAspectRatio": "none", "aria-hidden": "true"}
    return tag("svg", box, tag("rect", {"width": round(100 * share, 2), "height": 4, "fill": scribe.ink(colour)}))


def _stances(doc: Document, scribe: Scribe) -> Html | None:
    by_seat: dict[str, list[Stance]] = {}
    for _, stance in doc.stances:
        by_seat.setdefault(stance.seat, []).append(stance)
    if not by_seat:
        return None
    titles = {phase.name: phase.title for phase in doc.debate.format.phases}
    items = (_stand(seat, stances, doc, scribe, titles) for seat, stances in by_seat.items())
    ends = (tag("span", {}, end) for end in ("against", "for"))
    head = tag("p", {"class": "ends", "dir": "ltr", "aria-hidden": "true"}, ends)
    return tag("div", {"class": "stances"}, head, tag("ul", {}, items))


def _stand(seat: str, stances: list[Stance], doc: Document, scribe: Scribe, titles: dict[str, str]) -> Html:
    colour = scribe.colour(seat)
    who = tag("strong", {"class": f"by {colour}"}, name(doc.name(seat)))
    said = (
        tag("li", {"dir": direction(stance.says)}, join(*_stance(stance, scribe, titles.get(stance.phase, "")), by=" "))
        for stance in stances
    )
    scale = _scale([stance.value for stance in stances], colour, scribe.ink(colour))
    return tag("li", {}, who, scale, tag("ul", {}, said))


def _stance(stance: Stance, scribe: Scribe, title: str) -> Iterator[Html]:
    if title:
        yield tag("span", {"class": "phase"}, f"{title}:")
    moved = join(", moved by ", scribe.badge(stance.moved_by)) if stance.moved_by else None
    yield join(tag("b", {}, STANCES[stance.value]), moved, ".")
    if stance.says:
        yield scribe.inline(stance.says)


def _scale(values: list[int], colour: str, ink: str) -> Html:
    """Where somebody stood, hollow, and stands, filled, between strongly against and strongly for."""
    width = 5 * _SCALE
    first, last = ((value + 2.5) * _SCALE for value in (values[0], values[-1]))
    way = _DOT if last > first else -_DOT
    axis = f"M{_SCALE / 2:g} 10H{width - _SCALE / 2:g}" + "".join(f"M{(n + 0.5) * _SCALE:g} 7v6" for n in range(5))
    marks = [tag("path", {"d": axis, "stroke": ink, "stroke-opacity": 0.3})]
    if first != last:
        marks.append(tag("path", {"d": f"M{first + way:g} 10H{last:g}", "stroke": ink, "stroke-width": 2}))
    if len(values) > 1:
        ring: Attributes = {"cx": first, "cy": 10, "r": _DOT, "fill": "none", "stroke": ink, "stroke-width": 1.6}
        marks.append(tag("circle", ring))
    now: Attributes = {"cx": last, "cy": 10, "r": _DOT if first != last or len(values) == 1 else _DOT / 2, "fill": ink}
    box = {"class": f"scale {colour}", "viewBox": f"0 0 {width} 20", "aria-hidden": "true"}
    return tag("svg", box, marks, tag("circle", now))


def _row(line: Line, scribe: Scribe) -> Html:
    seat = scribe.doc.debate.seat(line.seat)
    said = join(*(told(done, " ", by) for done, by in answers(line, scribe)), by="<br>")
    claim = tag(
        "th",
        {"scope": "row"},
        tag("span", {"class": "whose"}, scribe.badge(line.claim.id), " ", name(seat.persona.display_name)),
        tag("span", {"class": "claim", "dir": direction(line.claim.text)}, line.claim.text),
    )
    return tag(
        "tr",
        {"class": line.status, "id": None if scribe.paper else f"flow-{anchor_of(line.claim.id)}"},
        claim,
        tag("td", {}, said or "–"),
        tag("td", {"class": f"fate {line.status}"}, STATUSES[line.status]),
    )
