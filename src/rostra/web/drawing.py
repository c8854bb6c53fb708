"""Entries as the page shows them: the one renderer of what is said, live and in replay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle, groupby

import streamlit as st

from rostra.debate import (
    Ballot,
    Debate,
    Decision,
    Entry,
    Idea,
    Notice,
    Pass,
    Point,
    Question,
    Seat,
    Stance,
    Summary,
    Turn,
    Verdict,
)
from rostra.disclosure import disclosure
from rostra.slot import anchor
from rostra.web.avatars import COLOURS, avatar
from rostra.web.progress import Open, Progress
from rostra.web.text import badge, plain, spoken
from rostra.web.wording import STANCES, answers, byline, decided, heading, models, name_of, passed

Act = Entry | Open
"""What is drawn: an entry, or the words on their way to one."""
_PROSE = frozenset({"speak", "idea", "introduce", "frame"})


class Artist:
    """Draws one debate."""

    def __init__(self, debate: Debate) -> None:
        self._debate = debate
        self._colours = {seat.name: colour for seat, colour in zip(debate.debaters, cycle(COLOURS), strict=False)}
        self._marks = {seat.mark: self._colours[seat.name] for seat in debate.debaters if seat.mark}

    def disclosure(self) -> None:
        """Who is simulated, and by what: above all else."""
        st.caption(plain(disclosure(self._debate)))

    def head(self) -> None:
        """What is debated, and by whom."""
        debate = self._debate
        st.header(plain(debate.title), anchor=False)
        if debate.scenario.motion.strip(" .?") != debate.title.strip(" .?"):
            st.markdown(f"Motion: **{plain(debate.scenario.motion)}**")
        st.markdown(" ".join(self._seated(seat) for seat in debate.debaters))
        st.caption(plain(f"{debate.format.title} · {models(debate)}"))

    def body(self, progress: Progress) -> None:
        """All that was said, in the agenda's order, and what is being said."""
        shown = ""
        for (phase, round_), acts in groupby(_acts(progress), key=_place):
            title = heading(self._debate, phase, round_) if phase else shown
            if title != shown:
                st.markdown(f"#### {plain(title)}", anchors=False)
                shown = title
            for kind, group in groupby(acts, key=_gathered):
                self._draw(kind, [*group])

    # -- parts

    def _seated(self, seat: Seat) -> str:
        side = f" · {plain(seat.side)}" if seat.side else ""
        return f":{self._colours[seat.name]}-badge[{seat.mark or ''} {plain(seat.byline)}{side}]"

    def _draw(self, kind: str, acts: Sequence[Act]) -> None:
        match kind:
            case "pass":
                self._silent([act for act in acts if isinstance(act, Pass)])
            case "ballot":
                self._votes([act for act in acts if isinstance(act, Ballot)])
            case _:
                for act in acts:
                    self._act(act)

    def _act(self, act: Act) -> None:
        match act:
            case Open(slot=slot, text=text, trouble=trouble):
                again = f"{trouble} Trying again." if trouble else ""
                self._said(slot.seat, f"{spoken(text, self._marks, growing=True)} ▌", again)
            case Turn() | Idea():
                answered = answers(self._debate, act)
                self._said(act.seat, spoken(act.text, self._marks), f"↳ {answered}" if answered else "")
            case Question():
                self._question(act)
            case Decision():
                self._decision(act)
            case Stance():
                self._stance(act)
            case Summary():
                self._summary(act)
            case Verdict():
                self._verdict(act)
            case Notice():
                st.caption(plain(act.text))
            case Pass() | Ballot():
                pass

    def _said(self, name: str, words: str, below: str = "") -> None:
        seat = next((seat for seat in self._debate.debaters if seat.name == name), None)
        if seat is None:
            self._moderated(name, words)
            return
        colour = self._colours[name]
        with st.chat_message(seat.name, avatar=avatar(seat.persona.display_name, colour)):
            side = f" :small[:gray[{plain(seat.side)}]]" if seat.side else ""
            st.markdown(f":{colour}[**{plain(seat.byline)}**]{side}\n\n{words}")
            if below:
                st.caption(plain(below))

    def _moderated(self, name: str, words: str) -> None:
        """The moderator, set apart from those who argue."""
        with st.container(border=True):
            st.markdown(f":material/gavel: **{plain(byline(self._debate, name))}**\n\n{words}")

    def _question(self, question: Question) -> None:
        to = f" asks {plain(name_of(self._debate, question.to))}" if question.to else " asks"
        with st.container(border=True):
            st.markdown(f":material/help: **{plain(byline(self._debate, question.by))}**{to}\n\n{plain(question.text)}")

    def _decision(self, decision: Decision) -> None:
        if decision.says and decision.action != "bid":
            self._said(decision.by, spoken(decision.says, self._marks))
        if note := decided(self._debate, decision):
            st.caption(plain(note))

    def _silent(self, passes: Sequence[Pass]) -> None:
        for _, group in groupby(passes, key=lambda each: (each.reason, each.detail)):
            st.caption(plain(passed(self._debate, [*group])))

    def _votes(self, ballots: Sequence[Ballot]) -> None:
        count = Counter(ballot.choice for ballot in ballots if not ballot.ranking)
        if count:
            st.markdown(" · ".join(f"**{count[choice]}** {choice}" for choice in ("for", "against", "undecided")))
        st.markdown("\n".join(f"- {self._vote(ballot)}" for ballot in ballots))

    def _vote(self, ballot: Ballot) -> str:
        ranked = " ".join(badge(idea, self._marks) for idea in ballot.ranking)
        says = f": {plain(ballot.says)}" if ballot.says else ""
        return f"{plain(name_of(self._debate, ballot.voter))}, {ranked or ballot.choice}{says}"

    def _stance(self, stance: Stance) -> None:
        moved = f" Moved by {badge(stance.moved_by, self._marks)}." if stance.moved_by else ""
        says = f" {plain(stance.says)}" if stance.says else ""
        st.markdown(f"**{plain(name_of(self._debate, stance.seat))}** is {STANCES[stance.value]}.{says}{moved}")

    def _summary(self, summary: Summary) -> None:
        if summary.scope == "rolling":
            with st.expander("The moderator sums up the debate so far, for the speakers to read"):
                st.markdown(spoken(summary.text, self._marks))
            return
        if summary.text:
            self._moderated(self._debate.moderator.name, spoken(summary.text, self._marks))
        for section in summary.sections:
            with st.container(border=True):
                st.markdown(f"**{plain(section.title)}**\n\n{self._points(section.points)}")

    def _verdict(self, verdict: Verdict) -> None:
        winner = name_of(self._debate, verdict.winner) if verdict.winner else "nobody: a draw"
        sure = f" ({verdict.confidence:.0%} sure)" if verdict.confidence is not None else ""
        head = f"**{plain(byline(self._debate, verdict.judge))}** decides for {plain(winner + sure)}."
        with st.container(border=True):
            st.markdown(f"{head}\n\n{self._points(verdict.reasons)}")

    def _points(self, points: Sequence[Point]) -> str:
        return "\n".join(
            f"- {plain(point.text)} {' '.join(badge(cite, self._marks) for cite in point.cites)}" for point in points
        )


def _acts(progress: Progress) -> Iterator[Act]:
    """In slot order, what has no slot after the one it is anchored to; branches may finish in any order."""
    present = [each for each in progress.open.values() if each.slot.kind in _PROSE]
    seen = [entry for entry in progress.debate.entries if not (isinstance(entry, Decision) and entry.action == "bid")]
    yield from sorted([*seen, *present], key=_order)


def _order(act: Act) -> tuple[int, bool]:
    return (act.slot.number, False) if isinstance(act, Open) else (anchor(act), act.slot is None)


def _place(act: Act) -> tuple[str, int]:
    return (act.slot.phase, act.slot.round) if isinstance(act, Open) else (act.phase, act.round)


def _gathered(act: Act) -> str:
    """What is drawn together: votes of one poll, those who pass."""
    return "" if isinstance(act, Open) or act.kind not in ("pass", "ballot") else act.kind
